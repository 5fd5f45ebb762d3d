package ginproblem_test

import (
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

func TestRouterMisses(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) {
			engine.GET("/things/:id", func(c *gin.Context) { c.String(200, "thing") })
			engine.PUT("/things/:id", func(c *gin.Context) { c.String(200, "put") })
			engine.POST("/jobs", func(c *gin.Context) { c.String(200, "job") })
		})
		for _, tt := range []struct {
			method, path string
			status       int
			allow        string
		}{
			{"GET", "/unknown", 404, ""},
			{"HEAD", "/unknown", 404, ""},
			{"POST", "/unknown", 404, ""},
			{"DELETE", "/things/1", 405, "GET, HEAD, PUT"},
			{"GET", "/jobs", 405, "POST"},
			{"HEAD", "/jobs", 405, "POST"},
			{"OPTIONS", "/jobs", 405, "POST"},
			{"BREW", "/things/1", 501, ""},
			{"BREW", "/unknown", 501, ""},
		} {
			f := s.fails(t, tt.status, tt.method, tt.path)
			assert.Equal(t, tt.allow, f.Header.Get("Allow"), "%s %s", tt.method, tt.path)
			assert.Empty(t, f.record.Route)
			assert.NotContains(t, f.document, "detail")
		}
		assert.Empty(t, s.Log())
	})
}

func TestRedirectsStay(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) {
			engine.RedirectFixedPath = true
			engine.Handle(method, "/things", func(c *gin.Context) { c.String(200, "things") })
		})
		for _, path := range []string{"/things/", "/Things"} {
			answer := s.Do(t, method, path)
			assert.Contains(t, []int{301, 307}, answer.Status)
			assert.Equal(t, "/things", answer.Header.Get("Location"))
		}
	})
}

// TestOwnNoRoute: the user's handlers for unknown routes have the first word.
func TestOwnNoRoute(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		own    func(ginproblem.Adapter) gin.HandlerFunc
		status int
		detail any
		body   string // not a problem
	}{
		{name: "body", own: plainly(func(c *gin.Context) { c.JSON(200, "spa") }), status: 200, body: `"spa"`},
		{name: "error body", own: plainly(func(c *gin.Context) { c.JSON(404, "mine") }), status: 404, body: `"mine"`},
		{name: "status", own: plainly(func(c *gin.Context) { c.AbortWithStatus(410) }), status: 410},
		{name: "same status", own: plainly(func(c *gin.Context) { c.AbortWithStatus(404) }), status: 404},
		{name: "text", own: plainly(func(c *gin.Context) { c.String(404, "no such page") }), status: 404, detail: "no such page"},
		{name: "Handle", own: func(api ginproblem.Adapter) gin.HandlerFunc {
			return api.Handle(func(*gin.Context) error { return problem.Gone.New(problem.Detail("moved out")) })
		}, status: 410, detail: "moved out"},
		{name: "Handle with a body", own: func(api ginproblem.Adapter) gin.HandlerFunc {
			return api.Handle(func(c *gin.Context) error { c.JSON(200, "spa"); return nil })
		}, status: 200, body: `"spa"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
					engine.Use(api.Check(func(*gin.Context) error { return nil }))
					engine.POST("/jobs", func(*gin.Context) {})
					engine.NoRoute(tt.own(api))
					engine.NoMethod(tt.own(api))
				})
				for _, path := range []string{"/unknown", "/jobs"} {
					s.missesBy(t, tt.status, method, path, tt.body, tt.detail)
				}
			})
		})
	}
}

// TestIdleNoRoute: a handler that does nothing leaves Gin's status standing.
func TestIdleNoRoute(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.POST("/jobs", func(*gin.Context) {})
			engine.NoRoute(func(*gin.Context) {}, api.Handle(func(*gin.Context) error { return nil }))
			engine.NoMethod(func(*gin.Context) {}, api.Handle(func(*gin.Context) error { return nil }))
		})
		s.fails(t, 404, method, "/unknown")
		s.fails(t, 405, method, "/jobs")
	})
}

func plainly(h gin.HandlerFunc) func(ginproblem.Adapter) gin.HandlerFunc {
	return func(ginproblem.Adapter) gin.HandlerFunc { return h }
}

// missesBy expects a handler's own body, or else a problem.
func (s *service) missesBy(t *testing.T, status int, method, path, body string, detail any) {
	t.Helper()
	if body != "" {
		answer := s.Do(t, method, path)
		assert.Equal(t, status, answer.Status)
		if method == http.MethodGet {
			assert.Equal(t, body, string(answer.Body))
		}
		return
	}
	f := s.fails(t, status, method, path)
	if method == http.MethodGet {
		assert.Equal(t, detail, f.document["detail"])
	}
}

// TestRoutedAnew: a handler may send the request through the engine again. The
// exchange inside answers, the one around it stays silent.
func TestRoutedAnew(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		var target atomic.Value
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			again := func(c *gin.Context) {
				c.Request.URL.Path = target.Load().(string)
				engine.HandleContext(c)
			}
			engine.GET("/old", again)
			engine.GET("/panics", func(c *gin.Context) { again(c); panic("late") })
			engine.GET("/returns", api.Handle(func(c *gin.Context) error { again(c); return errForeign }))
			engine.GET("/new", func(c *gin.Context) { c.String(200, "new") })
			engine.GET("/broken", func(c *gin.Context) { _ = c.AbortWithError(409, errForeign) })
		})
		target.Store("/new")
		answer := s.Do(t, method, "/old")
		assert.Equal(t, 200, answer.Status)
		assert.Equal(t, "3", answer.Header.Get("Content-Length"))
		target.Store("/broken")
		s.fails(t, 409, method, "/old")
		for _, path := range []string{"/panics", "/returns"} {
			target.Store("/broken")
			answer := s.Do(t, method, path)
			require.NoError(t, answer.Err)
			assert.Equal(t, 409, answer.Status)
			assert.Equal(t, problem.Answered, s.recorded(t).Outcome)
			assert.Equal(t, problem.Begun, s.recorded(t).Outcome, "the second failure is no part of the answer")
		}
		target.Store("/new")
		for _, path := range []string{"/panics", "/returns"} {
			answer := s.Do(t, method, path, unshared)
			assert.True(t, answer.Cut || method == http.MethodHead, path)
			assert.Equal(t, problem.Begun, s.recorded(t).Outcome)
		}
	})
}

// unshared closes the connection, which is cut after an answer to HEAD that the
// client takes for complete.
func unshared(r *http.Request) *http.Request {
	r.Close = true
	return r
}
