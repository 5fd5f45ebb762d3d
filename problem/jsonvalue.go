package problem

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strconv"
	"unicode/utf8"
)

// Why a value can't be sent.
var (
	errTooDeep   = errors.New("it is nested too deeply or is a cycle")
	errTooLarge  = errors.New("the document would be too large")
	errNotFinite = errors.New("it is no finite number")
)

// appendValue appends the value of a member as encoding/json would. What
// usual members are made of is written here without an allocation; all else
// goes to encoding/json, after a look at its depth.
func appendValue(dst []byte, v memberValue) ([]byte, error) {
	if v.spec == nil {
		return appendAny(dst, v.plain)
	}
	if v.spec.quoted {
		return appendInString(dst, v.field)
	}
	return appendReflected(dst, v.field)
}

func appendAny(dst []byte, value any) ([]byte, error) {
	switch v := value.(type) {
	case nil:
		return append(dst, "null"...), nil
	case string:
		return appendTextValue(dst, v)
	case []Violation:
		return appendViolations(dst, v), nil
	}
	return appendReflected(dst, reflect.ValueOf(value))
}

// appendTextValue spares the copy of a text that can't fit.
func appendTextValue(dst []byte, text string) ([]byte, error) {
	if len(text) > maxDocument {
		return dst, errTooLarge
	}
	return appendJSONString(dst, text), nil
}

// appendInString is the option ",string" of encoding/json. Neither null nor what
// a type writes itself is quoted.
func appendInString(dst []byte, v reflect.Value) ([]byte, error) {
	if v.Kind() == reflect.Pointer && !v.IsNil() && !writesItself(v.Type()) {
		v = v.Elem()
	}
	if v.Kind() == reflect.Pointer || writes(v) {
		return appendMarshaled(dst, v)
	}
	text, err := appendReflected(nil, v)
	if err != nil {
		return dst, err
	}
	return appendJSONString(dst, string(text)), nil
}

func appendReflected(dst []byte, v reflect.Value) ([]byte, error) {
	if writes(v) || v.Type() == reflect.TypeFor[json.Number]() {
		return appendMarshaled(dst, v)
	}
	switch k := v.Kind(); {
	case k == reflect.String:
		return appendTextValue(dst, v.String())
	case k == reflect.Bool:
		return strconv.AppendBool(dst, v.Bool()), nil
	case v.CanInt():
		return strconv.AppendInt(dst, v.Int(), 10), nil
	case v.CanUint():
		return strconv.AppendUint(dst, v.Uint(), 10), nil
	case v.CanFloat():
		return appendFinite(dst, v.Float(), v.Type().Bits())
	case k == reflect.Slice && !v.IsNil() && v.Type().Elem() == reflect.TypeFor[string]():
		return appendTexts(dst, v)
	}
	return appendMarshaled(dst, v)
}

func appendFinite(dst []byte, f float64, bits int) ([]byte, error) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return dst, errNotFinite
	}
	return appendFloat(dst, f, bits), nil
}

// writes reports whether a value writes itself, by a method of its pointer where
// it has an address. Only types with a name have methods, which spares the costly
// question; those that embed one don't come this way.
func writes(v reflect.Value) bool {
	t := v.Type()
	return t.PkgPath() != "" && (writesItself(t) || v.CanAddr() && writesItself(reflect.PointerTo(t)))
}

func appendTexts(dst []byte, list reflect.Value) ([]byte, error) {
	if err := survey(list); err != nil {
		return dst, err
	}
	dst = append(dst, '[')
	for i := range list.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSONString(dst, list.Index(i).String())
	}
	return append(dst, ']'), nil
}

// appendMarshaled leaves the value to encoding/json, whose own recursion has no
// bound: a deep value would exhaust the stack, which ends the process. Foreign
// methods may panic, or return what is no UTF-8 (RFC 8259, section 8.1).
func appendMarshaled(dst []byte, v reflect.Value) ([]byte, error) {
	if v.CanAddr() {
		v = v.Addr()
	}
	var failed error
	text, panicked := try(func() (text []byte) {
		if failed = survey(v); failed == nil {
			text, failed = json.Marshal(v.Interface())
		}
		return text
	})
	switch {
	case panicked != nil:
		return dst, panicked
	case failed != nil:
		return dst, failed
	case !utf8.Valid(text):
		text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
	}
	return append(dst, text...), nil
}

// survey looks at what encoding/json would visit of a value: whether that ends,
// and whether it can fit into a document at all, where every value takes at
// least a byte.
func survey(v reflect.Value) error {
	room := surveyor(maxDocument)
	return room.look(v, maxDepth)
}

// surveyor is the number of bytes that are left.
type surveyor int

func (s *surveyor) look(v reflect.Value, depth int) error {
	v, ok := resolve(v)
	if !ok {
		return errTooDeep
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Struct:
		return cmp.Or(s.take(1), s.enter(v, depth-1))
	case reflect.String:
		return s.take(v.Len())
	}
	return s.take(1)
}

// take uses up room.
func (s *surveyor) take(n int) error {
	if *s -= surveyor(n); *s < 0 {
		return errTooLarge
	}
	return nil
}

// resolve follows pointers and interfaces, and reports false for a chain of them
// that seems to have no end.
func resolve(v reflect.Value) (reflect.Value, bool) {
	for range maxDepth {
		if k := v.Kind(); k != reflect.Pointer && k != reflect.Interface || v.IsNil() {
			return v, true
		}
		v = v.Elem()
	}
	return v, false
}

func (s *surveyor) enter(v reflect.Value, depth int) error {
	switch {
	case depth < 0:
		return errTooDeep
	case v.Type() == reflect.TypeFor[Problem]():
		return s.problem(v, depth)
	case v.Kind() == reflect.Struct:
		return s.fields(v, depth)
	case v.Type().Elem().Kind() <= reflect.Complex128: // neither text nor other values
		return s.take(v.Len())
	case v.Kind() == reflect.Map:
		return s.entries(v, depth)
	}
	return s.elements(v, depth)
}

func (s *surveyor) elements(v reflect.Value, depth int) error {
	for i := range v.Len() {
		if err := s.look(v.Index(i), depth); err != nil {
			return err
		}
	}
	return nil
}

func (s *surveyor) entries(v reflect.Value, depth int) error {
	for entries := v.MapRange(); entries.Next(); {
		if err := s.look(entries.Value(), depth); err != nil {
			return err
		}
	}
	return nil
}

// fields looks at exported and embedded ones, except those that a tag leaves
// out, such as the way back to a parent. A type's own MarshalJSON sees more than
// those, but writes as a rule no others.
func (s *surveyor) fields(v reflect.Value, depth int) error {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() && !field.Anonymous || field.Tag.Get("json") == "-" {
			continue
		}
		if err := s.look(v.Field(i), depth); err != nil {
			return err
		}
	}
	return nil
}

// problem looks at the members of a problem inside a problem, which may be the
// same.
func (s *surveyor) problem(v reflect.Value, depth int) error {
	inner := v.Interface().(Problem)
	for _, value := range inner.members.all {
		if err := s.look(reflect.ValueOf(value.any()), depth); err != nil {
			return err
		}
	}
	return nil
}
