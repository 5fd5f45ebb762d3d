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
		if w, ok := c.Writer.(*writer); ok && problem.ExchangeOf(w.x.Writer(), a.Responder) != nil {
			join(c, w, f)
			return
		}
		a.within(c, func(w *writer) { finish(c, w, f(c)) })
	}
}

// Check makes a guard, for authentication and the like: an error of f is
// answered and the chain ends, otherwise it goes on. The guard may set values
// and the request's context on c.
func (a Adapter) Check(f func(*gin.Context) error) gin.HandlerFunc { return a.Handle(f) }

// join leaves recovery to the exchange that is open already.
func join(c *gin.Context, w *writer, f func(*gin.Context) error) {
	err := f(c)
	w.settle()
	w.x.Fail(withBindError(c, err))
	abortAfter(c, w, err)
}

func finish(c *gin.Context, w *writer, err error) {
	w.settle()
	w.x.Done(withBindError(c, err))
	abortAfter(c, w, err)
}

func abortAfter(c *gin.Context, w *writer, err error) {
	if err != nil && w.x.Failed() {
		c.Abort()
	}
}
