package problem

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

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
}

// fieldsOf works out the members of a struct type once.
func fieldsOf(t reflect.Type) *structFields {
	if t.Kind() != reflect.Struct {
		return &structFields{mistakes: []error{fmt.Errorf("the members are a %s: use a struct", t.Kind())}}
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
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	if !field.Anonymous || name != "" {
		return nil, false
	}
	t := field.Type
	if t.Kind() == reflect.Pointer {
		if !field.IsExported() {
			return nil, false
		}
		t = t.Elem()
	}
	return t, t.Kind() == reflect.Struct
}

func newStructField(field reflect.StructField, index []int) (structField, bool) {
	tag := field.Tag.Get("json")
	if !field.IsExported() || tag == "-" {
		return structField{}, false
	}
	name, rest, _ := strings.Cut(tag, ",")
	options := strings.Split(rest, ",")
	f := structField{
		name: name, index: index, tagged: name != "",
		omitEmpty: slices.Contains(options, "omitempty"),
		omitZero:  slices.Contains(options, "omitzero"),
		quoted:    slices.Contains(options, "string") && quotable(field.Type),
	}
	if !f.tagged {
		f.name = field.Name
	}
	return f, true
}

// quotable reports whether the option ",string" has an effect on the type.
func quotable(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
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
	if len(candidates) > 1 && rank(candidates[0]) == rank(candidates[1]) {
		s.mistakes = append(s.mistakes, fmt.Errorf("two fields give the member %q: rename one of them", name))
		return
	}
	if reservedMember(name) {
		s.mistakes = append(s.mistakes, fmt.Errorf("the member %q is one of RFC 9457's own: give the field another json tag", name))
		return
	}
	s.list = append(s.list, candidates[0])
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

// isZero is the condition of omitzero: the type's own IsZero has the word.
func isZero(v reflect.Value) bool {
	if !v.CanInterface() {
		return v.IsZero()
	}
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return true
	}
	if own, ok := v.Interface().(interface{ IsZero() bool }); ok {
		return own.IsZero()
	}
	return v.IsZero()
}
