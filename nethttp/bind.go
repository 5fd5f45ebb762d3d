package nethttp

import (
	"fmt"
	"net/http"
	"reflect"

	"github.com/problemkit/problemkit/problem"
)

// Validator checks a struct by the tags of its fields; a *validator.Validate of
// go-playground/validator fits.
type Validator interface{ Struct(any) error }

// Bind reads a JSON body into a T and checks it: by each validator, for which T
// has to be a struct, then by the target's own method Validate() error, if it has
// one. Return its error as it is:
//
//	in, err := nethttp.Bind[Order](r, validate)
//	if err != nil {
//		return err
//	}
//
// Errors of a go-playground validator become violations by validatorproblem.Rule
// in the configuration. A Validate method says what is wrong with
// problem.Invalid. See problem.ReadJSON for what is refused.
func Bind[T any](r *http.Request, validators ...Validator) (T, error) {
	var target, none T
	if kind := reflect.TypeFor[T]().Kind(); len(validators) > 0 && kind != reflect.Struct {
		return none, fmt.Errorf("nethttp.Bind[%T]: validators check structs, not a %v", none, kind)
	}
	raw, err := problem.ReadJSON(r, &target)
	if err != nil {
		return none, err
	}
	if err := check(&target, validators); err != nil {
		return none, &problem.InputError{In: problem.InBody, Target: &target, Raw: raw, Err: err}
	}
	return target, nil
}

func check(target any, validators []Validator) error {
	for _, v := range validators {
		if err := v.Struct(target); err != nil {
			return err
		}
	}
	own, ok := target.(interface{ Validate() error })
	if !ok {
		return nil
	}
	return present(own.Validate())
}

// present returns nil for a nil *Problem in an error, which means success.
func present(err error) error {
	if own, ok := err.(*problem.Problem); ok && own == nil {
		return nil
	}
	return err
}
