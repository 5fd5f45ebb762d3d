package problem

import (
	"cmp"
	"slices"
)

// hidden are the places of values about which rules mean nothing. They are folded:
// reading has the names of the document, rules have those of the target.
type hidden map[spot]extent

// extent says how far rules at a place mean nothing.
type extent int

const (
	nothing extent = iota // it is no such place, and has a name with dots in it: none around is
	alone                 // the value itself
	deep                  // and all that is in it
)

func hiddenBy(inputs []*InputError) hidden {
	var spots hidden
	for _, in := range inputs {
		if spots == nil && len(in.unread)+len(in.dotted) > 0 {
			spots = hidden{}
		}
		for _, s := range in.dotted {
			spots[s] = max(spots[s], nothing)
		}
		for _, s := range in.reduced {
			spots[s.folded()] = max(spots[s.folded()], alone)
		}
		for _, s := range in.unread {
			spots[s.folded()] = deep
		}
	}
	return spots
}

// hides reports whether a rule says nothing because of a value that was not read.
func (h hidden) hides(v *Violation) bool {
	at := v.spot().folded()
	if h[at] != nothing {
		return true
	}
	if v.comparesValues() {
		return h.has(v.In)
	}
	for s := at; s.pointer != "" || s.parameter != ""; s = s.outer() {
		if around, ok := h[s]; ok && around != alone {
			return around == deep
		}
	}
	return false
}

// has reports whether something of that part of the request was not read.
func (h hidden) has(in string) bool {
	for s, around := range h {
		if around != nothing && cmp.Or(s.in, InBody) == cmp.Or(in, InBody) {
			return true
		}
	}
	return false
}

// meaningful returns the violations without those of rules about values that were
// not read.
func (e *InputError) meaningful(h hidden) []Violation {
	list := e.violations()
	if len(h) == 0 || e.reading {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(v Violation) bool { return h.hides(&v) })
}

// comparesValues asks the phrase of a rule: a code says nothing, because anybody may
// use any.
func (v *Violation) comparesValues() bool {
	rule, ok := v.Phrase.(interface{ ComparesValues() bool })
	return ok && rule.ComparesValues()
}
