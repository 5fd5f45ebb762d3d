package validatorproblem

import (
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem/internal/phrasing"
)

// unsafeEcho is the value of a field's tag problem that lets texts end with the
// rejected value.
const unsafeEcho = "unsafe-echo"

// maxEcho bounds a value in a text, in bytes.
const maxEcho = 64

// echo returns the rejected value, if the program has asked for it and it is a
// single one.
func (s spot) echo(field validator.FieldError) (string, bool) {
	if !s.echoes {
		return "", false
	}
	v := reflect.ValueOf(field.Value())
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if !v.IsValid() || !v.CanInterface() {
		return "", false
	}
	return scalar(v)
}

// scalar calls no method of the value.
func scalar(v reflect.Value) (string, bool) {
	if v.Kind() == reflect.String {
		return clean(v.String()), v.Len() > 0
	}
	if k := v.Kind(); k != reflect.Bool && !isNumber(k) {
		return "", false
	}
	return phrasing.Text(v.Convert(basic(v)).Interface())
}

// basic is the type without a name behind a named one.
func basic(v reflect.Value) reflect.Type {
	switch {
	case v.CanInt():
		return reflect.TypeFor[int64]()
	case v.CanUint():
		return reflect.TypeFor[uint64]()
	case v.CanFloat():
		return reflect.TypeFor[float64]()
	}
	return reflect.TypeFor[bool]()
}

// clean bounds a text and takes out what could act where it is shown: controls,
// and characters that nobody sees.
func clean(text string) string {
	shown := text
	if len(text) > maxEcho {
		end := maxEcho
		for end > maxEcho-utf8.UTFMax && !utf8.RuneStart(text[end]) {
			end--
		}
		shown = text[:end] + "…"
	}
	return strings.Map(func(r rune) rune {
		if r == '"' || !unicode.IsGraphic(r) {
			return utf8.RuneError
		}
		return r
	}, shown)
}
