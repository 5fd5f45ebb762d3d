package problem

import (
	"errors"
	"slices"
)

// Rule says which problem an error becomes. Rules go into Config.Rules; the
// first that wants an error decides. They are values, safe for concurrent use.
// The zero Rule is a mistake that NewResponder reports.
type Rule struct {
	target error
	def    *definition
	opts   []Option
	each   func(node error) *Problem
	whole  func(err error) *Problem
	flaw   error
}

// Match maps an error that is target, in the sense of errors.Is, to a problem of
// the kind k with these options. Any number of Match rules costs one look-up for
// each error in the tree; only an error with an Is of its own is asked about each
// of them. A nil target or kind is a mistake that NewResponder
// reports.
func Match(target error, k Kind, opts ...Option) Rule {
	if target == nil || k == nil {
		return Rule{flaw: errors.New("Match: the target and the kind must not be nil")}
	}
	return Rule{target: target, def: k.definition(), opts: slices.Clone(opts)}
}

// MatchAs maps an error that has an E in its tree, in the sense of errors.As.
// The function returns nil for one that it does not want, and is then asked about
// the next E; it must not write to the error. One that panics wants nothing,
// which the record notes.
//
// Security: what f puts into the problem is public. Take single fields, never
// the error's text.
func MatchAs[E error](f func(E) *Problem) Rule {
	if f == nil {
		return Rule{flaw: errors.New("MatchAs: the function must not be nil")}
	}
	return Rule{each: func(node error) *Problem {
		if found, ok := nodeAs[E](node); ok {
			return f(found)
		}
		return nil
	}}
}

// nodeAs is errors.As for a single node.
func nodeAs[E error](node error) (found E, ok bool) {
	if found, ok = node.(E); ok {
		return found, true
	}
	if own, has := node.(interface{ As(any) bool }); has {
		ok, _ = try(func() bool { return own.As(&found) })
	}
	return found, ok
}

// RuleFunc maps by a function of the whole error, which returns nil for one that
// it does not want. One that panics wants nothing, which the record notes.
//
// Unlike the other rules it can look behind a *Problem, whose cause should have
// no say in the answer. It is never asked about a panic.
func RuleFunc(f func(error) *Problem) Rule {
	if f == nil {
		return Rule{flaw: errors.New("RuleFunc: the function must not be nil")}
	}
	return Rule{whole: f}
}

// StatusCarriers takes over the status, and only the status, of errors with a
// method StatusCode, HTTPStatus or GetStatus that returns 400 to 599. It is
// opt-in: errors of HTTP clients have such methods too, and their status is
// the other server's.
func StatusCarriers() Rule {
	return Rule{each: func(node error) *Problem {
		if status, _ := try(func() int { return carriedStatus(node) }); isErrorStatus(status) {
			return OfStatus(status).New()
		}
		return nil
	}}
}

func carriedStatus(node error) int {
	switch carrier := node.(type) {
	case interface{ StatusCode() int }:
		return carrier.StatusCode()
	case interface{ HTTPStatus() int }:
		return carrier.HTTPStatus()
	case interface{ GetStatus() int }:
		return carrier.GetStatus()
	}
	return 0
}

func (r Rule) mistake() error {
	if r.flaw == nil && r.target == nil && r.each == nil && r.whole == nil {
		return errors.New("the zero Rule maps nothing: use Match, MatchAs, RuleFunc or StatusCarriers")
	}
	return r.flaw
}

// apply runs the function of a rule over an error.
func (r *Rule) apply(tree errorTree, err error) *Problem {
	if r.whole != nil {
		return r.whole(err)
	}
	for _, node := range tree {
		if p := r.each(node); p != nil {
			return p
		}
	}
	return nil
}
