package problem

import (
	"encoding"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strconv"
)

// Why a value can't be sent.
var (
	errTooDeep   = errors.New("it is nested too deeply or is a cycle")
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
		return appendJSONString(dst, v), nil
	case []Violation:
		return appendViolations(dst, v), nil
	}
	return appendReflected(dst, reflect.ValueOf(value))
}

// appendInString is the option ",string" of encoding/json.
func appendInString(dst []byte, v reflect.Value) ([]byte, error) {
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	text, err := appendReflected(nil, v)
	if err != nil || v.Kind() == reflect.Pointer {
		return append(dst, text...), err
	}
	return appendJSONString(dst, string(text)), nil
}

func appendReflected(dst []byte, v reflect.Value) ([]byte, error) {
	if hasOwnJSON(v.Type()) {
		return appendMarshaled(dst, v)
	}
	switch k := v.Kind(); {
	case k == reflect.String:
		return appendJSONString(dst, v.String()), nil
	case k == reflect.Bool:
		return strconv.AppendBool(dst, v.Bool()), nil
	case v.CanInt():
		return strconv.AppendInt(dst, v.Int(), 10), nil
	case v.CanUint():
		return strconv.AppendUint(dst, v.Uint(), 10), nil
	case v.CanFloat():
		return appendFloat(dst, v.Float(), v.Type().Bits())
	case k == reflect.Slice && !v.IsNil() && plainText(v.Type().Elem()):
		return appendTexts(dst, v), nil
	}
	return appendMarshaled(dst, v)
}

// hasOwnJSON reports whether a type says itself how it is written. Types
// without a name have no methods, which spares the costly question.
func hasOwnJSON(t reflect.Type) bool {
	return t.PkgPath() != "" &&
		(t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) ||
			t == reflect.TypeFor[json.Number]())
}

func plainText(t reflect.Type) bool { return t.Kind() == reflect.String && t.PkgPath() == "" }

func appendTexts(dst []byte, list reflect.Value) []byte {
	dst = append(dst, '[')
	for i := range list.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSONString(dst, list.Index(i).String())
	}
	return append(dst, ']')
}

// appendFloat writes a number in the shortest form that reads back the same,
// with an exponent where JavaScript would use one (ECMA-262, Number::toString).
func appendFloat(dst []byte, f float64, bits int) ([]byte, error) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return dst, errNotFinite
	}
	size := math.Abs(f)
	if size == 0 || size >= 1e-6 && size < 1e21 {
		return strconv.AppendFloat(dst, f, 'f', -1, bits), nil
	}
	dst = strconv.AppendFloat(dst, f, 'e', -1, bits)
	if n := len(dst); n >= 4 && dst[n-4] == 'e' && dst[n-3] == '-' && dst[n-2] == '0' {
		dst[n-2] = dst[n-1]
		dst = dst[:n-1]
	}
	return dst, nil
}

// appendMarshaled leaves the value to encoding/json, whose own recursion has no
// bound: a deep value would exhaust the stack, which ends the process.
func appendMarshaled(dst []byte, v reflect.Value) ([]byte, error) {
	nodes := maxValueNodes
	if tooDeep(v, maxDepth, &nodes) {
		return dst, errTooDeep
	}
	return marshalGuarded(dst, v.Interface())
}

func marshalGuarded(dst []byte, value any) ([]byte, error) {
	var failed error
	text, panicked := try(func() (text []byte) {
		text, failed = json.Marshal(value)
		return text
	})
	if err := errors.Join(panicked, failed); err != nil {
		return dst, err
	}
	return append(dst, text...), nil
}

// tooDeep reports whether a value is nested deeper than depth or has more than
// so many values.
func tooDeep(v reflect.Value, depth int, nodes *int) bool {
	*nodes--
	if depth == 0 || *nodes < 0 {
		return true
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return !v.IsNil() && tooDeep(v.Elem(), depth-1, nodes)
	case reflect.Slice, reflect.Array:
		return !flat(v.Type().Elem()) && anyElement(v, depth, nodes)
	case reflect.Map:
		return !flat(v.Type().Elem()) && anyValue(v, depth, nodes)
	case reflect.Struct:
		return anyField(v, depth, nodes)
	}
	return false
}

// flat reports whether values of a type hold no others.
func flat(t reflect.Type) bool { return t.Kind() <= reflect.Complex128 || t.Kind() == reflect.String }

func anyElement(v reflect.Value, depth int, nodes *int) bool {
	for i := range v.Len() {
		if tooDeep(v.Index(i), depth-1, nodes) {
			return true
		}
	}
	return false
}

func anyValue(v reflect.Value, depth int, nodes *int) bool {
	for entries := v.MapRange(); entries.Next(); {
		if tooDeep(entries.Value(), depth-1, nodes) {
			return true
		}
	}
	return false
}

func anyField(v reflect.Value, depth int, nodes *int) bool {
	for i := range v.NumField() {
		if tooDeep(v.Field(i), depth-1, nodes) {
			return true
		}
	}
	return false
}
