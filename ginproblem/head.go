package ginproblem

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// headOf serves HEAD wherever GET is served (RFC 9110, section 9.3.2), where Gin
// would answer 405. The engine routes a copy of the request as a GET; net/http
// sends no content in answer to HEAD, whatever a handler writes.
//
// Middleware that was added before Install sees the request twice.
func headOf(engine *gin.Engine) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !onlyMethodIsWrong(c) {
			return
		}
		head := c.Request
		c.Abort()
		c.Writer.Header().Del("Allow")
		c.Writer.WriteHeader(http.StatusOK)
		c.Request = head.WithContext(head.Context())
		c.Request.Method = http.MethodGet
		engine.HandleContext(c)
		c.Request = head
		c.Abort()
	}
}

// onlyMethodIsWrong reports whether Gin is about to answer 405 to a HEAD, for a
// path that has GET.
func onlyMethodIsWrong(c *gin.Context) bool {
	return c.Request.Method == http.MethodHead && c.FullPath() == "" && c.Writer.Status() == http.StatusMethodNotAllowed &&
		slices.Contains(strings.Split(c.Writer.Header().Get("Allow"), ", "), http.MethodGet)
}
