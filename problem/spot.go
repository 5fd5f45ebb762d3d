package problem

import (
	"strings"

	"github.com/problemkit/problemkit/problem/internal/jsoninput"
)

// spot is where a violation is.
type spot struct{ in, parameter, pointer string }

func (v *Violation) spot() spot { return spot{v.In, v.Parameter, v.Pointer} }

// outer is the spot around a spot; nothing is around the whole.
func (s spot) outer() spot {
	if s.pointer != "" {
		s.pointer = s.pointer[:max(0, strings.LastIndexByte(s.pointer, '/'))]
	} else {
		s.parameter = s.parameter[:max(0, strings.LastIndexByte(s.parameter, '.'))]
	}
	return s
}

// folded returns the same spot for all spellings of the names in a pointer that
// encoding/json may take for the same.
func (s spot) folded() spot {
	tokens := Tokens(s.pointer)
	if len(tokens) == 0 {
		return s
	}
	for i := range tokens {
		tokens[i] = jsoninput.Folded(tokens[i])
	}
	s.pointer = Pointer(tokens...)
	return s
}
