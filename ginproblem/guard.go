package ginproblem

import (
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
// whatever way. With a nil l everything passes.
func (a Adapter) Limit(l *problem.Limiter) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := l.Enter(); err != nil {
			a.Handle(func(*gin.Context) error { return err })(c)
			return
		}
		defer l.Leave()
		c.Next()
	}
}
