package validatorproblem

import (
	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/internal/phrasing"
)

// frame is a phrase that others may stand in.
type frame struct {
	key  string
	args []any
}

// or joins alternatives; the first has none before it.
func or(before spoken, next spoken) spoken {
	if before == nil {
		return next
	}
	return &frame{phrasing.KeyOr, []any{before, next}}
}

// nameMessage says a message of the name of a member.
func nameMessage(text string, said problem.Phrase) (string, problem.Phrase) {
	return "a member name " + text, &frame{phrasing.KeyName, []any{said}}
}

// Keys returns the one key.
func (f *frame) Keys() []string { return []string{f.key} }

// Args returns what stands in the frame.
func (f *frame) Args() []any { return f.args }

// String returns the English text.
func (f *frame) String() string {
	text, _ := phrasing.Voice{Builtin: true, Text: func(keys []string, args []any) (string, bool) {
		template, ok := phrasing.Frame(keys[0])
		if !ok {
			return "", false
		}
		return phrasing.Fill(template, args)
	}}.Say(f)
	return text
}
