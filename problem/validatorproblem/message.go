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
	if at.echoes {
		w.unsteady = true
	}
	said := r.phrases(field, at)
	text := said.String()
	if value, ok := at.echo(field); ok {
		return text + `: "` + value + `"`, &frame{phrasing.KeyValue, []any{said, value}}
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
	first := phrase{spot: at, alias: field.Tag(), rule: field.ActualTag(), kind: r.kindOf(field)}
	if bars := strings.Count(first.rule, "|"); bars > 0 && bars < maxAlternatives && !first.aliasHasText() {
		if all := r.alternatives(&first); all != nil {
			return all
		}
	}
	first.arg = r.argument(&first, field.Param())
	first.value, _ = at.echo(field)
	return &first
}

// alternatives returns the phrase of several rules, nil if one has no text.
func (r *report) alternatives(first *phrase) (all spoken) {
	for alternative := range strings.SplitSeq(first.rule, "|") {
		one := phrase{kind: first.kind, spot: spot{object: first.object}}
		rule, param, _ := strings.Cut(alternative, "=")
		one.rule = rule
		one.arg = r.argument(&one, param)
		if !one.hasText() {
			return nil
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
	template := p.template()
	if strings.IndexByte(template, '{') < 0 {
		return template
	}
	arg := p.arg
	if inner, ok := arg.(spoken); ok {
		arg = inner.String()
	}
	if text, ok := phrasing.Fill(template, []any{arg}); ok {
		return text
	}
	return ruletext.Unspecific
}

func (p *phrase) template() string {
	if p.aliasHasText() {
		template, _ := ruletext.Of(p.alias, "")
		return template
	}
	if template, ok := ruletext.Of(p.rule, p.kind); ok {
		return template
	}
	return ruletext.Unspecific
}

func (p *phrase) hasText() bool {
	if p.aliasHasText() {
		return true
	}
	_, ok := ruletext.Of(p.rule, p.kind)
	return ok
}

// aliasHasText is for the aliases that a validator brings.
func (p *phrase) aliasHasText() bool {
	if p.alias == p.rule || p.alias == "" {
		return false
	}
	_, ok := ruletext.Of(p.alias, "")
	return ok
}
