package ginproblem

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// Bind reads a body into a T and checks it by its binding tags, with the validator
// that c.ShouldBindJSON would use; if T is a list or a map, each struct in it.
// Return its error as it is:
//
//	in, err := ginproblem.Bind[Order](c)
//	if err != nil {
//		return err
//	}
//
// The answer tells all that is wrong at once, each with the place in the client's
// own names and never with the value. Bind is strict, see problem.Reading;
// BindWith is as strict as you like.
func Bind[T any](c *gin.Context) (T, error) { return BindWith[T](problem.Reading{}, c) }

// BindWith is Bind with another strictness and other limits.
func BindWith[T any](how problem.Reading, c *gin.Context) (T, error) {
	var target, none T
	raw, found, err := readBody(how, c, &target)
	if err != nil {
		return none, err
	}
	if err := problem.Validate(&target, raw, found, validators()...); err != nil {
		return none, validatorproblem.Explain(err)
	}
	return target, nil
}

// readBody reads JSON, or what else Gin has a reader for that can be told what is
// wrong; of that it returns no content, which is looked through as JSON.
func readBody(how problem.Reading, c *gin.Context, target any) (raw []byte, found *problem.InputError, err error) {
	if decoderOf(c.ContentType()) == nil {
		raw, found, err = how.Body(c.Request, target)
		return raw, found, alsoOther(err)
	}
	raw, mediaType, err := how.Content(c.Request)
	if err != nil {
		return nil, nil, err
	}
	if handled, err := decodeOther(c, raw, mediaType, target); handled {
		return nil, nil, err
	}
	return nil, nil, alsoOther(problem.UnsupportedMediaType.New(problem.Accept(binding.MIMEJSON)))
}

// alsoOther completes the list of what is read (RFC 9110, section 15.5.16).
func alsoOther(err error) error {
	if p, ok := err.(*problem.Problem); ok && p.Status == http.StatusUnsupportedMediaType && p.Header().Get("Accept") != "" {
		p.Apply(problem.Accept(append([]string{binding.MIMEJSON}, otherMediaTypes()...)...))
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
