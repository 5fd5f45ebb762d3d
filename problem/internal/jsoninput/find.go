package jsoninput

import (
	"slices"
	"strconv"
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
	f := finder{cursor{raw: raw}, 8 * len(raw)}
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
	others map[string]spelling // members that may stand for inner nodes, by their folded names
	shared bool                // folded names mean several inner nodes
	name   string              // as the document spells it
	pos    int
	found  bool
}

// spelling is a member as the document has it.
type spelling struct {
	name string
	pos  int // of the value
	end  int
}

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

type finder struct {
	cursor
	left int // how many bytes may be looked at again
}

// visit goes behind the value at the cursor, which n stands for.
func (f *finder) visit(n *node) {
	n.pos, n.found = f.pos, true
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
			f.visit(element)
		} else {
			f.value()
		}
	}
}

// members looks for the very names first: the keys of a map may differ in case
// alone.
func (f *finder) members(n *node) {
	n.fold()
	for f.more() {
		name := unquote(f.quotedName())
		start := f.pos
		member := n.inner[name]
		if member != nil {
			f.visit(member)
		} else {
			f.value()
		}
		if member == nil || n.shared {
			n.note(spelling{name, start, f.pos})
		}
	}
	f.similar(n)
}

// fold prepares others.
func (n *node) fold() {
	n.others = make(map[string]spelling, len(n.inner))
	for token := range n.inner {
		n.others[Folded(token)] = spelling{}
	}
	n.shared = len(n.others) < len(n.inner)
}

// note keeps the last of several, like encoding/json.
func (n *node) note(s spelling) {
	key := Folded(s.name)
	if _, known := n.others[key]; known {
		n.others[key] = s
	}
}

// similar goes to the members whose names the document spells otherwise.
func (f *finder) similar(n *node) {
	end := f.pos
	for token, member := range n.inner {
		if member.found {
			continue
		}
		if s := n.others[Folded(token)]; s.pos > 0 && s.end-s.pos <= f.left {
			f.left -= s.end - s.pos
			member.name, f.pos = s.name, s.pos
			f.visit(member)
		}
	}
	f.pos = end
}

// settle puts what is missing behind all that is there.
func (n *node) settle(end int) {
	for _, inner := range n.inner {
		if !inner.found {
			inner.pos = end
			inner.settle(end)
		}
	}
}
