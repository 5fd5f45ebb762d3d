package parts

import (
	"reflect"
	"strconv"

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
)

// Untyped is a value whose type the document has chosen: that of an any.
type Untyped struct {
	Tokens []string // Tokens are the way to it from the value that was walked.
	value  reflect.Value
	put    func(reflect.Value)
}

// Untypeds are such values.
type Untypeds []Untyped

// Take puts null in the place of each.
func (list Untypeds) Take() {
	for _, u := range list {
		u.put(reflect.Zero(u.value.Type()))
	}
}

// Restore undoes Take.
func (list Untypeds) Restore() {
	for _, u := range list {
		u.put(u.value)
	}
}

// maxVisited bounds how many values are looked into.
const maxVisited = 10_000

// FindUntyped returns the values without a type in a value that can be written to:
// of very many not all. What reads itself is not looked into.
func FindUntyped(v reflect.Value) (found Untypeds, complete bool) {
	w := search{left: maxVisited, holds: map[reflect.Type]bool{}}
	w.visit(v, func() {})
	return w.found, w.left >= 0
}

type search struct {
	left   int
	tokens []string
	found  Untypeds
	holds  map[reflect.Type]bool
}

// visit looks at a value; kept is called when something in it was changed.
func (w *search) visit(v reflect.Value, kept func()) {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if w.left--; w.left < 0 || !v.IsValid() || !v.CanSet() || !w.mayHold(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Interface:
		w.add(v, kept)
	case reflect.Struct:
		w.fields(v, kept)
	case reflect.Map:
		w.entries(v, kept)
	default:
		for i := range v.Len() {
			w.follow(strconv.Itoa(i), v.Index(i), kept)
		}
	}
}

func (w *search) follow(token string, to reflect.Value, kept func()) {
	w.tokens = append(w.tokens, token)
	w.visit(to, kept)
	w.tokens = w.tokens[:len(w.tokens)-1]
}

func (w *search) add(v reflect.Value, kept func()) {
	if v.IsNil() {
		return
	}
	own := reflect.New(v.Type()).Elem()
	own.Set(v)
	w.found = append(w.found, Untyped{append([]string{}, w.tokens...), own, func(to reflect.Value) {
		v.Set(to)
		kept()
	}})
}

func (w *search) fields(v reflect.Value, kept func()) {
	members, _ := jsonfield.Of(v.Type())
	for _, member := range members {
		if field, err := v.FieldByIndexErr(member.Index); err == nil && !member.Hidden {
			w.follow(member.Name, field, kept)
		}
	}
}

// entries works on copies: a value in a map can't be written to.
func (w *search) entries(m reflect.Value, kept func()) {
	for _, key := range m.MapKeys() {
		name, known := Key(key)
		if !known {
			continue
		}
		own := reflect.New(m.Type().Elem()).Elem()
		own.Set(m.MapIndex(key))
		w.follow(name, own, func() {
			m.SetMapIndex(key, own)
			kept()
		})
	}
}

// mayHold reports whether a type can have an any in it that the document fills.
func (w *search) mayHold(t reflect.Type) bool {
	if known, ok := w.holds[t]; ok {
		return known
	}
	w.holds[t] = true // as long as a type that contains itself is looked at
	w.holds[t] = w.looksInto(t)
	return w.holds[t]
}

func (w *search) looksInto(t reflect.Type) bool {
	switch k := t.Kind(); {
	case k == reflect.Interface:
		return t.NumMethod() == 0
	case jsonfield.ReadsItself(t):
		return false
	case k == reflect.Pointer || isContainer(k):
		return w.mayHold(t.Elem())
	case k == reflect.Struct:
		for i := range t.NumField() {
			if w.mayHold(t.Field(i).Type) {
				return true
			}
		}
	}
	return false
}
