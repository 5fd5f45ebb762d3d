package ginproblem

import (
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/problem"
)

// Unavailable makes a guard that answers 503 while m is on: the handlers after it
// do not run. Requests that are being served when m goes on are not disturbed.
// With a nil m everything passes.
func (a Adapter) Unavailable(m *problem.Maintenance) gin.HandlerFunc {
	return a.Check(func(*gin.Context) error { return m.Check() })
}

// Limit makes a guard that answers 503 to requests beyond the limit of l. A
// request keeps its place until the handlers after the guard have ended, in
// whatever way. One that gin.Engine.HandleContext routes anew through the same
// guard has its place already; one that passes two guards takes two places. With a
// nil l everything passes.
func (a Adapter) Limit(l *problem.Limiter) gin.HandlerFunc {
	var inside sync.Map // contexts that have a place: all else in them is forgotten when they are routed anew
	return func(c *gin.Context) {
		if _, again := inside.LoadOrStore(c, nil); again {
			c.Next()
			return
		}
		defer inside.Delete(c)
		if err := l.Enter(); err != nil {
			a.Handle(func(*gin.Context) error { return err })(c)
			return
		}
		defer l.Leave()
		c.Next()
	}
}
