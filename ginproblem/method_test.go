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

// A method that the engine has routes for is known, whatever the registry says.
func TestRoutedMethodIsKnown(t *testing.T) {
	t.Parallel()
	engine := gin.New()
	ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}.Install(engine)
	engine.Handle("PURGE", "/cache", func(c *gin.Context) { c.Status(http.StatusNoContent) })
	engine.GET("/orders", func(c *gin.Context) { c.Status(http.StatusNoContent) })
	for target, want := range map[string]int{"/cache": 204, "/orders": 405, "/other": 404} {
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, httptest.NewRequest("PURGE", target, nil))
		assert.Equal(t, want, w.Code, target)
	}
	w := httptest.NewRecorder()
	engine.ServeHTTP(w, httptest.NewRequest("BREW", "/other", nil))
	assert.Equal(t, 501, w.Code)
}
