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

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
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
	omitEmpty bool
	omitZero  bool
	quoted    bool
}

// fieldsOf works out the members of a struct type once.
func fieldsOf(t reflect.Type) *structFields {
	if t.Kind() != reflect.Struct {
		return &structFields{mistakes: []error{fmt.Errorf("the members are a %s: use a struct", t.Kind())}}
	}
	if writesItself(t) || writesItself(reflect.PointerTo(t)) {
		return &structFields{mistakes: []error{errors.New("the members have a MarshalJSON or MarshalText, perhaps promoted: use a plain struct")}}
	}
	plan := &structFields{}
	members, ties := jsonfield.Of(t)
	for _, name := range ties {
		plan.mistakes = append(plan.mistakes, fmt.Errorf("two fields give the member %q: rename one of them", name))
	}
	for _, member := range members {
		plan.add(member)
	}
	slices.SortFunc(plan.mistakes, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
	return plan
}

func (s *structFields) add(member jsonfield.Field) {
	switch {
	case reservedMember(member.Name):
		s.mistakes = append(s.mistakes, fmt.Errorf("the member %q is one of RFC 9457's own: give the field another json tag", member.Name))
	case member.Hidden:
		s.mistakes = append(s.mistakes, fmt.Errorf("the member %q is an embedded struct without an exported name: export it, or leave out its tag", member.Name))
	default:
		s.list = append(s.list, structField{
			name: member.Name, index: member.Index,
			omitEmpty: slices.Contains(member.Options, "omitempty"),
			omitZero:  slices.Contains(member.Options, "omitzero"),
			quoted:    member.Quoted(),
		})
	}
}

// writesItself reports whether encoding/json asks the type how it is written.
func writesItself(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[encoding.TextMarshaler]())
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
