package phrasing

import "fmt"

// maxDepth bounds phrases inside of phrases: one may lead back to itself.
const maxDepth = 8

// Phrase is problem.Phrase.
type Phrase interface {
	Keys() []string // Keys are from the most specific to the most general.
	Args() []any    // Args are the arguments in order.
}

// Voice says phrases in one language.
type Voice struct {
	// Text returns the text of the first key that is known.
	Text func(keys []string, args []any) (string, bool)
	// Builtin lets a phrase inside of another that Text does not know speak for
	// itself, by its String.
	Builtin bool
}

// Say returns the text of a phrase. The phrases among its arguments are said
// first, by the same voice, so that a sentence is in one language.
func (v Voice) Say(p Phrase) (string, bool) { return v.say(p, maxDepth) }

func (v Voice) say(p Phrase, depth int) (string, bool) {
	if depth == 0 {
		return "", false
	}
	args, ok := v.flat(p.Args(), depth)
	if !ok {
		return "", false
	}
	return v.Text(p.Keys(), args)
}

// flat returns arguments without phrases. The list may be shared, so that one
// with phrases is copied.
func (v Voice) flat(args []any, depth int) ([]any, bool) {
	copied := false
	for i, arg := range args {
		inner, is := arg.(Phrase)
		if !is {
			continue
		}
		text, ok := v.inner(inner, depth-1)
		if !ok {
			return nil, false
		}
		if !copied {
			args, copied = append([]any(nil), args...), true
		}
		args[i] = text
	}
	return args, true
}

func (v Voice) inner(p Phrase, depth int) (string, bool) {
	if text, ok := v.say(p, depth); ok {
		return text, true
	}
	own, ok := p.(fmt.Stringer)
	if !v.Builtin || !ok {
		return "", false
	}
	return own.String(), true
}
