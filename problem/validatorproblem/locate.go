package validatorproblem

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"
)

// locate finds the field of an error in the value that was validated, and
// returns the JSON names on the way. It reports false where the way is not
// certain: no place is better than a wrong one.
func locate(field validator.FieldError, target reflect.Value) (tokens []string, ok bool) {
	target = indirect(target)
	if !target.IsValid() {
		return nil, false
	}
	rest := field.StructNamespace()
	if name := target.Type().Name(); name != "" {
		if rest, ok = strings.CutPrefix(rest, name+"."); !ok {
			return nil, false
		}
	}
	walk := walker{at: target, rest: rest}
	for walk.rest != "" {
		if !walk.step() {
			return nil, false
		}
	}
	return walk.tokens, len(walk.tokens) > 0
}

// walker follows a namespace such as Items[0].Meta[key].Name through a value.
type walker struct {
	at     reflect.Value
	rest   string
	tokens []string
}

func (w *walker) step() bool {
	w.at = indirect(w.at)
	switch w.at.Kind() {
	case reflect.Struct:
		return w.field()
	case reflect.Slice, reflect.Array:
		return w.element()
	case reflect.Map:
		return w.entry()
	}
	return false
}

// field takes the next field of a struct. Embedded structs without a name of
// their own are no part of the way in JSON.
func (w *walker) field() bool {
	w.rest = strings.TrimPrefix(w.rest, ".")
	end := strings.IndexAny(w.rest, ".[")
	if end < 0 {
		end = len(w.rest)
	}
	field, ok := w.at.Type().FieldByName(w.rest[:end])
	if !ok || len(field.Index) != 1 {
		return false
	}
	w.at, w.rest = w.at.FieldByIndex(field.Index), w.rest[end:]
	name, promoted, ok := jsonName(field)
	if !promoted {
		w.tokens = append(w.tokens, name)
	}
	return ok
}

// jsonName returns the member that a field is read from; ok is false for a
// field that JSON does not have.
func jsonName(field reflect.StructField) (name string, promoted, ok bool) {
	tag := field.Tag.Get("json")
	name, _, _ = strings.Cut(tag, ",")
	switch {
	case tag == "-" || !field.IsExported() && !field.Anonymous:
		return "", false, false
	case name != "":
		return name, false, true
	case field.Anonymous && indirectType(field.Type).Kind() == reflect.Struct:
		return "", true, true
	}
	return field.Name, false, true
}

func indirectType(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

func (w *walker) element() bool {
	digits, rest, ok := strings.Cut(strings.TrimPrefix(w.rest, "["), "]")
	i, err := strconv.Atoi(digits)
	if !ok || err != nil || i < 0 || i >= w.at.Len() {
		return false
	}
	w.at, w.rest = w.at.Index(i), rest
	w.tokens = append(w.tokens, digits)
	return true
}

// entry takes an entry of a map. Keys may hold brackets and dots, so only one
// that is in the map and fits alone is certain.
func (w *walker) entry() bool {
	var fits []reflect.Value
	for _, key := range sortedKeys(w.at) {
		if rest, ok := strings.CutPrefix(w.rest, "["+fmt.Sprint(key.Interface())+"]"); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			fits = append(fits, key)
		}
	}
	if len(fits) != 1 {
		return false
	}
	key := fits[0]
	w.rest = w.rest[len(fmt.Sprint(key.Interface()))+2:]
	w.at = w.at.MapIndex(key)
	w.tokens = append(w.tokens, textOf(key))
	return true
}

func indirect(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return v
		}
		v = v.Elem()
	}
	return v
}

// sortedKeys makes the order of a map's violations the same each time.
func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(textOf(a), textOf(b)) })
	return keys
}

// textOf returns a map key as encoding/json writes it.
func textOf(key reflect.Value) string {
	if own, ok := key.Interface().(encoding.TextMarshaler); ok && key.Kind() != reflect.String {
		if text, err := own.MarshalText(); err == nil {
			return string(text)
		}
	}
	return fmt.Sprint(key.Interface())
}
