package validatorproblem

import (
	"errors"
	"reflect"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
)

// Rule maps validation errors to input problems. Put it into
// problem.Config.Rules.
func Rule() problem.Rule {
	return problem.RuleFunc(func(err error) *problem.Problem {
		var in *problem.InputError
		if errors.As(Explain(err), &in) && len(in.Violations) > 0 {
			return problem.Invalid(in.Violations...)
		}
		return nil
	})
}

// Check validates target, a pointer to what was read from raw, and returns nil
// or a problem.InputError that knows the places. The function is that of a
// validator: (*validator.Validate).Struct, for one. The elements of a slice, an
// array or a map are validated one by one.
func Check(validate func(any) error, target any, raw []byte) error {
	found := &collector{validate: validate}
	found.check(reflect.ValueOf(target), nil)
	if found.err == nil {
		return nil
	}
	return &problem.InputError{In: problem.InBody, Target: target, Raw: raw, Violations: found.violations, Err: found.err}
}

// Explain returns err with violations if there are validation errors in it, and
// err itself if not. The error inside stays reachable.
func Explain(err error) error {
	failed := validationErrors(err)
	if len(failed) == 0 {
		return err
	}
	in := problem.InputError{In: problem.InBody, Err: err}
	var outer *problem.InputError
	if errors.As(err, &outer) {
		if len(outer.Violations) > 0 {
			return err
		}
		in.Target, in.Raw = outer.Target, outer.Raw
	}
	in.Violations = violationsOf(failed, reflect.ValueOf(in.Target), nil)
	return &in
}

// validationErrors collects them from an error, and from a slice of errors that
// has no Unwrap, as Gin makes for slices.
func validationErrors(err error) validator.ValidationErrors {
	var failed validator.ValidationErrors
	if errors.As(err, &failed) {
		return failed
	}
	var in *problem.InputError
	if errors.As(err, &in) {
		err = in.Err
	}
	list := reflect.ValueOf(err)
	if err == nil || list.Kind() != reflect.Slice || !list.Type().Elem().Implements(reflect.TypeFor[error]()) {
		return nil
	}
	for i := range list.Len() {
		element, _ := list.Index(i).Interface().(error)
		failed = append(failed, validationErrors(element)...)
	}
	return failed
}

// collector gathers the violations of a value and its elements.
type collector struct {
	validate   func(any) error
	violations []problem.Violation
	err        error
}

// check validates structs as a whole and goes through everything around them.
func (c *collector) check(v reflect.Value, path []string) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Struct:
		c.add(c.validate(addressed(v)), v, path)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			c.check(v.Index(i), append(path[:len(path):len(path)], problem.Index(i)))
		}
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			c.check(v.MapIndex(key), append(path[:len(path):len(path)], textOf(key)))
		}
	}
}

// addressed returns a pointer where there is one, so that methods with a pointer
// receiver take part.
func addressed(v reflect.Value) any {
	if v.CanAddr() {
		return v.Addr().Interface()
	}
	return v.Interface()
}

func (c *collector) add(err error, v reflect.Value, path []string) {
	if err == nil {
		return
	}
	c.err = errors.Join(c.err, err)
	failed := validationErrors(err)
	c.violations = append(c.violations, violationsOf(failed, v, path)...)
}

func violationsOf(failed validator.ValidationErrors, target reflect.Value, path []string) []problem.Violation {
	violations := make([]problem.Violation, 0, len(failed))
	for _, field := range failed {
		violation := problem.Violation{Detail: message(field), Code: code(field)}
		if tokens, ok := locate(field, target); ok {
			violation.Pointer = problem.Pointer(append(path[:len(path):len(path)], tokens...)...)
		}
		violations = append(violations, violation)
	}
	return violations
}
