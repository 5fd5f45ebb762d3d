package jsoninput

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// MaxDepth is how deep a document may be nested at most, as in encoding/json.
const MaxDepth = 10_000

// Scan reads through a document. It returns what makes the document unreadable,
// or the members that are there more than once, in the order of the document.
func Scan(raw []byte, maxDepth int) (unreadable *Fault, duplicates []Fault) {
	s := scanner{raw: raw, left: min(maxDepth, MaxDepth), utf8: utf8.Valid(raw), unique: true}
	if !s.document() {
		return &s.stop, nil
	}
	return nil, s.duplicates
}

// Check is Scan without a look at duplicates.
func Check(raw []byte, maxDepth int) (unreadable *Fault) {
	s := scanner{raw: raw, left: min(maxDepth, MaxDepth), utf8: utf8.Valid(raw)}
	if !s.document() {
		return &s.stop
	}
	return nil
}

// scanner reads a document by the grammar of RFC 8259. Its methods return false
// when they have come to the end of what can be read.
type scanner struct {
	raw        []byte
	pos        int
	left       int  // levels of nesting
	utf8       bool // all is text
	unique     bool // duplicates are looked for
	names      [][]byte
	way        []step // to the value at the position, from the whole inwards
	stop       Fault
	duplicates []Fault
}

func (s *scanner) fail(kind Kind) bool {
	s.stop = Fault{Kind: kind, Start: s.pos, End: s.pos}
	return false
}

// wrong blames the byte at the position, or the lack of one.
func (s *scanner) wrong() bool {
	if s.pos >= len(s.raw) {
		return s.fail(Truncated)
	}
	return s.fail(Malformed)
}

func (s *scanner) document() bool {
	s.space()
	if s.pos == len(s.raw) {
		return s.fail(Empty)
	}
	if !s.value() {
		return false
	}
	s.space()
	if s.pos < len(s.raw) {
		return s.fail(Trailing)
	}
	return true
}

func (s *scanner) space() {
	for s.pos < len(s.raw) && isSpace(s.raw[s.pos]) {
		s.pos++
	}
}

// at reports whether the next byte is b.
func (s *scanner) at(b byte) bool { return s.pos < len(s.raw) && s.raw[s.pos] == b }

// take goes behind b.
func (s *scanner) take(b byte) bool {
	if !s.at(b) {
		return s.wrong()
	}
	s.pos++
	return true
}

func (s *scanner) value() bool {
	s.space()
	if s.pos == len(s.raw) {
		return s.wrong()
	}
	switch s.raw[s.pos] {
	case '{':
		return s.nested('}', s.members)
	case '[':
		return s.nested(']', s.elements)
	case '"':
		return s.text()
	case 't':
		return s.literal("true")
	case 'f':
		return s.literal("false")
	case 'n':
		return s.literal("null")
	}
	return s.number()
}

// nested goes behind an object or array with that closing bracket.
func (s *scanner) nested(closing byte, inside func() bool) bool {
	if s.left--; s.left < 0 {
		return s.fail(TooDeep)
	}
	s.pos++
	s.space()
	if s.at(closing) {
		s.pos++
		s.left++
		return true
	}
	s.way = append(s.way, step{})
	if !inside() {
		return false
	}
	s.way = s.way[:len(s.way)-1]
	s.left++
	return true
}

func (s *scanner) elements() bool {
	for s.value() {
		if s.space(); s.at(']') {
			s.pos++
			return true
		}
		if !s.take(',') {
			return false
		}
		s.here().index++
	}
	return false
}

func (s *scanner) members() bool {
	names := nameSet{base: len(s.names)}
	for s.member(&names) {
		if s.space(); s.at('}') {
			s.pos++
			s.names = s.names[:names.base]
			return true
		}
		if !s.take(',') {
			return false
		}
	}
	return false
}

func (s *scanner) member(names *nameSet) bool {
	s.space()
	start := s.pos
	if !s.at('"') {
		return s.wrong()
	}
	if !s.text() {
		return false
	}
	quoted := s.raw[start:s.pos]
	*s.here() = step{quoted: quoted, start: start}
	if s.unique && names.has(s, quoted) {
		f := Fault{Kind: Duplicate, Name: start, Start: start, End: s.pos}
		s.duplicates = appendFault(s.duplicates, f, func() []string { return tokens(s.way) })
	}
	s.space()
	return s.take(':') && s.value()
}

// here is the last step of the way.
func (s *scanner) here() *step { return &s.way[len(s.way)-1] }

// nameSet are the names of one object, on the scanner's stack of names. A map
// takes over when there are many.
type nameSet struct {
	base int
	wide map[string]struct{}
}

// manyNames is where looking through a list gets slower than a map.
const manyNames = 24

// has reports whether a name was there before, and adds it.
func (n *nameSet) has(s *scanner, quoted []byte) bool {
	name := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(name, '\\') >= 0 {
		name = []byte(unquote(quoted))
	}
	if n.wide != nil {
		before := len(n.wide)
		n.wide[string(name)] = struct{}{}
		return len(n.wide) == before
	}
	known := slices.ContainsFunc(s.names[n.base:], func(other []byte) bool { return bytes.Equal(name, other) })
	if s.names = append(s.names, name); len(s.names)-n.base == manyNames {
		n.widen(s.names[n.base:])
	}
	return known
}

func (n *nameSet) widen(names [][]byte) {
	n.wide = make(map[string]struct{}, 2*len(names))
	for _, name := range names {
		n.wide[string(name)] = struct{}{}
	}
}
