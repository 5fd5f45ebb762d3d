package problem

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
	"time"

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
)

func isInteger(t reflect.Type) bool {
	return t != nil && reflect.Int <= t.Kind() && t.Kind() <= reflect.Uintptr
}

func isNumber(t reflect.Type) bool {
	return isInteger(t) || t != nil && (t.Kind() == reflect.Float32 || t.Kind() == reflect.Float64)
}

// expected names what JSON should have had, in the client's words.
func expected(t reflect.Type) string {
	if t == nil {
		return "of another type"
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch k := t.Kind(); {
	case t == reflect.TypeFor[json.Number]():
		return "a number"
	case textual(t):
		return "a string"
	case isInteger(t):
		return "an integer"
	case isNumber(t):
		return "a number"
	case k == reflect.String:
		return "a string"
	case k == reflect.Bool:
		return "true or false"
	case k == reflect.Slice, k == reflect.Array:
		return "an array"
	case k == reflect.Struct, k == reflect.Map:
		return "an object"
	}
	return "of another type"
}

// textual reports whether encoding/json reads a type from a string though it is
// none: one with UnmarshalText, and bytes, as base64.
func textual(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) ||
		t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8
}

// expectedText is expected, for values that are read from a string too.
func expectedText(t reflect.Type) string {
	switch {
	case t == nil:
	case isTime(t):
		return "a date and time such as 2024-01-31T12:00:00Z"
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 && !jsonfield.ReadsText(t):
		return "a string in base64"
	}
	return expected(t)
}

func isTime(t reflect.Type) bool {
	return t == reflect.TypeFor[time.Time]() || t == reflect.TypeFor[*time.Time]()
}

func expectedName(t reflect.Type) string {
	if isInteger(t) {
		return "an integer"
	}
	return "valid"
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
