package problem

import (
	"reflect"

	"github.com/problemkit/problemkit/problem/internal/param"
)

// checkParameters joins what was wrong when target was read with what its rules
// say.
func (how Reading) checkParameters(target any, from param.Source, found *InputError, validate []func(any) error) error {
	c := newChecking(nil, found)
	for _, v := range validate {
		c.validateParameters(how.In, target, from, v)
	}
	return c.ask(how.In, target)
}

// validateParameters asks about structs: there are no rules for the others.
func (c *checking) validateParameters(in string, target any, from param.Source, validate func(any) error) {
	v := reflect.ValueOf(target)
	for v.Kind() == reflect.Pointer && v.Elem().Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return
	}
	err := validate(v.Interface())
	if own := InputOf(err); own != nil {
		c.inputs = append(c.inputs, own.amongParameters(in))
	} else if err != nil {
		sent := param.NewSent(from.Values, err)
		c.inputs = append(c.inputs, &InputError{In: in, Target: v.Interface(), Err: sent})
	}
}
