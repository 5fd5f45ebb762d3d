package validatorproblem

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"
)

// spot is the field that a rule stands at. It is zero where that is not certain.
type spot struct {
	object reflect.Type      // the struct whose member the field is
	name   string            // of the field in Go
	typ    reflect.Type      // of the field
	tag    reflect.StructTag // of the field
	echoes bool              // the program wants values shown
}

// spotOf asks a walker that has come to the field itself.
func spotOf(field validator.FieldError, w *walker) spot {
	if w == nil || w.rest != "" || w.object == nil {
		return spot{}
	}
	if name, _, _ := strings.Cut(field.StructField(), "["); name != w.field.Name {
		return spot{}
	}
	tag := w.field.Tag
	return spot{w.object, w.field.Name, w.field.Type, tag, w.place == atValue && tag.Get("problem") == unsafeEcho}
}

// owners are the structs by which the field has keys: the one whose member it is,
// and the one around it in Go, if that is embedded.
func (s spot) owners() []reflect.Type {
	if s.object == nil || s.name == "" {
		return nil
	}
	field, ok := s.object.FieldByName(s.name)
	if !ok || field.Type != s.typ || field.Tag != s.tag { // another one hides it
		return nil
	}
	promoted := len(field.Index) - 1
	if promoted == 0 {
		return []reflect.Type{s.object}
	}
	owner := s.object.FieldByIndex(field.Index[:promoted]).Type
	for owner.Kind() == reflect.Pointer {
		owner = owner.Elem()
	}
	return []reflect.Type{s.object, owner}
}

// FieldKey returns the key of the texts for one rule at one field of the struct T,
// for problem.Phrases and for catalogs of languages:
//
//	validatorproblem.FieldKey[Order]("Email", "required")
//
// The rule is the name in the tag, without its parameter; "" means every rule of
// the field that has no key of its own. A field of an embedded struct has a key by
// the struct that embeds it, and one by its own. Types without a name, and types
// declared inside a function, are told apart by their text alone.
//
// It panics if T is no struct or has no such field: keys are program text.
func FieldKey[T any](field, rule string) string {
	t := reflect.TypeFor[T]()
	if t.Kind() != reflect.Struct {
		panic(fmt.Errorf("validatorproblem.FieldKey[%s]: use the struct whose field it is", t))
	}
	if _, ok := t.FieldByName(field); !ok {
		panic(fmt.Errorf("validatorproblem.FieldKey[%s]: there is no field %q: use its name in Go", t, field))
	}
	return fieldKey(t, field, rule)
}

func fieldKey(t reflect.Type, field, rule string) string {
	name := t.String()
	if t.Name() != "" {
		name = t.PkgPath() + "." + t.Name()
	}
	return "field:" + name + "." + field + ":" + rule
}

// keys returns those of the field, by the name of the rule in the tag first.
func (s spot) keys(alias, rule string) (keys []string) {
	for _, owner := range s.owners() {
		if alias != "" && alias != rule {
			keys = append(keys, fieldKey(owner, s.name, alias))
		}
		keys = append(keys, fieldKey(owner, s.name, rule), fieldKey(owner, s.name, ""))
	}
	return keys
}
