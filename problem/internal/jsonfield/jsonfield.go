// Package jsonfield works out the members that encoding/json has for a struct
// type: their names, which field wins a name, and what lies embedded.
package jsonfield

import (
	"cmp"
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// Field is a field of a struct, or of one embedded in it, that is a member.
type Field struct {
	Name    string       // Name is that of the member.
	Index   []int        // Index leads to the field, for reflect.Value.FieldByIndex.
	Tagged  bool         // Tagged says that the name stands in the tag.
	Hidden  bool         // Hidden fields are embedded structs of unexported types, which reflection must not read.
	Type    reflect.Type // Type is the field's, behind one pointer.
	Options []string     // Options are those of the tag.
}

// Of returns the members of a struct type in the order of the fields, and the
// names that no field wins, sorted: encoding/json drops those without a word.
func Of(t reflect.Type) (members []Field, ties []string) {
	all := collect(nil, t, nil, nil)
	slices.SortStableFunc(all, func(a, b Field) int { return cmp.Or(strings.Compare(a.Name, b.Name), compareRank(a, b)) })
	for len(all) > 0 {
		same := 1
		for same < len(all) && all[same].Name == all[0].Name {
			same++
		}
		if same > 1 && compareRank(all[0], all[1]) == 0 {
			ties = append(ties, all[0].Name)
		} else {
			members = append(members, all[0])
		}
		all = all[same:]
	}
	slices.SortFunc(members, func(a, b Field) int { return slices.Compare(a.Index, b.Index) })
	return members, ties
}

// collect walks a struct and the structs embedded in it. One that embeds itself
// through a pointer is entered once: what lies deeper would lose anyway.
func collect(list []Field, t reflect.Type, index []int, around []reflect.Type) []Field {
	if slices.Contains(around, t) {
		return list
	}
	around = append(slices.Clip(around), t)
	for i := range t.NumField() {
		at := append(slices.Clip(index), i)
		field := t.Field(i)
		if embedded, ok := Promoted(field); ok {
			list = collect(list, embedded, at, around)
		} else if f, ok := newField(field, at); ok {
			list = append(list, f)
		}
	}
	return list
}

// Promoted returns the struct whose fields are members of the one around it: an
// embedded one that has no name of its own.
func Promoted(field reflect.StructField) (reflect.Type, bool) {
	tag := field.Tag.Get("json")
	if name, _ := parse(tag); !field.Anonymous || name != "" || tag == "-" {
		return nil, false
	}
	t := pointee(field.Type)
	return t, t.Kind() == reflect.Struct
}

func newField(field reflect.StructField, index []int) (Field, bool) {
	tag := field.Tag.Get("json")
	hidden := !field.IsExported()
	if tag == "-" || hidden && (!field.Anonymous || pointee(field.Type).Kind() != reflect.Struct) {
		return Field{}, false
	}
	name, options := parse(tag)
	return Field{cmp.Or(name, field.Name), index, name != "", hidden, pointee(field.Type), options}, true
}

// parse returns the name, "" where encoding/json does not take it, and the
// options.
func parse(tag string) (name string, options []string) {
	name, rest, _ := strings.Cut(tag, ",")
	if strings.ContainsFunc(name, refused) {
		name = ""
	}
	return name, strings.Split(rest, ",")
}

func refused(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r)
}

// pointee follows one pointer, unless its type has a name.
func pointee(t reflect.Type) reflect.Type {
	if t.Name() == "" && t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// compareRank puts the field first that wins: the least nested one, among equals
// the tagged one.
func compareRank(a, b Field) int { return cmp.Compare(a.rank(), b.rank()) }

func (f Field) rank() int {
	if f.Tagged {
		return 2 * len(f.Index)
	}
	return 2*len(f.Index) + 1
}

// Quoted reports whether the option ",string" has an effect on the field.
func (f Field) Quoted() bool {
	if !slices.Contains(f.Options, "string") {
		return false
	}
	switch k := f.Type.Kind(); k {
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64:
		return true
	default:
		return reflect.Int <= k && k <= reflect.Uintptr
	}
}

// ReadsItself reports whether encoding/json reads values of a type by a method of
// their own: what they look like inside is not to be known.
func ReadsItself(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) || ReadsText(t)
}

// ReadsText reports whether encoding/json reads values of a type, or of what it
// points to, from a string by a method of their own.
func ReadsText(t reflect.Type) bool {
	if t.Kind() != reflect.Pointer {
		t = reflect.PointerTo(t)
	}
	return t.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) && !t.Implements(reflect.TypeFor[json.Unmarshaler]())
}
