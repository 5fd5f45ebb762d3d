package jsoninput

import "strconv"

// place is the way to a value, from the value outwards.
type place struct {
	around *place
	quoted []byte // the name of a member as it stands in the document
	index  int    // that of an element
}

func (p *place) member(quoted []byte) *place { return &place{around: p, quoted: quoted} }

func (p *place) element(i int) *place { return &place{around: p, index: i} }

// tokens are those of the JSON Pointer to the value (RFC 6901, section 4).
func (p *place) tokens() []string {
	depth := 0
	for at := p; at != nil; at = at.around {
		depth++
	}
	list := make([]string, depth)
	for at := p; at != nil; at = at.around {
		depth--
		list[depth] = at.token()
	}
	return list
}

func (p *place) token() string {
	if p.quoted != nil {
		return unquote(p.quoted)
	}
	return strconv.Itoa(p.index)
}
