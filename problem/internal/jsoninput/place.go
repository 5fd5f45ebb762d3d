package jsoninput

import "strconv"

// place is the way to a value, from the value outwards.
type place struct {
	around *place
	step
}

// step leads from a value to one inside it.
type step struct {
	quoted []byte // the name of a member as it stands in the document
	start  int    // where that is
	index  int    // of an element
}

func (p *place) member(quoted []byte, start int) *place {
	return &place{p, step{quoted: quoted, start: start}}
}

func (p *place) element(i int) *place { return &place{p, step{index: i}} }

// maxWay is how many tokens a pointer can show at most: it has 512 bytes, and a
// token takes two.
const maxWay = 256

// tokens are those of the JSON Pointer to the value (RFC 6901, section 4); nil if
// there are too many for one.
func (p *place) tokens() []string {
	depth := 0
	for at := p; at != nil; at = at.around {
		if depth++; depth > maxWay {
			return nil
		}
	}
	list := make([]string, depth)
	for at := p; at != nil; at = at.around {
		depth--
		list[depth] = at.token()
	}
	return list
}

// tokens are those of steps from the whole inwards, with the same bound.
func tokens(way []step) []string {
	if len(way) > maxWay {
		return nil
	}
	list := make([]string, len(way))
	for i := range way {
		list[i] = way[i].token()
	}
	return list
}

func (s *step) token() string {
	if s.quoted != nil {
		return unquote(s.quoted)
	}
	return strconv.Itoa(s.index)
}

// nameStart is where the name of a member is, -1 for an element and for the whole.
func (p *place) nameStart() int {
	if p == nil || p.quoted == nil {
		return -1
	}
	return p.start
}
