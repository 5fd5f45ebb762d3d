package problem

import (
	"iter"
	"reflect"
	"slices"
)

// member is an extension member (RFC 9457, section 3.2) set by name.
type member struct {
	name  string
	value any
}

// members are the extension members of an occurrence: those of a TypeOf first,
// in the order of its fields, then those set by name. One set by name replaces
// the value of a field and keeps its place.
type members struct {
	plan   *structFields
	fields any
	list   []member
}

// memberValue is a value on its way into a document. A field is kept as a
// reflect.Value, because making an interface of it would allocate.
type memberValue struct {
	field reflect.Value
	plain any
	spec  *structField
}

func (v memberValue) any() any {
	if v.spec == nil {
		return v.plain
	}
	return v.field.Interface()
}

// all yields every member that is sent, in order.
func (m *members) all(yield func(string, memberValue) bool) {
	if m.plan != nil && !m.allFields(yield) {
		return
	}
	for _, own := range m.list {
		if !m.isField(own.name) && !yield(own.name, memberValue{plain: own.value}) {
			return
		}
	}
}

func (m *members) allFields(yield func(string, memberValue) bool) bool {
	of := reflect.ValueOf(m.fields)
	for i := range m.plan.list {
		spec := &m.plan.list[i]
		value, ok := m.fieldValue(spec, of)
		if ok && !yield(spec.name, value) {
			return false
		}
	}
	return true
}

func (m *members) fieldValue(spec *structField, of reflect.Value) (memberValue, bool) {
	if i := m.find(spec.name); i >= 0 {
		return memberValue{plain: m.list[i].value}, true
	}
	value, ok := spec.value(of)
	return memberValue{field: value, spec: spec}, ok
}

func (m *members) isField(name string) bool {
	return m.plan != nil && slices.ContainsFunc(m.plan.list, func(f structField) bool { return f.name == name })
}

func (m *members) find(name string) int {
	return slices.IndexFunc(m.list, func(own member) bool { return own.name == name })
}

// set makes a new list, because copies of a problem share the old one. The last
// value of a name counts, in the place of the first.
func (m *members) set(name string, value any) {
	m.list = slices.Clone(m.list)
	if i := m.find(name); i >= 0 {
		m.list[i].value = value
		return
	}
	m.list = append(m.list, member{name, value})
}

// get returns the value of a member.
func (m *members) get(name string) (any, bool) {
	for found, value := range m.all {
		if found == name {
			return value.any(), true
		}
	}
	return nil, false
}

// values yields names and values for people.
func (m *members) values() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		m.all(func(name string, value memberValue) bool { return yield(name, value.any()) })
	}
}
