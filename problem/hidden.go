package problem

import (
	"cmp"
	"slices"
)

// hidden are the places of values about which rules mean nothing: true if that goes
// for what is in them too. They are folded: reading has the names of the document,
// rules have those of the target.
type hidden map[spot]bool

func hiddenBy(inputs []*InputError) hidden {
	var spots hidden
	for _, in := range inputs {
		if spots == nil && len(in.unread) > 0 {
			spots = hidden{}
		}
		for _, s := range in.reduced {
			spots[s.folded()] = spots[s.folded()] || false
		}
		for _, s := range in.unread {
			spots[s.folded()] = true
		}
	}
	return spots
}

// hides reports whether a rule says nothing because of a value that was not read.
func (h hidden) hides(v *Violation) bool {
	at := v.spot().folded()
	if _, ok := h[at]; ok {
		return true
	}
	if v.comparesValues() {
		return h.has(v.In)
	}
	for s := at; s.pointer != "" || s.parameter != ""; s = s.outer() {
		if h[s] {
			return true
		}
	}
	return false
}

// has reports whether something of that part of the request was not read.
func (h hidden) has(in string) bool {
	for s := range h {
		if cmp.Or(s.in, InBody) == cmp.Or(in, InBody) {
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
