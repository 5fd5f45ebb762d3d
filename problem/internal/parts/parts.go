// Package parts goes through a value that was read from JSON and finds the structs
// in it that a validator has to look at: validators take structs, and bodies are
// lists and maps too.
package parts

import (
	"encoding"
	"maps"
	"reflect"
	"slices"
	"strconv"
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
	names := make(map[string]reflect.Value, m.Len())
	for _, key := range m.MapKeys() {
		names[Key(key)] = key
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if w.ended {
			return
		}
		w.follow(name, m.MapIndex(names[name]))
	}
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
func mayHoldStruct(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		return isValidated(t)
	case reflect.Pointer, reflect.Interface:
		return true
	}
	return isContainer(t.Kind()) && mayHoldStruct(t.Elem())
}

// isValidated excludes times, which validators take for single values.
func isValidated(t reflect.Type) bool { return !t.ConvertibleTo(reflect.TypeFor[time.Time]()) }

// Key returns a map key as encoding/json writes it.
func Key(key reflect.Value) string {
	if key.Kind() == reflect.String {
		return key.String()
	}
	if own, ok := key.Interface().(encoding.TextMarshaler); ok {
		text, _ := own.MarshalText()
		return string(text)
	}
	if key.CanInt() {
		return strconv.FormatInt(key.Int(), 10)
	}
	return strconv.FormatUint(key.Uint(), 10)
}

// Addressed returns a pointer where there is one, so that methods with a pointer
// receiver take part.
func Addressed(v reflect.Value) any {
	if v.CanAddr() {
		return v.Addr().Interface()
	}
	return v.Interface()
}
