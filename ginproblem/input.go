package ginproblem

import (
	"errors"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// Bind reads a JSON body into a T and checks it by its binding tags, with the
// validator that c.ShouldBindJSON would use. Return its error as it is:
//
//	in, err := ginproblem.Bind[Order](c)
//	if err != nil {
//		return err
//	}
//
// The answer tells all that is wrong, each with the place in the client's own
// names and never with the value. See problem.ReadJSON for what is refused.
func Bind[T any](c *gin.Context) (T, error) {
	var target T
	raw, err := problem.ReadJSON(c.Request, &target)
	if err != nil {
		return target, err
	}
	if binding.Validator == nil {
		return target, nil
	}
	if err := validatorproblem.Check(binding.Validator.ValidateStruct, &target, raw); err != nil {
		var none T
		return none, err
	}
	return target, nil
}

// inputError marks an error that one of Gin's Bind methods has put into
// c.Errors: it is about the request, whatever its type.
func inputError(e *gin.Error) error {
	if e.IsType(gin.ErrorTypeBind) {
		return validatorproblem.Explain(&problem.InputError{Err: e.Err})
	}
	return validatorproblem.Explain(e.Err)
}

// withBindError finds out whether an error that a handler returns came out of
// one of Gin's Bind methods.
func withBindError(c *gin.Context, err error) error {
	if err == nil {
		return nil
	}
	for _, e := range c.Errors {
		if e.IsType(gin.ErrorTypeBind) && errors.Is(err, e.Err) {
			return inputError(e)
		}
	}
	return validatorproblem.Explain(err)
}
