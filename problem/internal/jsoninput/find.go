package jsoninput

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Way is a way into a document, and what Find has found at its end.
type Way struct {
	Tokens []string // Tokens are spelt as the document does, after Find.
	Spelt  bool     // Spelt says that this has changed them.
	Pos    int      // Pos is the offset of the value; of one that is missing, the end of what should have it.
}

// Find looks up where ways lead to in a document that has passed Scan. A member
// name that the document spells in another case is the same to encoding/json, so
// it is here.
func Find(raw []byte, ways []Way) {
	root := &node{}
	ends := make([]*node, len(ways))
	for i, way := range ways {
		ends[i] = root.add(way.Tokens)
	}
	f := finder{cursor{raw: raw}}
	f.space()
	f.visit(root)
	for i, end := range ends {
		ways[i].Pos = end.pos
		end.spell(&ways[i])
	}
}

// node is a value that ways lead through or to.
type node struct {
	around *node
	inner  map[string]*node
	byFold map[string]*node
	name   string // as the document spells it
	pos    int
	state  state
}

type state uint8

const (
	missing state = iota
	similar       // found under a name in another case
	exact
)

func (n *node) add(tokens []string) *node {
	for _, token := range tokens {
		if n.inner == nil {
			n.inner = map[string]*node{}
		}
		if n.inner[token] == nil {
			n.inner[token] = &node{around: n, name: token}
		}
		n = n.inner[token]
	}
	return n
}

// spell changes the tokens that the document spells otherwise.
func (n *node) spell(way *Way) {
	for i := len(way.Tokens) - 1; i >= 0; i, n = i-1, n.around {
		if n.name == way.Tokens[i] {
			continue
		}
		if !way.Spelt {
			way.Tokens, way.Spelt = slices.Clone(way.Tokens), true
		}
		way.Tokens[i] = n.name
	}
}

type finder struct{ cursor }

// visit goes behind the value at the cursor, which n stands for.
func (f *finder) visit(n *node) {
	n.pos = f.pos
	switch c := f.peek(); {
	case n.inner == nil || c != '{' && c != '[':
		f.value()
	case c == '{':
		f.members(n)
	default:
		f.elements(n)
	}
	n.settle(f.pos)
}

func (f *finder) elements(n *node) {
	for i := 0; f.more(); i++ {
		if element := n.inner[strconv.Itoa(i)]; element != nil {
			element.state = exact
			f.visit(element)
		} else {
			f.value()
		}
	}
}

func (f *finder) members(n *node) {
	for f.more() {
		name := unquote(f.quotedName())
		if member := n.match(name); member != nil {
			member.name = name
			f.visit(member)
		} else {
			f.value()
		}
	}
}

// match returns the node of a member, unless one with the very name was there.
func (n *node) match(name string) *node {
	if member := n.inner[name]; member != nil {
		member.state = exact
		return member
	}
	member := n.folds()[folded(name)]
	if member == nil || member.state == exact {
		return nil
	}
	member.state = similar
	return member
}

// folds has the nodes inside by their folded names.
func (n *node) folds() map[string]*node {
	if n.byFold == nil {
		n.byFold = make(map[string]*node, len(n.inner))
		for _, token := range slices.Sorted(maps.Keys(n.inner)) {
			n.byFold[folded(token)] = n.inner[token]
		}
	}
	return n.byFold
}

// folded returns the same text for all that strings.EqualFold calls equal.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return least
	}, s)
}

// settle puts what is missing behind all that is there.
func (n *node) settle(end int) {
	for _, inner := range n.inner {
		if inner.state == missing {
			inner.pos = end
			inner.settle(end)
		}
	}
}
