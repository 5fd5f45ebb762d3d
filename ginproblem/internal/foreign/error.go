package foreign

import (
	"reflect"
	"strings"
)

// Field returns a field behind pointers, or nothing.
func Field(v reflect.Value, field string) reflect.Value {
	for v.IsValid() && v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if !v.IsValid() || v.Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v.FieldByName(field)
}

// IsFrom reports whether the type of an error is of a package below path.
func IsFrom(err error, path string) bool {
	t := reflect.TypeOf(err)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return strings.HasPrefix(t.PkgPath(), path)
}

// PlainText is the text of an error of errors.New: short, and without a method that
// could panic.
func PlainText(node error) string {
	if reflect.TypeOf(node).String() == "*errors.errorString" {
		return node.Error()
	}
	return ""
}
