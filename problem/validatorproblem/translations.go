package validatorproblem

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem/internal/phrasing"
	"github.com/problemkit/problemkit/problem/internal/ruletext"
)

// maxTranslated bounds how many texts of one catalog are made and kept. The
// parameters of rules are the program's own, and few.
const maxTranslated = 4096

// Catalog has the texts for the rules of a validator in one language. It is a
// languageproblem.Catalog, and safe for concurrent use. The zero Catalog has no
// texts.
type Catalog struct {
	language  string
	validate  *validator.Validate
	translate func(validator.FieldError) string

	mu    sync.Mutex
	texts map[string]string // "" for what has none
}

// Translations makes a catalog of the translations that go-playground/validator
// brings, or of others that are registered in the same way:
//
//	french := ut.New(fr.New()).GetFallback()
//	catalog, err := validatorproblem.Translations("fr", fr_translations.RegisterDefaultTranslations, french)
//
// They are registered at a validator of the catalog's own; the one that validates,
// Gin's for instance, is not changed. T is ut.Translator of universal-translator.
//
// Those sentences begin with the name of the field, which violations have in
// another place: it is left out. What a language lacks is said in the default one.
//
// The error is that of register; one that panics gives an error too.
func Translations[T any](language string, register func(*validator.Validate, T) error, trans T) (c *Catalog, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			c, err = nil, fmt.Errorf("validatorproblem.Translations(%q): panic: %v", language, cause)
		}
	}()
	c = &Catalog{language: language, validate: failing(), texts: map[string]string{}}
	c.translate = func(field validator.FieldError) string {
		own, ok := any(field).(interface{ Translate(T) string })
		if !ok {
			return ""
		}
		return own.Translate(trans)
	}
	if err := register(c.validate, trans); err != nil {
		return nil, fmt.Errorf("validatorproblem.Translations(%q): %w", language, err)
	}
	return c, nil
}

// failing is a validator whose rules are never kept, so that each can be made to
// say its text.
func failing() *validator.Validate {
	v := validator.New()
	for key := range ruletext.Templates() {
		switch rule, _, _ := strings.Cut(key, "."); rule {
		case "required", "isdefault", "iscolor", "country_code", "eu_country_code": // restricted, or an alias
		default:
			_ = v.RegisterValidation(rule, func(validator.FieldLevel) bool { return false })
		}
	}
	return v
}

// Language returns the tag.
func (c *Catalog) Language() string { return c.language }

// Text says the text of a rule for a kind of value, "rule.min.string". The first
// argument is the parameter of the rule.
func (c *Catalog) Text(key string, args []any) (string, bool) {
	rule, ok := strings.CutPrefix(key, ruletext.Prefix)
	if !ok || c.validate == nil {
		return "", false
	}
	tag, kind, _ := strings.Cut(rule, ".")
	if len(args) > 0 {
		param, ok := phrasing.Text(args[0])
		if !ok {
			return "", false
		}
		tag += parameter(args[0], param)
	}
	text := c.kept(tag, kind)
	return text, text != ""
}

// parameter writes a parameter as it stands in a tag.
func parameter(arg any, text string) string {
	if list, ok := arg.([]string); ok {
		text = "'" + strings.Join(list, "' '") + "'"
	}
	if text == "" {
		return ""
	}
	return "=" + strings.NewReplacer(",", "0x2C", "|", "0x7C").Replace(text)
}

// kept makes each text once: the validator keeps every tag that it has ever seen.
func (c *Catalog) kept(tag, kind string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	text, known := c.texts[kind+" "+tag]
	if !known && len(c.texts) < maxTranslated {
		text = c.say(tag, kind)
		c.texts[kind+" "+tag] = text
	}
	return text
}

// say lets a value of the kind break the rule. Translations may panic.
func (c *Catalog) say(tag, kind string) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	failed, _ := c.validate.Var(valueOf(kind, tag), tag).(validator.ValidationErrors)
	if len(failed) == 0 {
		return ""
	}
	if text = c.translate(failed[0]); text == failed[0].Error() { // which is said where there is no translation
		return ""
	}
	return tidy(c.language, text)
}

// valueOf is a zero value, but for the rule that wants one.
func valueOf(kind, tag string) any {
	if tag == "isdefault" {
		return true
	}
	switch kind {
	case ruletext.Items:
		return []int(nil)
	case ruletext.Members:
		return map[string]int(nil)
	case ruletext.Bytes:
		return []byte(nil)
	case ruletext.Number:
		return 0
	case ruletext.Duration:
		return time.Duration(0)
	case ruletext.Time:
		return time.Time{}
	case ruletext.Boolean:
		return false
	}
	return ""
}

// tidy removes the place where the name of the field was: quotes around nothing, and
// what ties a name to the rest of a sentence.
func tidy(language, text string) string {
	text = strings.NewReplacer(`""`, "", "''", "", "«»", "").Replace(text)
	text = strings.TrimLeft(strings.Join(strings.Fields(text), " "), ", ")
	base, _, _ := strings.Cut(language, "-")
	for _, particle := range particles(base) {
		if rest, ok := strings.CutPrefix(text, particle); ok {
			return rest
		}
	}
	return text
}

// particles stand behind a name in languages that mark its part in the sentence. No
// sentence begins with one.
func particles(language string) []string {
	switch language {
	case "ja":
		return []string{"には", "は", "が", "の"}
	case "ko":
		return []string{"은(는) ", "이(가) ", "을(를) ", "의 "}
	}
	return nil
}
