package ginproblem

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// door is an adapter at work, with what it remembers from one request to the next.
type door struct {
	Adapter
	explainer validatorproblem.Explainer
}

// within runs f in an exchange of its own.
func (a *door) within(c *gin.Context, f func(*writer)) {
	w := &writer{ResponseWriter: c.Writer, c: c, errors: len(c.Errors), explainer: &a.explainer}
	defer w.leave(c)
	defer w.x.Close()
	defer w.stumble(c)
	w.request = c.Request
	w.x.Open(a.Responder, c.Writer, c.Request)
	w.x.OnPanic(panicError)
	c.Request = w.x.Request()
	w.x.SetRoute(c.FullPath())
	c.Writer = w
	f(w)
	w.returned = true
}

// stumble prepares for the end: the files of a form that a copy of the request has
// belong to the server's, which removes them; and a panic has an answer.
func (w *writer) stumble(c *gin.Context) {
	if own := w.x.Request(); own != nil && c.Request != nil && own.MultipartForm == nil {
		own.MultipartForm = c.Request.MultipartForm
	}
	if !w.returned {
		w.catchUp()
	}
}

// seenErrors is the key in c.Keys under which an exchange tells those around it
// how many of c.Errors it has answered.
type seenErrors struct{}

// leave gives the writer back that was there before. After a failure, and be it
// a panic in a guard, no other handler may run.
func (w *writer) leave(c *gin.Context) {
	c.Writer = w.ResponseWriter
	w.last.status, w.last.size, w.last.written = w.Status(), w.Size(), w.Written()
	w.over.Store(true)
	if c.Request == w.x.Request() {
		c.Request = w.request
	}
	if !w.x.Failed() {
		return
	}
	c.Abort()
	if len(c.Errors) > 0 {
		c.Set(seenErrors{}, len(c.Errors))
	}
}

// leftError returns the last error that the handlers of this exchange have left
// in c.Errors, unless they have made a success of it all the same. One that asks
// for the connection to be cut is heard in any case.
func (w *writer) leftError(c *gin.Context) error {
	left := w.left(c)
	if i := indexAbort(left); i >= 0 {
		return left[i].Err
	}
	if len(left) == 0 || w.x.Failed() || w.passedBy() || w.succeeded(c) {
		return nil
	}
	return w.leftInError(c, left[len(left)-1])
}

// left returns the errors that came up in this exchange and in none inside.
func (w *writer) left(c *gin.Context) []*gin.Error {
	if len(c.Errors) == 0 {
		return nil
	}
	seen, _ := c.Get(seenErrors{})
	from, _ := seen.(int)
	return c.Errors[min(max(from, w.errors), len(c.Errors)):]
}

func indexAbort(left []*gin.Error) int {
	for i, e := range left {
		if holds(e.Err, http.ErrAbortHandler) {
			return i
		}
	}
	return -1
}
