package problem

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/param"
)

// Parameters reads the parameters of one part of a request, how.In, into target, a
// pointer to a struct or to a map[string]string or map[string][]string, and checks
// it: by each function, which is that of a validator and is given the struct, then
// by the target's own method Validate() error, which is not asked about a target of
// which not all could be read. The binding helpers of the doors are made of it.
//
// The names are those of the tags query, path, header, cookie or form; for a query
// form, and for a path uri, serve too. They mean what they mean to Gin, with its
// options default and parser and its tags collection_format, time_format, time_utc
// and time_location. A field without a tag has its own name.
//
// The error is an InputError or InputErrors with all that is wrong, each with In and
// Parameter, or a problem: for a form, 413 and 415. Mapping what a validator says
// needs a rule such as validatorproblem.Rule. A target that nothing can be read
// into is the server's mistake, a 500.
//
// Refused beyond what Gin refuses: a single value that was sent twice, unless
// AllowDuplicates; a query or form with a semicolon or a bad escape, or with more
// than 1000 parameters; numbers that are not finite; texts that are not UTF-8 or
// have control characters; a text for a file and the reverse. RefuseUnknownParameters
// is about queries and forms: a request always has more header fields and cookies.
// A type with UnmarshalText or UnmarshalParam reads itself; such a method that
// panics panics here too.
func (how Reading) Parameters(r *http.Request, target any, validate ...func(any) error) error {
	from, err := how.source(r, target)
	if err == nil {
		return how.into(target, from, validate)
	}
	// A mistake of the server is one whatever the client has sent.
	if _, broken := how.decodeParameters(target, param.Source{}); broken != nil {
		return broken
	}
	return err
}

// Values is Parameters with values that come from somewhere else, such as a router
// with path parameters of its own. Errors keep the map: it must
// not be changed afterwards.
func (how Reading) Values(values map[string][]string, target any, validate ...func(any) error) error {
	return how.into(target, param.Source{Values: values}, validate)
}

func (how Reading) into(target any, from param.Source, validate []func(any) error) error {
	faults, broken := how.decodeParameters(target, from)
	if broken != nil {
		return broken
	}
	return how.checkParameters(target, from, parametersError(how.In, target, faults), validate)
}

func (how Reading) decodeParameters(target any, from param.Source) ([]param.Fault, error) {
	return param.Decode(target, from, param.Rules{
		Tags: param.TagsOf(how.In), Fold: how.In == InHeader, First: how.AllowDuplicates,
		Closed: how.RefuseUnknownParameters && (how.In == InQuery || how.In == InForm),
		JSON:   how.jsonText,
	})
}

// jsonText reads a parameter that is JSON, as strictly as a body.
func (how Reading) jsonText(text []byte, target any) (refused, broken error) {
	found, err := how.JSON(text, target)
	if in, ok := err.(*InputError); ok {
		return in, nil
	}
	if found != nil {
		return found, nil
	}
	return nil, err
}

func (how Reading) source(r *http.Request, target any) (param.Source, error) {
	switch how.In {
	case InQuery:
		values, err := param.Query(r.URL.RawQuery)
		if err != nil {
			return param.Source{}, unreadableParameters(InQuery, err)
		}
		return param.Source{Values: values}, nil
	case InForm:
		return how.form(r)
	case InHeader:
		return param.Source{Values: r.Header}, nil
	case InCookie:
		return param.Source{Values: cookies(r)}, nil
	case InPath:
		return param.Source{Values: pathValues(r, target)}, nil
	}
	return param.Source{}, fmt.Errorf("problem: Reading.In is %q, and no place of parameters", how.In)
}

func cookies(r *http.Request) map[string][]string {
	values := map[string][]string{}
	for _, c := range r.Cookies() {
		values[c.Name] = append(values[c.Name], c.Value)
	}
	return values
}

// pathValues asks for the values of the names that the target has, or for a map
// for those of the pattern: the request does not tell what there is.
func pathValues(r *http.Request, target any) map[string][]string {
	t := reflect.TypeOf(target)
	if t == nil {
		return nil
	}
	names := param.Names(t, param.TagsOf(InPath))
	for _, part := range strings.Split(r.Pattern, "{")[1:] {
		name, _, _ := strings.Cut(part, "}")
		names = append(names, strings.TrimSuffix(name, "..."))
	}
	values := make(map[string][]string, len(names))
	for _, name := range names {
		if value := r.PathValue(name); value != "" {
			values[name] = []string{value}
		}
	}
	return values
}
