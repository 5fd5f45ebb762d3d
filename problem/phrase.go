package problem

import "slices"

// Phrase is a text that can be said in several ways: in other languages, or in
// words of your own. Config.Texts makes the text of it; without one the built-in
// text stays. Most phrases are made by [Say] and by the rules that report
// violations.
//
// Keys are from the most specific to the most general: whoever makes the text
// takes the first that he knows. Args are the arguments in the order in which
// templates count them. Both are asked for only when the text is made, which may
// be never, and may be asked for by several goroutines. Neither is to be changed.
// One that panics leaves the built-in text standing.
//
// A Phrase among the arguments is said in the same language. If it has a method
// String() string, that is its text where nobody knows better.
//
// Security: arguments are public. Never put a rejected value into them.
type Phrase interface {
	Keys() []string // Keys are tried in order; none means that there is no other text.
	Args() []any    // Args are what stands in the text; nil if nothing does.
}

// Say makes a phrase with one key: an identifier of your own, "order.too_late".
// Arguments are texts, numbers, lists of texts, and phrases; those of another
// kind have no text, and the built-in text stays. Numbers are written in decimal
// digits: give what has a form of its own, such as a price or a date, as a text.
// An empty key is no text's.
func Say(key string, args ...any) Phrase { return &saying{[]string{key}, slices.Clone(args)} }

// saying is a phrase by value. It is used through a pointer, so that violations
// can be compared.
type saying struct {
	keys []string
	args []any
}

// Keys returns the keys.
func (s *saying) Keys() []string { return s.keys }

// Args returns the arguments.
func (s *saying) Args() []any { return s.args }
