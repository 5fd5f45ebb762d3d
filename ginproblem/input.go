package ginproblem

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// Bind reads a body into a T by its media type and checks it by its binding tags,
// with the validator that c.ShouldBindJSON would use; if T is a list or a map, each
// struct in it. It takes JSON, and forms, XML, YAML and TOML if the struct has the
// tag form, xml, yaml or toml at one of its fields; any other media type, or none,
// is a 415. Return its error as it is:
//
//	in, err := ginproblem.Bind[Order](c)
//	if err != nil {
//		return err
//	}
//
// The answer tells all that is wrong at once, each with the place in the client's
// own names and never with the value. A method Validate() error of the target is asked
// as well, where rules are broken too, but not about a body of which not all could be
// read. It says what is wrong with problem.Invalid, or with a problem.Collector. An
// error that nobody declared is a 400 that says nothing but "is not valid": return a
// problem, such as problem.ServiceUnavailable, for what is not the client's fault.
// Bind is strict, see problem.Reading; BindWith is as strict as you like.
func Bind[T any](c *gin.Context) (T, error) { return BindWith[T](problem.Reading{}, c) }

// BindWith is Bind with another strictness and other limits, or for another part of
// the request than the body.
func BindWith[T any](how problem.Reading, c *gin.Context) (T, error) {
	var target, none T
	if err := read(how, c, &target); err != nil {
		return none, explain(c, err)
	}
	return target, nil
}

// explain uses the memory of the door, if there is one around.
func explain(c *gin.Context, err error) error {
	if w, ok := c.Writer.(*writer); ok {
		return w.explainer.Explain(err)
	}
	return validatorproblem.Explain(err)
}

func read(how problem.Reading, c *gin.Context, target any) error {
	switch how.In {
	case "", problem.InBody:
	default:
		return readParameters(how, c, target)
	}
	if mediumOf(c.ContentType()) == "form" && isMadeFor(target, "form") {
		how.In = problem.InForm
		return readParameters(how, c, target)
	}
	raw, found, err := readBody(how, c, target)
	if err != nil {
		return err
	}
	return problem.Validate(target, raw, found, validators()...)
}

// readBody reads JSON, or what else Gin has a reader for; of that it returns no
// content, which is looked through as JSON.
func readBody(how problem.Reading, c *gin.Context, target any) (raw []byte, found *problem.InputError, err error) {
	tag := mediumOf(c.ContentType())
	if tag == "" || !isMadeFor(target, tag) {
		raw, found, err = how.Body(c.Request, target)
		return raw, found, withAccepted(err, target)
	}
	raw, mediaType, err := how.Content(c.Request)
	switch {
	case err != nil:
		return nil, nil, err
	case mediaType == "":
		return nil, nil, problem.UnsupportedMedia(accepted(target)...)
	}
	return nil, nil, decode(tag, raw, target)
}

// withAccepted completes the list of what is read.
func withAccepted(err error, target any) error {
	if p, ok := err.(*problem.Problem); ok && p.Status == http.StatusUnsupportedMediaType && p.Header().Get("Accept") != "" {
		return problem.UnsupportedMedia(accepted(target)...)
	}
	return err
}

// validators is Gin's validator, unless that is switched off.
func validators() []func(any) error {
	if binding.Validator == nil {
		return nil
	}
	return []func(any) error{binding.Validator.ValidateStruct}
}
