package validatorproblem

import (
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/internal/phrasing"
	"github.com/problemkit/problemkit/problem/internal/ruletext"
)

// code is the name of the rule, without parameters and alternatives.
func code(field validator.FieldError) string {
	if tag := field.Tag(); !strings.ContainsAny(tag, "|=") {
		return tag
	}
	return "invalid"
}

// message says what the value must be, in the client's words and never with the
// value. Parameters of rules are the program's own, save those that name another
// Go field, a method or a Go layout: these never show. A rule behind an alias is
// told by the rule itself.
//
// The second result says the same in other words. The walker is one that has come
// to the field, or nil.
func (r *report) message(field validator.FieldError, w *walker) (string, problem.Phrase) {
	at := spotOf(field, w)
	said := r.phrases(field, at)
	text := said.String()
	if value, ok := at.echo(field); ok {
		return text + `: "` + value + `"`, problem.Say(phrasing.KeyValue, said, value)
	}
	return text, said
}

// spoken is a phrase with a text of its own.
type spoken interface {
	problem.Phrase
	String() string
}

// maxAlternatives bounds how many rules one text names.
const maxAlternatives = 8

// phrases returns the phrase of a broken rule, or of all the rules of which one
// had to hold.
func (r *report) phrases(field validator.FieldError, at spot) spoken {
	first := phrase{spot: at, alias: field.Tag(), rule: field.ActualTag(), kind: kindOf(typeOf(field))}
	alternatives := strings.Split(first.rule, "|")
	if len(alternatives) == 1 || len(alternatives) > maxAlternatives || first.aliasHasText() {
		first.arg = r.argument(&first, field.Param())
		first.value, _ = at.echo(field)
		return &first
	}
	var all spoken
	for _, alternative := range alternatives {
		one := phrase{kind: first.kind, spot: spot{object: at.object}}
		rule, param, _ := strings.Cut(alternative, "=")
		one.rule = rule
		one.arg = r.argument(&one, param)
		if !one.hasText() {
			return &first
		}
		all = or(all, &one)
	}
	return all
}

// phrase is one broken rule, without the value that broke it.
type phrase struct {
	spot
	alias string
	rule  string
	kind  string
	arg   any    // what its texts name; nil if nothing
	value string // what the client sent, if the program wants it shown
}

// Keys returns those of the field, then those of the rule for this kind of value,
// then that of the rule.
func (p *phrase) Keys() []string {
	keys := p.spot.keys(p.alias, p.rule)
	if p.alias != p.rule && p.alias != "" {
		keys = append(keys, ruletext.Prefix+p.alias)
	}
	if p.kind != "" {
		keys = append(keys, ruletext.Prefix+p.rule+"."+p.kind)
	}
	keys = append(keys, ruletext.Prefix+p.rule)
	if !p.hasText() {
		keys = append(keys, phrasing.KeyInvalid)
	}
	return keys
}

// Args returns what the texts name, and behind it the value, if it may be shown.
func (p *phrase) Args() []any {
	switch {
	case p.value != "" && p.arg == nil:
		return []any{"", p.value}
	case p.value != "":
		return []any{p.arg, p.value}
	case p.arg == nil:
		return nil
	}
	return []any{p.arg}
}

// String returns the English text.
func (p *phrase) String() string {
	text, _ := phrasing.Voice{Builtin: true, Text: func(_ []string, args []any) (string, bool) {
		return phrasing.Fill(p.template(), args)
	}}.Say(p)
	if text == "" {
		return ruletext.Unspecific
	}
	return text
}

func (p *phrase) template() string {
	if p.aliasHasText() {
		template, _ := ruletext.Of(p.alias)
		return template
	}
	for _, key := range [...]string{p.rule + "." + p.kind, p.rule} {
		if template, ok := ruletext.Of(key); ok {
			return template
		}
	}
	return ruletext.Unspecific
}

func (p *phrase) hasText() bool {
	_, ok := ruletext.Of(p.rule)
	return ok || p.aliasHasText()
}

func (p *phrase) aliasHasText() bool {
	_, ok := ruletext.Of(p.alias)
	return ok && p.alias != p.rule
}
