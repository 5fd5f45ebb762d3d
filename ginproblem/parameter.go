package ginproblem

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/problem"
)

// BindQuery reads the query of the URL into a T and checks it by its binding tags,
// with the validator that c.ShouldBindQuery would use. Structs that are made for
// that method work unchanged; besides form, the tag query serves too. Return its
// error as it is.
//
// The answer tells all that is wrong at once, each with the name of the parameter
// and never with its value. See problem.Reading.Parameters for what is read, and
// what is refused that Gin lets pass; parameters that T does not have are ignored.
func BindQuery[T any](c *gin.Context) (T, error) {
	return BindWith[T](problem.Reading{In: problem.InQuery}, c)
}

// BindPath reads the parameters of the route, by the tags uri or path. Otherwise
// it is like BindQuery.
func BindPath[T any](c *gin.Context) (T, error) {
	return BindWith[T](problem.Reading{In: problem.InPath}, c)
}

// BindHeader reads header fields, by the tag header and without regard to case.
// Otherwise it is like BindQuery; a field that may occur more than once needs a
// slice.
func BindHeader[T any](c *gin.Context) (T, error) {
	return BindWith[T](problem.Reading{In: problem.InHeader}, c)
}

// BindCookie reads cookies by the tag cookie, unescaped as c.Cookie does. Otherwise
// it is like BindQuery.
func BindCookie[T any](c *gin.Context) (T, error) {
	return BindWith[T](problem.Reading{In: problem.InCookie}, c)
}

// BindForm reads content that is a form, urlencoded or multipart, of at most 1 MiB
// (413); any other media type is a 415. The query of the URL is not part of it.
// Otherwise it is like BindQuery; files are read into a *multipart.FileHeader or a
// slice of them.
func BindForm[T any](c *gin.Context) (T, error) {
	return BindWith[T](problem.Reading{In: problem.InForm}, c)
}

func readParameters(how problem.Reading, c *gin.Context, target any) error {
	switch how.In {
	case problem.InPath:
		return how.Values(pathValues(c), target, validators()...)
	case problem.InCookie:
		return how.Values(cookies(c), target, validators()...)
	}
	return how.Parameters(c.Request, target, validators()...)
}

func pathValues(c *gin.Context) map[string][]string {
	values := make(map[string][]string, len(c.Params))
	for _, p := range c.Params {
		values[p.Key] = []string{p.Value}
	}
	return values
}

// cookies undoes what c.SetCookie does. What it can't undo somebody else has made.
func cookies(c *gin.Context) map[string][]string {
	values := map[string][]string{}
	for _, cookie := range c.Request.Cookies() {
		value, err := url.QueryUnescape(cookie.Value)
		if err != nil {
			value = cookie.Value
		}
		values[cookie.Name] = append(values[cookie.Name], value)
	}
	return values
}
