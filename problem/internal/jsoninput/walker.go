package jsoninput

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
)

// Compare finds the values of a document that can't be read into the type t, in
// the order of the document: all that encoding/json refuses, and arrays of
// another length than the type's, which it cuts or fills. With knownOnly, members
// that t does not have are found too. The document must have passed Scan.
//
// The error is a mistake of the program: a part of t, which the document has,
// can't be read from JSON.
func Compare(raw []byte, t reflect.Type, knownOnly bool) ([]Fault, error) {
	w := walker{cursor: cursor{raw: raw}, knownOnly: knownOnly, structs: map[reflect.Type]*object{}}
	w.space()
	w.read(nil, t)
	return w.faults, w.broken
}

// walker goes through a document and a type at once.
type walker struct {
	cursor
	knownOnly bool
	structs   map[reflect.Type]*object
	faults    []Fault
	broken    error
}

func (w *walker) add(p *place, f Fault) {
	f.Name = p.nameStart()
	w.faults = appendFault(w.faults, f, p.tokens)
}

// blame notes the first mistake of the program.
func (w *walker) blame(t reflect.Type) {
	if w.broken == nil {
		w.broken = fmt.Errorf("JSON can't be read into a %v, which the target has", t)
	}
}

// read goes behind the value at the cursor and compares it with the type.
func (w *walker) read(p *place, t reflect.Type) {
	for t.Kind() == reflect.Pointer && !jsonfield.ReadsItself(t.Elem()) {
		t = t.Elem()
	}
	switch c := w.peek(); {
	case jsonfield.ReadsItself(t) || t.Kind() == reflect.Pointer:
		w.ask(p, t)
	case c == '{':
		w.readObject(p, t)
	case c == '[':
		w.readArray(p, t)
	default:
		w.readScalar(p, t)
	}
}

func (w *walker) readObject(p *place, t reflect.Type) {
	switch {
	case t.Kind() == reflect.Struct:
		w.readStruct(p, t)
	case t.Kind() == reflect.Map:
		w.readMap(p, t)
	case isAny(t):
		w.readMembers(p, t)
	default:
		w.refuse(p, t)
	}
}

func (w *walker) readArray(p *place, t reflect.Type) {
	switch {
	case t.Kind() == reflect.Slice:
		w.readElements(p, t.Elem())
	case t.Kind() == reflect.Array:
		w.readFixed(p, t)
	case isAny(t):
		w.readElements(p, t)
	default:
		w.refuse(p, t)
	}
}

func (w *walker) readElements(p *place, t reflect.Type) (length int) {
	for ; w.more(); length++ {
		w.read(p.element(length), t)
	}
	return length
}

// readFixed looks at the elements that the array has room for; encoding/json
// drops the others without a look.
func (w *walker) readFixed(p *place, t reflect.Type) {
	start, before, length := w.pos, len(w.faults), 0
	for ; w.more(); length++ {
		if length < t.Len() {
			w.read(p.element(length), t.Elem())
		} else {
			w.value()
		}
	}
	if last := len(w.faults); length != t.Len() && last < MaxCounted {
		w.add(p, Fault{Kind: Length, Start: start, End: w.pos, Type: t, Count: length})
		w.faults = slices.Insert(w.faults[:last], before, w.faults[last])
	}
}

// readMembers reads an object without a type.
func (w *walker) readMembers(p *place, t reflect.Type) {
	for w.more() {
		start := w.pos
		at := p.member(w.quotedName(), start)
		w.read(at, t)
	}
}

func (w *walker) readMap(p *place, t reflect.Type) {
	if !isKey(t.Key()) {
		w.value()
		w.blame(t)
		return
	}
	for w.more() {
		start := w.pos
		quoted := w.quotedName()
		at := p.member(quoted, start)
		if keyFits(quoted, t.Key()) {
			w.read(at, t.Elem())
			continue
		}
		w.value()
		w.add(at, Fault{Kind: WrongName, Start: start, End: w.pos, Type: t.Key()})
	}
}

func (w *walker) readStruct(p *place, t reflect.Type) {
	plan := w.structs[t]
	if plan == nil {
		plan = newObject(t)
		w.structs[t] = plan
	}
	for w.more() {
		start := w.pos
		quoted := w.quotedName()
		at := p.member(quoted, start)
		w.readMember(at, plan, plan.find(unquote(quoted)), start)
	}
}

func (w *walker) readMember(p *place, plan *object, m *member, start int) {
	switch {
	case m == nil:
		w.value()
		if w.knownOnly {
			w.add(p, Fault{Kind: Unknown, Start: start, End: w.pos})
		}
	case m.unreachable:
		w.blame(plan.typ)
		w.value()
	case m.quoted:
		w.readQuoted(p, m.typ)
	default:
		w.read(p, m.typ)
	}
}
