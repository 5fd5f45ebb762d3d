package jsoninput

import "bytes"

// Mend returns a copy of a document in which null stands for each value that was
// not read, so that all the rest can be read. It lacks the members whose names were
// not read, and those that a method of their type has refused: it may refuse null
// too. Faults are all those that Compare has found in it.
func Mend(raw []byte, faults []Fault) []byte {
	m := mender{raw: raw, out: make([]byte, 0, len(raw))}
	for _, f := range faults {
		switch {
		case f.Kind == WrongName || f.Kind == Refused && f.Name >= 0:
			m.copy(f.Name)
			m.drop(f.End)
		case f.Kind.Unread():
			m.copy(f.Start)
			m.out, m.pos = append(m.out, "null"...), f.End
		}
	}
	m.copy(len(raw))
	return m.out
}

type mender struct {
	raw []byte
	pos int
	out []byte
}

func (m *mender) copy(to int) {
	m.out = append(m.out, m.raw[m.pos:to]...)
	m.pos = to
}

// drop leaves a member out with one of the commas beside it.
func (m *mender) drop(end int) {
	m.out = bytes.TrimRight(m.out, " \t\r\n")
	m.pos = end
	if before, ok := bytes.CutSuffix(m.out, []byte(",")); ok {
		m.out = before
		return
	}
	c := cursor{m.raw, end}
	if c.space(); c.peek() == ',' {
		m.pos = c.pos + 1
	}
}
