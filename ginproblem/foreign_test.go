package ginproblem_test

import (
	"errors"
	"math"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

var (
	errForeign = errors.New("pq: the password is hunter2")
	errKnown   = errors.New("known")
)

type badJSON struct{ panics bool }

func (b badJSON) MarshalJSON() ([]byte, error) {
	if b.panics {
		panic("hunter2")
	}
	return nil, errForeign
}

// TestForeignAborts: what Gin and its middleware do when they fail becomes a
// problem, on both protocols, for GET and HEAD.
func TestForeignAborts(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "missing")
	for _, tt := range []struct {
		name    string
		handler gin.HandlerFunc
		status  int
		detail  any
		cause   error
		header  http.Header
	}{
		{name: "AbortWithStatus", handler: func(c *gin.Context) { c.AbortWithStatus(403) }, status: 403},
		{name: "AbortWithStatus 401", handler: func(c *gin.Context) { c.AbortWithStatus(401) }, status: 401,
			header: http.Header{"Www-Authenticate": {`Bearer realm="api"`}}},
		{name: "header kept", handler: func(c *gin.Context) {
			c.Header("X-Mine", "yes")
			c.Header("Retry-After", "7")
			c.AbortWithStatus(503)
		}, status: 503, header: http.Header{"X-Mine": {"yes"}, "Retry-After": {"7"}}},
		{name: "BasicAuth", handler: gin.BasicAuthForRealm(gin.Accounts{"a": "b"}, "mine"), status: 401,
			header: http.Header{"Www-Authenticate": {`Basic realm="mine"`}}},
		{name: "AbortWithError", handler: func(c *gin.Context) { _ = c.AbortWithError(409, errForeign) }, status: 409, cause: errForeign},
		{name: "AbortWithError with a rule", handler: func(c *gin.Context) { _ = c.AbortWithError(409, errKnown) }, status: 404, cause: errKnown},
		{name: "cors", handler: func(c *gin.Context) {
			c.Header("Vary", "Origin")
			c.AbortWithStatus(403)
		}, status: 403, header: http.Header{"Vary": {"Origin"}}},
		{name: "http.Error", handler: func(c *gin.Context) { http.Error(c.Writer, "try again", 400) }, status: 400, detail: "try again"},
		{name: "http.Error 500", handler: func(c *gin.Context) { http.Error(c.Writer, "hunter2", 500) }, status: 500},
		{name: "String", handler: func(c *gin.Context) { c.String(400, "text") }, status: 400, detail: "text"},
		{name: "String with error", handler: func(c *gin.Context) {
			_ = c.Error(errForeign)
			c.String(400, "text")
		}, status: 400, detail: "text", cause: errForeign},
		{name: "File", handler: func(c *gin.Context) { c.File(missing) }, status: 404},
		{name: "Status", handler: func(c *gin.Context) { c.Status(500) }, status: 500},
		{name: "last Status", handler: func(c *gin.Context) { c.Status(200); c.Status(404); c.Status(410) }, status: 410},
		{name: "Status 600", handler: func(c *gin.Context) { c.Status(600) }, status: 500},
		{name: "Error", handler: func(c *gin.Context) { _ = c.Error(errForeign) }, status: 500, cause: errForeign},
		{name: "Error twice", handler: func(c *gin.Context) { _ = c.Error(errForeign); _ = c.Error(errKnown) }, status: 404, cause: errKnown},
		{name: "Error with a problem", handler: func(c *gin.Context) { _ = c.Error(problem.Gone.New(problem.Detail("gone"))) },
			status: 410, detail: "gone"},
		{name: "Error nil", handler: func(c *gin.Context) { _ = c.Error(nil) }, status: 500},
		{name: "Error and Status 201", handler: func(c *gin.Context) { c.Status(201); _ = c.Error(errForeign) }, status: 500, cause: errForeign},
		{name: "NaN", handler: func(c *gin.Context) { c.JSON(200, math.NaN()) }, status: 500},
		{name: "NaN 201", handler: func(c *gin.Context) { c.JSON(201, math.NaN()) }, status: 500},
		{name: "NaN 422", handler: func(c *gin.Context) { c.JSON(422, math.NaN()) }, status: 500},
		{name: "failing marshaler", handler: func(c *gin.Context) { c.JSON(200, badJSON{}) }, status: 500},
		{name: "panicking marshaler", handler: func(c *gin.Context) { c.JSON(200, badJSON{panics: true}) }, status: 500},
		{name: "JSON 0", handler: func(c *gin.Context) { c.JSON(0, gin.H{}) }, status: 500},
		{name: "JSON 42", handler: func(c *gin.Context) { c.JSON(42, gin.H{}) }, status: 500},
		{name: "JSON 1000", handler: func(c *gin.Context) { c.JSON(1000, gin.H{}) }, status: 500},
		{name: "Status 42", handler: func(c *gin.Context) { c.Status(42) }, status: 500},
		{name: "AbortWithStatus 0", handler: func(c *gin.Context) { c.AbortWithStatus(0) }, status: 500},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				config := problem.Config{Rules: []problem.Rule{problem.Match(errKnown, problem.NotFound)}}
				s := start(t, proto, config, func(engine *gin.Engine, api ginproblem.Adapter) {
					api.Install(engine)
					engine.GET("/things/:id", tt.handler)
					engine.GET("/fine", func(c *gin.Context) { c.String(200, "fine") })
				})
				f := s.fails(t, tt.status, method, "/things/1")
				assert.Equal(t, "/things/:id", f.record.Route)
				for name, values := range tt.header {
					assert.Equal(t, values, f.Header[name], name)
				}
				if tt.cause != nil {
					assert.ErrorIs(t, f.record.Err, tt.cause)
				}
				if method == http.MethodGet {
					assert.Equal(t, tt.detail, f.document["detail"])
					assert.NotContains(t, string(f.Body), "hunter2")
				}
				fine := s.Do(t, method, "/fine")
				assert.Equal(t, 200, fine.Status)
				assert.True(t, fine.Reused, "the connection is usable")
			})
		})
	}
}

// TestOwnAnswers: what a handler has answered itself is left alone.
func TestOwnAnswers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		handler gin.HandlerFunc
		status  int
		body    string
		records int
	}{
		{"JSON", func(c *gin.Context) { c.JSON(200, 1) }, 200, "1", 0},
		{"own error", func(c *gin.Context) { c.JSON(422, 1) }, 422, "1", 0},
		{"Error with a body", func(c *gin.Context) { _ = c.Error(errForeign); c.String(200, "fine") }, 200, "fine", 0},
		{"Error with 204", func(c *gin.Context) { _ = c.Error(errForeign); c.Status(204) }, 204, "", 0},
		{"Error with a redirect", func(c *gin.Context) { _ = c.Error(errForeign); c.Header("Location", "/"); c.Status(303) }, 303, "", 0},
		{"Error with own error", func(c *gin.Context) { _ = c.Error(errForeign); c.JSON(422, 1) }, 422, "1", 1},
		{"AbortWithStatus and own error", func(c *gin.Context) { c.AbortWithStatus(400); c.JSON(422, 1) }, 422, "1", 0},
		{"absurd status made good", func(c *gin.Context) { c.Status(42); c.JSON(202, 1) }, 202, "1", 0},
		{"AbortWithStatusJSON", func(c *gin.Context) { c.AbortWithStatusJSON(402, 1) }, 402, "1", 0},
		{"AbortWithStatus 204", func(c *gin.Context) { c.AbortWithStatus(204) }, 204, "", 0},
		{"nothing", func(*gin.Context) {}, 200, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) { engine.GET("/", tt.handler) })
				answer := s.Do(t, method, "/")
				assert.Equal(t, tt.status, answer.Status)
				assert.NotEqual(t, "application/problem+json", answer.Header.Get("Content-Type"))
				if method == http.MethodGet {
					assert.Equal(t, tt.body, string(answer.Body))
				}
				for range tt.records {
					rec := s.recorded(t)
					assert.Equal(t, problem.Begun, rec.Outcome)
					assert.Equal(t, tt.status, rec.Status)
					assert.ErrorIs(t, rec.Err, errForeign)
				}
			})
		})
	}
}

// TestEmptyText: a text that is empty says no more than its status. In answer to
// HEAD it could stand for any other text.
func TestEmptyText(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) {
			engine.GET("/", func(c *gin.Context) { c.String(400, "") })
		})
		s.fails(t, 400, "GET", "/")
		head := s.Do(t, "HEAD", "/")
		assert.Equal(t, 400, head.Status)
	})
}
