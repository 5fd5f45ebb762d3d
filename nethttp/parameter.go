package nethttp

import (
	"net/http"

	"github.com/problemkit/problemkit/problem"
)

// BindQuery reads the query of the URL into a T, a struct, and checks it as Bind
// does. Names come from the tags query or form:
//
//	type page struct {
//		Number int      `query:"page,default=1" validate:"min=1"`
//		Tags   []string `query:"tag" validate:"max=5"`
//	}
//
// The answer tells all that is wrong at once, each with the name of the parameter
// and never with its value. See problem.Reading.Parameters for what is read and
// refused; parameters that T does not have are ignored.
func BindQuery[T any](r *http.Request, validators ...Validator) (T, error) {
	return BindWith[T](problem.Reading{In: problem.InQuery}, r, validators...)
}

// BindPath reads the wildcards of the pattern that has matched, see
// http.Request.PathValue. Names come from the tags path or uri. Otherwise it is
// like BindQuery.
func BindPath[T any](r *http.Request, validators ...Validator) (T, error) {
	return BindWith[T](problem.Reading{In: problem.InPath}, r, validators...)
}

// BindHeader reads header fields. Names come from the tag header, without regard to
// case. Otherwise it is like BindQuery; a field that may occur more than once needs
// a slice.
func BindHeader[T any](r *http.Request, validators ...Validator) (T, error) {
	return BindWith[T](problem.Reading{In: problem.InHeader}, r, validators...)
}

// BindCookie reads cookies, as they are sent. Names come from the tag cookie.
// Otherwise it is like BindQuery.
func BindCookie[T any](r *http.Request, validators ...Validator) (T, error) {
	return BindWith[T](problem.Reading{In: problem.InCookie}, r, validators...)
}

// BindForm reads content that is a form, urlencoded or multipart, of at most 1 MiB
// (413); any other media type is a 415. Names come from the tag form; files are
// read into a *multipart.FileHeader or a slice of them. The query of the URL is not
// part of it. Otherwise it is like BindQuery.
func BindForm[T any](r *http.Request, validators ...Validator) (T, error) {
	return BindWith[T](problem.Reading{In: problem.InForm}, r, validators...)
}
