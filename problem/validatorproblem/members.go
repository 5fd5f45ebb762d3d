package validatorproblem

import (
	"reflect"
	"slices"

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
)

// members are the names that encoding/json has for the fields of struct types,
// by the type. It is filled as the types come along.
type members map[reflect.Type][]jsonfield.Field

// name returns the name of the field with that index, and false if JSON does not
// have the field: it is excluded, or another one has taken its name.
func (m members) name(t reflect.Type, index []int) (string, bool) {
	list := m.of(t)
	at := slices.IndexFunc(list, func(own jsonfield.Field) bool { return slices.Equal(own.Index, index) })
	if at < 0 {
		return "", false
	}
	return list[at].Name, true
}

func (m members) has(t reflect.Type, name string) bool {
	return slices.ContainsFunc(m.of(t), func(own jsonfield.Field) bool { return own.Name == name })
}

func (m members) of(t reflect.Type) []jsonfield.Field {
	if _, known := m[t]; !known {
		m[t], _ = jsonfield.Of(t)
	}
	return m[t]
}
