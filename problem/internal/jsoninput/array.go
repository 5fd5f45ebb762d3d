package jsoninput

import (
	"reflect"

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
)

// HasArray reports whether a type has arrays in it, whose length only Compare
// looks at.
func HasArray(t reflect.Type) bool { return hasArray(t, map[reflect.Type]bool{}) }

func hasArray(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return false
	}
	switch seen[t] = true; t.Kind() {
	case reflect.Array:
		return !jsonfield.ReadsItself(t)
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return hasArray(t.Elem(), seen)
	case reflect.Struct:
		return !jsonfield.ReadsItself(t) && hasArrayField(t, seen)
	}
	return false
}

func hasArrayField(t reflect.Type, seen map[reflect.Type]bool) bool {
	for i := range t.NumField() {
		if hasArray(t.Field(i).Type, seen) {
			return true
		}
	}
	return false
}
