package nethttp

import (
	"net/http"

	"github.com/problemkit/problemkit/problem"
)

// Validator checks a struct by the tags of its fields; a *validator.Validate of
// go-playground/validator fits.
type Validator interface{ Struct(any) error }

// Bind reads a JSON body into a T and checks it: by each validator, which is given
// the struct or, if T is a list or a map, each struct in it, then by the target's
// own method Validate() error, if it has one. Return its error as it is:
//
//	in, err := nethttp.Bind[Order](r, validate)
//	if err != nil {
//		return err
//	}
//
// The answer tells all that is wrong at once, each with the place in the client's
// own names and never with the value. Errors of a go-playground validator become
// violations by validatorproblem.Rule in the configuration. A Validate method says
// what is wrong with problem.Invalid, or with a problem.Collector. An error that
// nobody declared is a 400 that says nothing but "is not valid": return a problem,
// such as problem.ServiceUnavailable, for what is not the client's fault. It is asked
// where rules are broken too, and not about a body of which not all could be read.
// Bind is strict, see problem.Reading; BindWith is as strict as you like.
func Bind[T any](r *http.Request, validators ...Validator) (T, error) {
	return BindWith[T](problem.Reading{}, r, validators...)
}

// BindWith is Bind with another strictness and other limits, or for another part of
// the request than the body.
func BindWith[T any](how problem.Reading, r *http.Request, validators ...Validator) (T, error) {
	var target, none T
	if err := read(how, r, &target, functions(validators)); err != nil {
		return none, err
	}
	return target, nil
}

func read(how problem.Reading, r *http.Request, target any, validate []func(any) error) error {
	if how.In != "" && how.In != problem.InBody {
		return how.Parameters(r, target, validate...)
	}
	raw, found, err := how.Body(r, target)
	if err != nil {
		return err
	}
	return problem.Validate(target, raw, found, validate...)
}

func functions(validators []Validator) []func(any) error {
	list := make([]func(any) error, len(validators))
	for i, v := range validators {
		list[i] = v.Struct
	}
	return list
}
