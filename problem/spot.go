package problem

import "strings"

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
