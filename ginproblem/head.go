package ginproblem

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// headRequest is the key of the request under way in the context of its copy.
type headRequest struct{}

// headOf serves HEAD wherever GET is served (RFC 9110, section 9.3.2), where Gin
// would answer 405. The engine routes a copy of the request as a GET, and every
// handler then gets the request as it came: net/http sends no content in answer
// to HEAD, whatever is written.
//
// It is the first of all handlers, so that the others run once.
func headOf(engine *gin.Engine) gin.HandlerFunc {
	return func(c *gin.Context) {
		if onlyMethodIsWrong(c) {
			routeAsGet(engine, c)
			return
		}
		if c.Request.Method == http.MethodGet {
			backToHead(c)
		}
	}
}

// onlyMethodIsWrong reports whether Gin is about to answer 405 to a HEAD, for a
// path that has GET.
func onlyMethodIsWrong(c *gin.Context) bool {
	return c.Request.Method == http.MethodHead && c.FullPath() == "" && c.Writer.Status() == http.StatusMethodNotAllowed &&
		slices.Contains(strings.Split(c.Writer.Header().Get("Allow"), ", "), http.MethodGet)
}

func routeAsGet(engine *gin.Engine, c *gin.Context) {
	head := c.Request
	c.Writer.Header().Del("Allow")
	c.Writer.WriteHeader(http.StatusOK)
	c.Request = head.WithContext(context.WithValue(head.Context(), headRequest{}, head))
	c.Request.Method = http.MethodGet
	engine.HandleContext(c)
	c.Abort()
}

func backToHead(c *gin.Context) {
	if head, ok := c.Request.Context().Value(headRequest{}).(*http.Request); ok {
		c.Request = head
	}
}
