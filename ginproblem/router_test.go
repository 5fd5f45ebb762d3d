package ginproblem_test

import (
	"bytes"
	"net/http"
	"sync"
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

// logSink takes what gin.Logger writes.
type logSink struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logSink) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logSink) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func TestHead(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		sink := &logSink{}
		var seen []string
		note := func(who string) gin.HandlerFunc {
			return func(c *gin.Context) {
				seen = append(seen, who+" "+c.Request.Method+" "+c.FullPath()+" "+c.Param("id"))
				c.Set(who, true)
			}
		}
		s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.Use(gin.LoggerWithWriter(sink), note("before"))
			api.Install(engine)
			engine.Use(note("after"))
			group := engine.Group("/v1", note("group"))
			group.GET("/things/:id", func(c *gin.Context) {
				note("handler")(c)
				for _, who := range []string{"before", "after", "group"} {
					c.Header("X-"+who, boolText(c.GetBool(who)))
				}
				c.String(200, "thing")
			})
			group.GET("/broken/:id", api.Handle(func(*gin.Context) error { return errForeign }))
			group.HEAD("/own", func(c *gin.Context) { c.Header("X-Own", "yes") })
			group.GET("/own", func(c *gin.Context) { c.String(200, "own") })
		})

		answer := s.Do(t, "HEAD", "/v1/things/7?q=1")
		assert.Equal(t, 200, answer.Status)
		assert.Empty(t, answer.Body)
		assert.Empty(t, answer.Header.Get("Allow"))
		for _, who := range []string{"X-Before", "X-After", "X-Group"} {
			assert.Equal(t, "yes", answer.Header.Get(who), who)
		}
		assert.Equal(t, []string{
			"before HEAD /v1/things/:id 7", "after HEAD /v1/things/:id 7", "group HEAD /v1/things/:id 7", "handler HEAD /v1/things/:id 7",
		}, seen, "every handler runs once")
		assert.Regexp(t, `^\[GIN\].*\| 200 \|.*HEAD +"/v1/things/7\?q=1"\n$`, sink.String())

		f := s.fails(t, 500, "HEAD", "/v1/broken/7")
		assert.Equal(t, "/v1/broken/:id", f.record.Route)

		own := s.Do(t, "HEAD", "/v1/own")
		assert.Equal(t, "yes", own.Header.Get("X-Own"))
		assert.Empty(t, s.Log())
	})
}

func boolText(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// TestRoutedAnew: a handler may send the request through the engine again. The
// exchange inside answers, the one around it stays silent.
func TestRoutedAnew(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		var target string
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			again := func(c *gin.Context) {
				c.Request.URL.Path = target
				engine.HandleContext(c)
			}
			engine.GET("/old", again)
			engine.GET("/panics", func(c *gin.Context) { again(c); panic("late") })
			engine.GET("/returns", api.Handle(func(c *gin.Context) error { again(c); return errForeign }))
			engine.GET("/new", func(c *gin.Context) { c.String(200, "new") })
			engine.GET("/broken", func(c *gin.Context) { _ = c.AbortWithError(409, errForeign) })
		})
		target = "/new"
		answer := s.Do(t, method, "/old")
		assert.Equal(t, 200, answer.Status)
		assert.Equal(t, "3", answer.Header.Get("Content-Length"))
		target = "/broken"
		s.fails(t, 409, method, "/old")
		for _, path := range []string{"/panics", "/returns"} {
			target = "/broken"
			answer := s.Do(t, method, path)
			require.NoError(t, answer.Err)
			assert.Equal(t, 409, answer.Status)
			assert.Equal(t, problem.Answered, s.recorded(t).Outcome)
			assert.Equal(t, problem.Begun, s.recorded(t).Outcome, "the second failure is no part of the answer")
		}
		target = "/new"
		for _, path := range []string{"/panics", "/returns"} {
			answer := s.Do(t, method, path)
			assert.True(t, answer.Cut || method == http.MethodHead, path)
			assert.Equal(t, problem.Begun, s.recorded(t).Outcome)
		}
	})
}
