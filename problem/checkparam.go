package problem

import (
	"reflect"

	"github.com/problemkit/problemkit/problem/internal/param"
	"github.com/problemkit/problemkit/problem/internal/parts"
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
	misfit, err := runValidator(parts.Part{Value: v.Elem(), Opaque: true}, validate, &c.tries)
	if misfit != nil {
		misfit.In, c.unread = in, true
		for i := range misfit.Violations {
			misfit.Violations[i].In = in
		}
		c.inputs = append(c.inputs, misfit)
		return // what else is said may follow from it, and a place in JSON can't be compared here
	}
	if own := InputOf(err); own != nil {
		c.inputs = append(c.inputs, own.amongParameters(in))
	} else if err != nil {
		sent := param.NewSent(from.Values, err)
		c.inputs = append(c.inputs, &InputError{In: in, Target: v.Interface(), Err: sent})
	}
}
