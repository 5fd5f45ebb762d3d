package ginproblem_test

import (
	"fmt"
	"net/http"
	"runtime"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

type stringer struct{}

func (stringer) String() string { return "hunter2" }

func TestPanics(t *testing.T) {
	t.Parallel()
	var nothing *http.Request
	for name, blow := range map[string]func(){
		"string":   func() { panic("hunter2") },
		"error":    func() { panic(errForeign) },
		"stringer": func() { panic(stringer{}) },
		"struct":   func() { panic(struct{ Password string }{"hunter2"}) },
		"nil":      func() { panic(nil) }, //nolint:govet // it is the point
		"runtime":  func() { _ = nothing.Method },
		"index":    func() { _ = []int{}[len(name())] },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
					engine.GET("/plain", func(*gin.Context) { blow() })
					engine.GET("/handle", api.Handle(func(*gin.Context) error { blow(); return nil }))
					engine.GET("/check", api.Check(func(*gin.Context) error { blow(); return nil }), forbidden(t))
					engine.GET("/status", func(c *gin.Context) { c.Status(404); blow() })
					engine.GET("/text", func(c *gin.Context) { http.Error(c.Writer, "hunter2", 404); blow() })
					engine.GET("/fine", func(c *gin.Context) { c.String(200, "fine") })
				})
				for _, path := range []string{"/plain", "/handle", "/check", "/status", "/text"} {
					f := s.fails(t, 500, method, path)
					require.NotNil(t, f.record.Panic)
					stack := f.record.Panic.Stack()
					assert.Contains(t, stack[0], "ginproblem_test", path)
					assert.Regexp(t, `^ginproblem\..*\.go:\d+\)$`, stack[len(stack)-1], "nothing below the door")
					assert.NotContains(t, string(f.Body), "hunter2")
					assert.NotContains(t, f.document, "detail")
				}
				assert.True(t, s.Do(t, method, "/fine").Reused, "the connection is usable")
				assert.Empty(t, s.Log())
			})
		})
	}
}

func name() string { return "x" }

// forbidden is a handler behind a guard that must hold.
func forbidden(t *testing.T) gin.HandlerFunc {
	return func(c *gin.Context) {
		t.Error("the handler behind the guard ran")
		c.String(200, "secret")
	}
}

// TestPanicWithProblem: a panic with a problem is an answer like any other.
func TestPanicWithProblem(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) {
			engine.GET("/", func(*gin.Context) { panic(problem.Conflict.New()) })
		})
		f := s.fails(t, 409, method, "/")
		assert.NotNil(t, f.record.Panic)
	})
}

// begin sends a part of a response.
func begin(c *gin.Context) {
	c.String(200, "part")
	c.Writer.Flush()
}

// TestBegunIsCut: a client must not take a part for the whole (RFC 9112, section 8).
func TestBegunIsCut(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(ginproblem.Adapter) gin.HandlerFunc{
		"panic": plainly(func(c *gin.Context) { begin(c); panic("late") }),
		"error": func(api ginproblem.Adapter) gin.HandlerFunc {
			return api.Handle(func(c *gin.Context) error { begin(c); return errForeign })
		},
		"unflushed": func(api ginproblem.Adapter) gin.HandlerFunc {
			return api.Handle(func(c *gin.Context) error { c.String(200, "part"); return errForeign })
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachProto(t, func(t *testing.T, proto wiretest.Proto) {
				s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) { engine.GET("/:id", fail(api)) })
				answer := s.Do(t, "GET", "/1")
				require.NoError(t, answer.Err)
				assert.Equal(t, 200, answer.Status)
				assert.Equal(t, "part", string(answer.Body))
				assert.True(t, answer.Cut)
				rec := s.recorded(t)
				assert.Equal(t, problem.Begun, rec.Outcome)
				assert.Equal(t, 200, rec.Status)
				assert.Equal(t, "/:id", rec.Route)
			})
		})
	}
}

// TestCompleteIsKept: what the client has in full stays whole.
func TestCompleteIsKept(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.GET("/length", api.Handle(func(c *gin.Context) error {
				c.Header("Content-Length", "4")
				begin(c)
				return errForeign
			}))
			engine.GET("/own", api.Handle(func(c *gin.Context) error { c.JSON(422, "mine"); return errForeign }))
		})
		for path, status := range map[string]int{"/length": 200, "/own": 422} {
			answer := s.Do(t, "GET", path)
			assert.Equal(t, status, answer.Status)
			assert.False(t, answer.Cut)
			assert.Equal(t, problem.Begun, s.recorded(t).Outcome)
		}
	})
}

// TestAbortHandler: the demand to cut the connection is passed on bare, however
// it came, and is no failure to record.
func TestAbortHandler(t *testing.T) {
	t.Parallel()
	wrapped := fmt.Errorf("proxy: %w", http.ErrAbortHandler)
	for name, abort := range map[string]func(ginproblem.Adapter) gin.HandlerFunc{
		"bare":    plainly(func(*gin.Context) { panic(http.ErrAbortHandler) }),
		"wrapped": plainly(func(*gin.Context) { panic(wrapped) }),
		"begun":   plainly(func(c *gin.Context) { begin(c); panic(wrapped) }),
		"returned": func(api ginproblem.Adapter) gin.HandlerFunc {
			return api.Handle(func(*gin.Context) error { return wrapped })
		},
		"c.Errors":       plainly(func(c *gin.Context) { _ = c.Error(wrapped) }),
		"c.Errors begun": plainly(func(c *gin.Context) { begin(c); _ = c.Error(wrapped) }),
		"gin.Recovery inside": plainly(func(c *gin.Context) {
			defer func() { _ = c.Error(recover().(error)) }()
			begin(c)
			panic(http.ErrAbortHandler)
		}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachProto(t, func(t *testing.T, proto wiretest.Proto) {
				passed := make(chan any, 1)
				s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
					engine.Use(func(c *gin.Context) {
						defer func() {
							value := recover()
							passed <- value
							panic(value)
						}()
						c.Next()
					})
					api.Install(engine)
					engine.GET("/", abort(api))
				})
				answer := s.Do(t, "GET", "/")
				assert.True(t, answer.Cut || answer.Err != nil)
				assert.Equal(t, any(http.ErrAbortHandler), <-passed)
			})
		})
	}
}

func TestGoexit(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.GET("/", func(*gin.Context) { runtime.Goexit() })
			engine.GET("/fine", func(c *gin.Context) { c.String(200, "fine") })
		})
		answer := s.Do(t, "GET", "/")
		rec := s.recorded(t)
		assert.Equal(t, 500, rec.Status)
		assert.Contains(t, rec.Err.Error(), "Goexit")
		if proto == wiretest.HTTP1 {
			assert.Equal(t, 500, answer.Status)
			assert.False(t, answer.Cut)
		}
		require.Eventually(t, func() bool { return s.Do(t, "GET", "/fine").Status == 200 }, eventually, tick)
	})
}
