package ginproblem

import (
	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/problem"
)

// Adapter makes Gin handlers whose errors become problem documents. The zero
// value is ready: it answers by a responder with the default configuration. An
// Adapter is safe for concurrent use.
type Adapter struct {
	// Responder answers the errors; nil means the default configuration.
	Responder *problem.Responder
}

// Handle adapts a function that returns an error. Nil, and a nil *Problem in an
// error, mean success. An error aborts the chain and is answered at once; it is
// not put into c.Errors, where tracing middleware would take a 404 for a failure
// of the server. On an engine with Install it joins that exchange; elsewhere, or
// behind middleware that wraps the writer, it answers by itself and the outer
// door stays silent.
func (a Adapter) Handle(f func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if w, ok := c.Writer.(*writer); ok && problem.ExchangeOf(w, a.Responder) != nil {
			join(c, w, f)
			return
		}
		a.within(c, func(w *writer) { alone(c, w, f) })
	}
}

// Check makes a guard, for authentication and the like: an error of f is
// answered and the chain ends, otherwise it goes on. The guard may set values
// and the request's context on c.
func (a Adapter) Check(f func(*gin.Context) error) gin.HandlerFunc { return a.Handle(f) }

// join leaves recovery, and all that is no returned error, to the exchange that
// is open already. A status without an error may still change: Gin sets it to
// 404 before the handlers of NoRoute run.
func join(c *gin.Context, w *writer, f func(*gin.Context) error) {
	err := f(c)
	if absent(err) {
		return
	}
	w.fail(w.withBindError(c, err))
	if w.x.Failed() {
		c.Abort()
	}
}

// alone looks after one handler of the chain: what others have left before it
// is none of its business.
func alone(c *gin.Context, w *writer, f func(*gin.Context) error) {
	err := w.withBindError(c, f(c))
	if absent(err) {
		err = w.leftError(c)
	}
	if w.chosen {
		w.settle()
	}
	w.fail(err)
	w.x.Done(nil)
}

// absent reports whether an error is none: nil, or a nil *Problem in an error.
func absent(err error) bool {
	p, ok := err.(*problem.Problem)
	return err == nil || ok && p == nil
}

// fail answers an error with what the handler has left behind in view.
func (w *writer) fail(err error) {
	if err != nil {
		w.catchUp()
		w.settle()
		w.x.Fail(err)
	}
}
