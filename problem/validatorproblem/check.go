package validatorproblem

import (
	"errors"
	"reflect"
	"time"

	"github.com/problemkit/problemkit/problem"
)

// Check validates target, a pointer to what was read from raw, and returns nil
// or a problem.InputError that knows the places. The function is that of a
// validator: (*validator.Validate).Struct, for one. The elements of a slice, an
// array or a map are validated one by one, and a null where a struct belongs is
// a violation: most programs would trip over the nil pointer.
func Check(validate func(any) error, target any, raw []byte) error {
	c := collector{validate: validate, report: report{members: members{}}}
	c.check(reflect.ValueOf(target))
	if len(c.causes) == 0 {
		return nil
	}
	return &problem.InputError{
		In: problem.InBody, Target: target, Raw: raw, Violations: c.report.violations(), Err: errors.Join(c.causes...),
	}
}

// errNull is the cause of the violation that a null is.
var errNull = errors.New("null in place of an object")

// maxCauses bounds what is kept for the log: a client can send thousands of
// invalid elements, and the report counts them all.
const maxCauses = 16

// collector validates a value and its elements.
type collector struct {
	validate func(any) error
	report   report
	causes   []error
}

// check validates structs as a whole and goes through everything around them,
// until the report is full.
func (c *collector) check(v reflect.Value) {
	if c.report.full() {
		return
	}
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			c.null(v.Type())
			return
		}
		v = v.Elem()
	}
	switch {
	case v.Kind() == reflect.Struct:
		c.object(v)
	case isContainer(v.Kind()) && mayHoldStruct(v.Type().Elem()):
		c.inside(v)
	}
}

// inside leaves the places alone in a container that reads JSON by itself: its
// elements need not be where Go has them.
func (c *collector) inside(v reflect.Value) {
	before := c.report.opaque
	if !before && readsItself(v.Type()) {
		c.report.opaque, c.report.known = true, len(c.report.prefix)
	}
	if v.Kind() == reflect.Map {
		c.entries(v)
	} else {
		c.elements(v)
	}
	c.report.opaque = before
}

func (c *collector) elements(list reflect.Value) {
	for i := range list.Len() {
		c.follow(step{index: i}, list.Index(i))
	}
}

func (c *collector) entries(m reflect.Value) {
	for entry := m.MapRange(); entry.Next(); {
		c.follow(step{key: entry.Key()}, entry.Value())
	}
}

// follow checks what a step leads to.
func (c *collector) follow(s step, to reflect.Value) {
	c.report.prefix = append(c.report.prefix, s)
	c.check(to)
	c.report.prefix = c.report.prefix[:len(c.report.prefix)-1]
}

func isContainer(k reflect.Kind) bool {
	return k == reflect.Slice || k == reflect.Array || k == reflect.Map
}

// mayHoldStruct spares a look at every number of a long list.
func mayHoldStruct(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		return isValidated(t)
	case reflect.Pointer, reflect.Interface:
		return true
	}
	return isContainer(t.Kind()) && mayHoldStruct(t.Elem())
}

// isValidated excludes times, which a validator takes for single values.
func isValidated(t reflect.Type) bool { return !t.ConvertibleTo(reflect.TypeFor[time.Time]()) }

func (c *collector) object(v reflect.Value) {
	if !isValidated(v.Type()) {
		return
	}
	err := c.validate(addressed(v))
	if err == nil {
		return
	}
	c.blame(err)
	q := inquire(err)
	c.report.target = v
	c.report.add(q.failed)
}

// addressed returns a pointer where there is one, so that methods with a pointer
// receiver take part.
func addressed(v reflect.Value) any {
	if v.CanAddr() {
		return v.Addr().Interface()
	}
	return v.Interface()
}

func (c *collector) null(t reflect.Type) {
	if t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct && isValidated(t.Elem()) {
		c.blame(errNull)
		c.report.addNull()
	}
}

func (c *collector) blame(err error) {
	if len(c.causes) < maxCauses {
		c.causes = append(c.causes, err)
	}
}
