// Package parts goes through a value that was read from JSON and finds the structs
// in it that a validator has to look at: validators take structs, and bodies are
// lists and maps too.
package parts

import (
	"encoding"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
)

// Part is a struct, or a null in the place of one.
type Part struct {
	Value  reflect.Value // Value is the struct.
	Tokens []string      // Tokens are the way to it in the document.
	Null   bool          // Null says that there is none, but should be.
	Opaque bool          // Opaque says that the way ends at a value which reads JSON by itself.
}

// Walk yields the parts of a value until yield returns false. The value itself is
// the only part if it is a struct: a validator goes on from there.
func Walk(v reflect.Value, yield func(Part) bool) {
	w := walk{yield: yield}
	w.visit(v)
}

type walk struct {
	yield  func(Part) bool
	tokens []string
	opaque bool
	ended  bool
}

func (w *walk) visit(v reflect.Value) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			w.null(v.Type())
			return
		}
		v = v.Elem()
	}
	switch {
	case v.Kind() == reflect.Struct && isValidated(v.Type()):
		w.found(Part{Value: v})
	case isContainer(v.Kind()) && mayHoldStruct(v.Type().Elem()):
		w.inside(v)
	}
}

func (w *walk) found(p Part) {
	p.Tokens, p.Opaque = w.tokens, w.opaque
	w.ended = !w.yield(p)
}

func (w *walk) null(t reflect.Type) {
	if t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct && isValidated(t.Elem()) {
		w.found(Part{Null: true})
	}
}

// inside leaves the way alone in a container that reads JSON by itself: its
// elements need not be where Go has them.
func (w *walk) inside(v reflect.Value) {
	before := w.opaque
	w.opaque = before || jsonfield.ReadsItself(v.Type())
	if v.Kind() == reflect.Map {
		w.entries(v)
	} else {
		for i := 0; !w.ended && i < v.Len(); i++ {
			w.follow(strconv.Itoa(i), v.Index(i))
		}
	}
	w.opaque = before
}

// entries goes through a map in the order of its names: the same value deserves
// the same result.
func (w *walk) entries(m reflect.Value) {
	entries := make([]entry, 0, m.Len())
	for _, key := range m.MapKeys() {
		name, known := Key(key)
		entries = append(entries, entry{key, name, known})
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	before := w.opaque
	for _, e := range entries {
		if w.ended {
			return
		}
		w.opaque = before || !e.known
		w.follow(e.name, m.MapIndex(e.key))
	}
	w.opaque = before
}

type entry struct {
	key   reflect.Value
	name  string
	known bool
}

func (w *walk) follow(token string, to reflect.Value) {
	if w.opaque {
		w.visit(to)
		return
	}
	w.tokens = append(w.tokens, token)
	w.visit(to)
	w.tokens = w.tokens[:len(w.tokens)-1]
}

func isContainer(k reflect.Kind) bool {
	return k == reflect.Slice || k == reflect.Array || k == reflect.Map
}

// mayHoldStruct spares a look at every number of a long list.
func mayHoldStruct(t reflect.Type, around ...reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		return isValidated(t)
	case reflect.Pointer, reflect.Interface:
		return true
	}
	return isContainer(t.Kind()) && !slices.Contains(around, t) && mayHoldStruct(t.Elem(), append(around, t)...)
}

// isValidated excludes times, which validators take for single values.
func isValidated(t reflect.Type) bool { return !t.ConvertibleTo(reflect.TypeFor[time.Time]()) }

// Key returns a map key as encoding/json writes it, and false for one that it can't
// write: what it was in the document is not to be known.
func Key(key reflect.Value) (name string, ok bool) {
	if key.Kind() == reflect.String {
		return key.String(), true
	}
	if own, has := key.Interface().(encoding.TextMarshaler); has {
		text, err := own.MarshalText()
		return string(text), err == nil
	}
	switch {
	case key.CanInt():
		return strconv.FormatInt(key.Int(), 10), true
	case key.CanUint():
		return strconv.FormatUint(key.Uint(), 10), true
	}
	return "", false
}

// Addressed returns a pointer where there is one, so that methods with a pointer
// receiver take part.
func Addressed(v reflect.Value) any {
	if v.CanAddr() {
		return v.Addr().Interface()
	}
	return v.Interface()
}
