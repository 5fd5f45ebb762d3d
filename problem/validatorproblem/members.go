package validatorproblem

import (
	"cmp"
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// members are the names that encoding/json has for the fields of struct types,
// by the type. It is filled as the types come along.
type members map[reflect.Type][]member

// member is a field that a type has in JSON.
type member struct {
	name   string
	index  []int
	tagged bool
}

// name returns the name of the field with that index, and false if JSON does not
// have the field: it is excluded, or another one has taken its name.
func (m members) name(t reflect.Type, index []int) (string, bool) {
	list := m.of(t)
	at := slices.IndexFunc(list, func(own member) bool { return slices.Equal(own.index, index) })
	if at < 0 {
		return "", false
	}
	return list[at].name, true
}

func (m members) has(t reflect.Type, name string) bool {
	return slices.ContainsFunc(m.of(t), func(own member) bool { return own.name == name })
}

func (m members) of(t reflect.Type) []member {
	if _, known := m[t]; !known {
		m[t] = dominant(collect(nil, t, nil, nil))
	}
	return m[t]
}

// collect walks a struct and the structs embedded in it. One that embeds itself
// is entered once: what lies deeper loses anyway.
func collect(list []member, t reflect.Type, index []int, around []reflect.Type) []member {
	if slices.Contains(around, t) {
		return list
	}
	around = append(slices.Clip(around), t)
	for i := range t.NumField() {
		at := append(slices.Clip(index), i)
		if field := t.Field(i); isPromoted(field) {
			list = collect(list, indirectType(field.Type), at, around)
		} else if name, tagged, ok := jsonName(field); ok {
			list = append(list, member{name, at, tagged})
		}
	}
	return list
}

// dominant keeps of each name the field that encoding/json takes: the least
// nested one, among equals the tagged one, and none if there are two of those.
func dominant(list []member) []member {
	slices.SortStableFunc(list, func(a, b member) int {
		return cmp.Or(strings.Compare(a.name, b.name), compareRank(a, b))
	})
	kept := list[:0:0]
	for i, m := range list {
		first := i == 0 || list[i-1].name != m.name
		tied := i+1 < len(list) && list[i+1].name == m.name && compareRank(list[i+1], m) == 0
		if first && !tied {
			kept = append(kept, m)
		}
	}
	return kept
}

func compareRank(a, b member) int { return cmp.Compare(a.rank(), b.rank()) }

func (m member) rank() int {
	if m.tagged {
		return 2 * len(m.index)
	}
	return 2*len(m.index) + 1
}

// isPromoted reports whether a field is an embedded struct without a name of its
// own, whose fields are members of the struct around it.
func isPromoted(field reflect.StructField) bool {
	return field.Anonymous && tagName(field) == "" && field.Tag.Get("json") != "-" &&
		indirectType(field.Type).Kind() == reflect.Struct
}

// jsonName returns the member that a field is read from; ok is false for a
// field that JSON does not have.
func jsonName(field reflect.StructField) (name string, tagged, ok bool) {
	name = tagName(field)
	return cmp.Or(name, field.Name), name != "", isInJSON(field)
}

func isInJSON(field reflect.StructField) bool {
	return field.Tag.Get("json") != "-" && (field.IsExported() || namedStruct(field))
}

// namedStruct recognises an embedded struct of an unexported type: encoding/json
// takes it under the name in its tag.
func namedStruct(field reflect.StructField) bool {
	return field.Anonymous && indirectType(field.Type).Kind() == reflect.Struct
}

// tagName returns the name in a json tag, unless encoding/json refuses it.
func tagName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	refused := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r)
	}
	if strings.ContainsFunc(name, refused) {
		return ""
	}
	return name
}

func indirectType(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// readsItself reports whether values of a type are read from JSON by a method of
// their own: what their fields are called there is not to be known.
func readsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[json.Unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}
