package jsoninput

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
)

// readScalar compares what is no array and no object. Null is taken by every
// type: it leaves the target as it is.
func (w *walker) readScalar(p *place, t reflect.Type) {
	switch c := w.peek(); {
	case c == 'n':
		w.scalar()
	case c == '"':
		w.readText(p, t)
	case isAny(t):
		w.readNumber(p, reflect.TypeFor[float64]())
	case c == 't' || c == 'f':
		w.readBool(p, t)
	default:
		w.readNumber(p, t)
	}
}

func (w *walker) readBool(p *place, t reflect.Type) {
	if t.Kind() != reflect.Bool {
		w.refuse(p, t)
		return
	}
	w.scalar()
}

// readText takes bytes in base64, as encoding/json does.
func (w *walker) readText(p *place, t reflect.Type) {
	switch {
	case isBytes(t) || t == reflect.TypeFor[json.Number]():
		start := w.pos
		if json.Unmarshal(w.text(), reflect.New(t).Interface()) != nil {
			w.add(p, Fault{Kind: WrongText, Start: start, End: w.pos, Type: t})
		}
	case t.Kind() == reflect.String || isAny(t):
		w.text()
	default:
		w.refuse(p, t)
	}
}

func isBytes(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8
}

func isAny(t reflect.Type) bool { return t.Kind() == reflect.Interface && t.NumMethod() == 0 }

func (w *walker) readNumber(p *place, t reflect.Type) {
	if !isNumber(t) {
		w.refuse(p, t)
		return
	}
	start := w.pos
	digits := w.scalar()
	if kind, ok := fits(digits, t); !ok {
		w.add(p, Fault{Kind: kind, Start: start, End: w.pos, Type: t})
	}
}

func isNumber(t reflect.Type) bool {
	return reflect.Int <= t.Kind() && t.Kind() <= reflect.Float64 || t == reflect.TypeFor[json.Number]()
}

// fits reports whether a number can be held by a type, and what is wrong if not.
// Literals that are none, true for one, come here from values without a type.
func fits(number []byte, t reflect.Type) (wrong Kind, ok bool) {
	var err error
	switch k := t.Kind(); {
	case k <= reflect.Int64:
		_, err = strconv.ParseInt(string(number), 10, t.Bits())
	case k <= reflect.Uintptr:
		_, err = strconv.ParseUint(string(number), 10, t.Bits())
	case k <= reflect.Float64:
		_, err = strconv.ParseFloat(string(number), t.Bits())
		return Range, !errors.Is(err, strconv.ErrRange)
	}
	if bytes.ContainsAny(number, ".eE") {
		return Fraction, err == nil
	}
	return Range, err == nil
}

// refuse goes behind a value that the type does not take.
func (w *walker) refuse(p *place, t reflect.Type) {
	start := w.pos
	w.value()
	if unreadable(t) {
		w.blame(t)
		return
	}
	w.add(p, Fault{Kind: WrongType, Start: start, End: w.pos, Type: t})
}

// unreadable reports whether no JSON but null can be read into a type.
func unreadable(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer, reflect.Interface:
		return true
	}
	return false
}

// ask lets a type that reads JSON by a method of its own look at the value.
func (w *walker) ask(p *place, t reflect.Type) {
	start := w.pos
	value := w.value()
	if json.Unmarshal(value, reflect.New(t).Interface()) == nil {
		return
	}
	f := Fault{Kind: Refused, Start: start, End: w.pos, Type: t}
	if value[0] != '"' && jsonfield.ReadsText(t) {
		f.Kind = WrongType
	}
	w.add(p, f)
}

// readQuoted compares a value that has to stand in a string, by the option
// ",string" of its field.
func (w *walker) readQuoted(p *place, t reflect.Type) {
	start := w.pos
	value := w.value()
	boxed := reflect.StructOf([]reflect.StructField{{Name: "F", Type: t, Tag: `json:"f,string"`}})
	document := append(append([]byte(`{"f":`), value...), '}')
	if json.Unmarshal(document, reflect.New(boxed).Interface()) == nil {
		return
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	w.add(p, Fault{Kind: quotedKind(value, t), Start: start, End: w.pos, Type: t, Quoted: true})
}

func quotedKind(value []byte, t reflect.Type) Kind {
	if value[0] != '"' || !isNumber(t) {
		return WrongType
	}
	number := []byte(unquote(value))
	s := scanner{raw: number}
	if !s.number() || s.pos < len(number) {
		return WrongType
	}
	kind, _ := fits(number, t)
	return kind
}
