package validatorproblem

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"
)

// spot is the field that a rule stands at. It is zero where that is not certain.
type spot struct {
	object reflect.Type // the struct whose member the field is
	name   string       // of the field
	index  []int        // where it is in that struct
	echoes bool         // the program wants values shown
}

// spotOf asks a walker that has come to the field itself.
func spotOf(field validator.FieldError, w *walker) spot {
	if w == nil || w.rest != "" || w.object == nil {
		return spot{}
	}
	name, _, _ := strings.Cut(field.StructField(), "[")
	found, ok := w.object.FieldByName(w.field.Name)
	if !ok || name != w.field.Name || found.Type != w.field.Type || found.Tag != w.field.Tag {
		return spot{}
	}
	return spot{w.object, found.Name, found.Index, w.place == atValue && found.Tag.Get("problem") == unsafeEcho}
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
	if s.object == nil || s.name == "" {
		return nil
	}
	owners := []reflect.Type{s.object}
	if promoted := len(s.index) - 1; promoted > 0 {
		owner := s.object.FieldByIndex(s.index[:promoted]).Type
		for owner.Kind() == reflect.Pointer {
			owner = owner.Elem()
		}
		owners = append(owners, owner)
	}
	for _, owner := range owners {
		if alias != "" && alias != rule {
			keys = append(keys, fieldKey(owner, s.name, alias))
		}
		keys = append(keys, fieldKey(owner, s.name, rule), fieldKey(owner, s.name, ""))
	}
	return keys
}
