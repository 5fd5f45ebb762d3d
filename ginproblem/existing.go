package ginproblem

import (
	"errors"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/problem"
)

// leftInError is what an element of c.Errors says. What one of Gin's Bind
// methods has put there is about the request, whatever its type.
func (w *writer) leftInError(c *gin.Context, e *gin.Error) error {
	if e.IsType(gin.ErrorTypeBind) {
		return w.bindError(c, e.Err)
	}
	return w.explain(c, e.Err)
}

// withBindError finds out whether an error that a handler returns came out of
// one of Gin's Bind methods. What the handler says around it stays.
func (w *writer) withBindError(c *gin.Context, err error) error {
	if err == nil {
		return nil
	}
	for _, e := range c.Errors {
		if e.IsType(gin.ErrorTypeBind) && holds(err, e.Err) {
			return w.bindError(c, err)
		}
	}
	return w.explain(c, err)
}

// bindError is about the request, even if nothing more is known of it. The body is
// taken for what was read, if something was: the exchange looks for the place there,
// and has none to tell if it was another part.
func (w *writer) bindError(c *gin.Context, err error) error {
	r := &inquest{c: c, x: &w.x, err: err, bound: true}
	if tooLarge := r.tooLarge(); tooLarge != nil {
		return &problem.InputError{In: problem.InBody, Err: errors.Join(tooLarge, err)}
	}
	found := w.known(err)
	if found == nil {
		found = r.explained()
	}
	switch found.(type) {
	case *problem.Problem, *problem.InputError, problem.InputErrors:
		return found
	}
	in := &problem.InputError{In: problem.InBody, Err: found}
	if !r.hasContent() && slices.ContainsFunc(nodesOf(found), isJSONError) {
		in.In = ""
	}
	return in
}

// explain finds out what an error says about this request. What it does not
// recognise for certain stays what it is: the client must not be blamed for
// mistakes of the program.
func (w *writer) explain(c *gin.Context, err error) error {
	if found := w.known(err); found != nil {
		return found
	}
	return (&inquest{c: c, x: &w.x, err: err}).explained()
}

// known returns the error if somebody has said already what it is, or if it is one
// of validation; nil if not.
func (w *writer) known(err error) error {
	switch err.(type) {
	case *problem.Problem, problem.Kind:
		return err
	case *problem.InputError, problem.InputErrors:
		return w.explainer.Explain(err)
	}
	if in, ok := w.explainer.Explain(err).(*problem.InputError); ok {
		return in
	}
	return nil
}

func (r *inquest) explained() error {
	if r.look() {
		return r.found
	}
	return r.err
}

// inquest is the search for what an error says about the request.
type inquest struct {
	c     *gin.Context
	x     *problem.Exchange
	err   error
	bound bool // one of Gin's Bind methods has said it
	nodes []error
	found error

	start []byte // of the content
	whole bool
	known bool // start and whole are
}

// look goes through those who may know the error, certain ones first.
func (r *inquest) look() bool {
	if r.nodes = nodesOf(r.err); r.declared() {
		return false
	}
	return r.protocol() || r.values() || r.document() || r.codec()
}

// declared reports whether somebody has said already what the error is.
func (r *inquest) declared() bool {
	for _, node := range r.nodes {
		switch node.(type) {
		case *problem.Problem, problem.Kind, problem.Converter, *problem.InputError:
			return true
		}
	}
	return false
}

// content returns what was read of the content, and whether that is all of it.
func (r *inquest) content() ([]byte, bool) {
	if !r.known {
		r.start, r.whole = r.x.Content()
		r.known = true
	}
	return r.start, r.whole
}

func (r *inquest) hasContent() bool {
	start, _ := r.content()
	return len(start) > 0
}

// blame makes an input error of the violation.
func (r *inquest) blame(in string, v problem.Violation) bool {
	if in != problem.InBody {
		v.In = in
	}
	found := &problem.InputError{In: in, Parameter: v.Parameter, Err: r.err}
	if v.Detail != "" { // otherwise the kind of the error says it
		found.Violations = []problem.Violation{v}
	}
	r.found = found
	return true
}

// refuse makes a problem of another status, with the error as its cause.
func (r *inquest) refuse(p *problem.Problem) bool {
	p.Apply(problem.Cause(r.err))
	r.found = p
	return true
}
