package problem

import (
	"cmp"
	"slices"

	"github.com/problemkit/problemkit/problem/internal/jsoninput"
)

// hidden are the places of values about which rules mean nothing, as the document
// spells them and folded: without it rules have the names of the target.
type hidden struct{ exact, folded map[spot]extent }

// extent says how far rules at a place mean nothing.
type extent int

const (
	nothing extent = iota // it is no such place, and has a name with dots in it: none around is
	alone                 // the value itself
	deep                  // and all that is in it
)

func hiddenBy(raw []byte, inputs []*InputError) (h hidden) {
	var unread []spot
	for _, in := range inputs {
		for _, s := range in.dotted {
			h.add(s, nothing)
		}
		for _, s := range in.reduced {
			h.add(s, alone)
		}
		unread = append(unread, in.unread...)
	}
	for _, s := range spelt(raw, unread) {
		h.add(s, deep)
	}
	return h
}

func (h *hidden) add(s spot, how extent) {
	if h.exact == nil {
		h.exact, h.folded = map[spot]extent{}, map[spot]extent{}
	}
	h.exact[s] = max(h.exact[s], how)
	h.folded[s.folded()] = max(h.folded[s.folded()], how)
}

// hides reports whether a rule says nothing because of a value that was not read. The
// places of rules are spelt as the document has them, if it is known.
func (h hidden) hides(v *Violation, exact bool) bool {
	spots, at := h.exact, v.spot()
	if !exact {
		spots, at = h.folded, at.folded()
	}
	if about, ok := v.Phrase.(interface{ AboutName() bool }); ok && about.AboutName() {
		at = at.outer() // the name was read
	} else if spots[at] != nothing {
		return true
	}
	if v.comparesValues() {
		return h.has(v.In)
	}
	for s := at; s.pointer != "" || s.parameter != ""; s = s.outer() {
		if around, ok := spots[s]; ok && around != alone {
			return around == deep
		}
	}
	return false
}

// has reports whether something of that part of the request was not read.
func (h hidden) has(in string) bool {
	for s, around := range h.exact {
		if around != nothing && cmp.Or(s.in, InBody) == cmp.Or(in, InBody) {
			return true
		}
	}
	return false
}

// comparesValues asks the phrase of a rule: a code says nothing, because anybody may
// use any.
func (v *Violation) comparesValues() bool {
	rule, ok := v.Phrase.(interface{ ComparesValues() bool })
	return ok && rule.ComparesValues()
}

// spelt returns the places as the document has them, if it is known.
func spelt(raw []byte, spots []spot) []spot {
	pointers := make([]string, len(spots))
	for i := range spots {
		pointers[i] = spots[i].pointer
	}
	spots = slices.Clone(spots)
	for i, way := range waysIn(raw, pointers) {
		if way.Spelt {
			spots[i].pointer = Pointer(way.Tokens...)
		}
	}
	return spots
}

// waysIn looks pointers up in a document, all at once. Without pointers, and in what
// is no document, there are none.
func waysIn(raw []byte, pointers []string) []jsoninput.Way {
	if len(pointers) == 0 || jsoninput.Check(raw, jsoninput.MaxDepth) != nil {
		return nil
	}
	ways := make([]jsoninput.Way, len(pointers))
	for i, pointer := range pointers {
		ways[i].Tokens = Tokens(pointer)
	}
	jsoninput.Find(raw, ways)
	return ways
}
