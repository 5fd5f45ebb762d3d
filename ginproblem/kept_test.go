package ginproblem_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/problem"
)

// A writer that a handler has kept tells of its own request, although Gin uses
// what is behind it again.
func TestKeptWriterKnowsItsOwnRequestOnly(t *testing.T) {
	t.Parallel()
	engine := gin.New()
	ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}.Install(engine)
	var kept gin.ResponseWriter
	engine.GET("/first", func(c *gin.Context) { kept = c.Writer; c.Status(http.StatusNoContent) })
	engine.GET("/second", func(c *gin.Context) { c.String(http.StatusTeapot, "second request") })
	for _, target := range []string{"/first", "/second"} {
		engine.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", target, nil))
	}
	assert.Equal(t, http.StatusNoContent, kept.Status())
	assert.LessOrEqual(t, kept.Size(), 0)
}
