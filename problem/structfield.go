package problem

import (
	"cmp"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// reservedMember reports whether a name is one of the standard members. Common
// clients decode names without regard to case, so "Status" would do as much harm as
// "status".
func reservedMember(name string) bool {
	for _, standard := range [...]string{"type", "title", "status", "detail", "instance"} {
		if strings.EqualFold(name, standard) {
			return true
		}
	}
	return false
}

// structFields are the JSON members of a struct type, named and chosen as
// encoding/json would.
type structFields struct {
	list     []structField
	mistakes []error
}

// structField is one of them.
type structField struct {
	name      string
	index     []int
	tagged    bool
	omitEmpty bool
	omitZero  bool
	quoted    bool
	hidden    bool // reflection must not read it
}

// fieldsOf works out the members of a struct type once.
func fieldsOf(t reflect.Type) *structFields {
	if t.Kind() != reflect.Struct {
		return &structFields{mistakes: []error{fmt.Errorf("the members are a %s: use a struct", t.Kind())}}
	}
	if writesItself(t) || writesItself(reflect.PointerTo(t)) {
		return &structFields{mistakes: []error{errors.New("the members have a MarshalJSON or MarshalText, perhaps promoted: use a plain struct")}}
	}
	byName := map[string][]structField{}
	collectFields(t, nil, nil, byName)
	plan := &structFields{}
	for name, candidates := range byName {
		plan.choose(name, candidates)
	}
	slices.SortFunc(plan.list, func(a, b structField) int { return slices.Compare(a.index, b.index) })
	slices.SortFunc(plan.mistakes, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
	return plan
}

// collectFields walks a struct and the structs embedded in it. A struct that
// embeds itself through a pointer is entered once: a deeper field of the same
// name would lose anyway.
func collectFields(t reflect.Type, index []int, enclosing []reflect.Type, byName map[string][]structField) {
	if slices.Contains(enclosing, t) {
		return
	}
	enclosing = append(slices.Clip(enclosing), t)
	for i := range t.NumField() {
		at := append(slices.Clip(index), i)
		field := t.Field(i)
		if embedded, ok := embeddedStruct(field); ok {
			collectFields(embedded, at, enclosing, byName)
		} else if f, ok := newStructField(field, at); ok {
			byName[f.name] = append(byName[f.name], f)
		}
	}
}

// embeddedStruct returns the struct whose fields are promoted: an embedded one
// that has no name of its own.
func embeddedStruct(field reflect.StructField) (reflect.Type, bool) {
	tag := field.Tag.Get("json")
	if name, _ := parseTag(tag); !field.Anonymous || name != "" || tag == "-" {
		return nil, false
	}
	t := pointee(field.Type)
	return t, t.Kind() == reflect.Struct
}

func newStructField(field reflect.StructField, index []int) (structField, bool) {
	tag := field.Tag.Get("json")
	hidden := !field.IsExported()
	if tag == "-" || hidden && (!field.Anonymous || pointee(field.Type).Kind() != reflect.Struct) {
		return structField{}, false
	}
	name, options := parseTag(tag)
	f := structField{
		name: cmp.Or(name, field.Name), index: index, tagged: name != "", hidden: hidden,
		omitEmpty: slices.Contains(options, "omitempty"),
		omitZero:  slices.Contains(options, "omitzero"),
		quoted:    slices.Contains(options, "string") && quotable(pointee(field.Type)),
	}
	return f, true
}

// parseTag returns the name, "" where encoding/json does not take it, and the
// options.
func parseTag(tag string) (name string, options []string) {
	name, rest, _ := strings.Cut(tag, ",")
	if strings.IndexFunc(name, notInTag) >= 0 {
		name = ""
	}
	return name, strings.Split(rest, ",")
}

func notInTag(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r)
}

// pointee follows one pointer, unless its type has a name.
func pointee(t reflect.Type) reflect.Type {
	if t.Name() == "" && t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// writesItself reports whether encoding/json asks the type how it is written.
func writesItself(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

// quotable reports whether the option ",string" has an effect on the type.
func quotable(t reflect.Type) bool {
	switch k := t.Kind(); k {
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64:
		return true
	default:
		return reflect.Int <= k && k <= reflect.Uintptr
	}
}

// choose keeps the field that wins a name: the least nested one, among equals
// the tagged one. Where encoding/json would silently drop all of them, that is
// a mistake in the program.
func (s *structFields) choose(name string, candidates []structField) {
	rank := func(f structField) int {
		if f.tagged {
			return 2 * len(f.index)
		}
		return 2*len(f.index) + 1
	}
	slices.SortStableFunc(candidates, func(a, b structField) int { return cmp.Compare(rank(a), rank(b)) })
	switch {
	case len(candidates) > 1 && rank(candidates[0]) == rank(candidates[1]):
		s.mistakes = append(s.mistakes, fmt.Errorf("two fields give the member %q: rename one of them", name))
	case reservedMember(name):
		s.mistakes = append(s.mistakes, fmt.Errorf("the member %q is one of RFC 9457's own: give the field another json tag", name))
	case candidates[0].hidden:
		s.mistakes = append(s.mistakes, fmt.Errorf("the member %q is an embedded struct without an exported name: export it, or leave out its tag", name))
	default:
		s.list = append(s.list, candidates[0])
	}
}

// value returns the field of a struct, and false when it is left out: inside an
// embedded pointer that is nil, or omitted by its tag.
func (f *structField) value(of reflect.Value) (reflect.Value, bool) {
	for _, i := range f.index {
		if of.Kind() == reflect.Pointer {
			if of.IsNil() {
				return reflect.Value{}, false
			}
			of = of.Elem()
		}
		of = of.Field(i)
	}
	return of, !(f.omitEmpty && isEmpty(of) || f.omitZero && isZero(of))
}

// isEmpty is the condition of omitempty.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

type zeroer interface{ IsZero() bool }

// isZero is the condition of omitzero: an IsZero of the field's type, not of
// what an interface holds, has the word. One that panics leaves the member in.
func isZero(v reflect.Value) (zero bool) {
	defer func() { _ = recover() }()
	own := reflect.TypeFor[zeroer]()
	switch t := v.Type(); {
	case t.Implements(own):
		return isNil(v) || v.Interface().(zeroer).IsZero()
	case reflect.PointerTo(t).Implements(own):
		boxed := reflect.New(t)
		boxed.Elem().Set(v)
		return boxed.Interface().(zeroer).IsZero()
	}
	return v.IsZero()
}

// isNil reports whether v is a nil pointer, also one inside an interface.
func isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Interface:
		return v.IsNil() || isNil(v.Elem())
	case reflect.Pointer:
		return v.IsNil()
	}
	return false
}
