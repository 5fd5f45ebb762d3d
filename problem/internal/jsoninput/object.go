package jsoninput

import (
	"reflect"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
)

// object is a struct type as encoding/json sees it.
type object struct {
	typ     reflect.Type
	members []member
	byName  map[string]*member
}

type member struct {
	name        string
	typ         reflect.Type
	quoted      bool // the option ",string"
	unreachable bool // in a struct that encoding/json can't make
}

func newObject(t reflect.Type) *object {
	fields, _ := jsonfield.Of(t)
	o := &object{typ: t, members: make([]member, len(fields)), byName: make(map[string]*member, len(fields))}
	for i, f := range fields {
		own := t.FieldByIndex(f.Index)
		o.members[i] = member{f.Name, own.Type, f.Quoted(), unreachable(t, f.Index)}
		o.byName[f.Name] = &o.members[i]
	}
	return o
}

// find returns the member with a name, or the first whose name differs in case
// alone, as encoding/json does.
func (o *object) find(name string) *member {
	if m, ok := o.byName[name]; ok {
		return m
	}
	for i := range o.members {
		if strings.EqualFold(o.members[i].name, name) {
			return &o.members[i]
		}
	}
	return nil
}

// unreachable reports whether the way to a field leads through an embedded
// pointer to a struct whose name is not exported: nothing can be put there.
func unreachable(t reflect.Type, index []int) bool {
	for _, i := range index[:len(index)-1] {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		field := t.Field(i)
		if field.Type.Kind() == reflect.Pointer && !field.IsExported() {
			return true
		}
		t = field.Type
	}
	return false
}
