package ginproblem_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
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

func TestHandle(t *testing.T) {
	t.Parallel()
	var none *problem.Problem
	for _, tt := range []struct {
		name   string
		f      func(c *gin.Context) error
		status int // 0: a success
	}{
		{"nil", func(*gin.Context) error { return nil }, 0},
		{"nil problem", func(*gin.Context) error { return none }, 0},
		{"type", func(*gin.Context) error { return problem.NotFound }, 404},
		{"problem", func(*gin.Context) error { return problem.Gone.New() }, 410},
		{"wrapped", func(*gin.Context) error { return fmt.Errorf("get: %w", problem.Gone) }, 410},
		{"undeclared", func(*gin.Context) error { return errForeign }, 500},
		{"undeclared with a status", func(c *gin.Context) error { c.Status(409); return errForeign }, 409},
		{"AbortWithError", func(c *gin.Context) error { return c.AbortWithError(409, errForeign) }, 409},
		{"error left and status", func(c *gin.Context) error { _ = c.AbortWithError(409, errForeign); return nil }, 409},
		{"status alone", func(c *gin.Context) error { c.AbortWithStatus(403); return nil }, 403},
		{"not encodable", func(c *gin.Context) error { c.JSON(200, badJSON{}); return nil }, 500},
	} {
		for _, installed := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, Install %v", tt.name, installed), func(t *testing.T) {
				t.Parallel()
				each(t, func(t *testing.T, proto wiretest.Proto, method string) {
					var later atomic.Int32
					s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
						if installed {
							api.Install(engine)
						}
						engine.Handle(method, "/things/:id", api.Handle(tt.f), func(c *gin.Context) { later.Add(1); c.String(200, "fine") })
					})
					if tt.status == 0 {
						assert.Equal(t, 200, s.Do(t, method, "/things/1").Status)
						assert.EqualValues(t, 1, later.Load())
						return
					}
					f := s.fails(t, tt.status, method, "/things/1")
					assert.Equal(t, "/things/:id", f.record.Route)
					assert.Zero(t, later.Load(), "the chain has ended")
				})
			})
		}
	}
}

func TestErrorsStayEmpty(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.Use(func(c *gin.Context) {
				c.Next()
				assert.Empty(t, c.Errors)
				assert.True(t, c.IsAborted())
				assert.Equal(t, 404, c.Writer.Status())
				assert.True(t, c.Writer.Written())
				assert.Positive(t, c.Writer.Size())
				c.JSON(200, "too late")
			})
			engine.GET("/", api.Handle(func(*gin.Context) error { return problem.NotFound }))
		})
		s.fails(t, 404, "GET", "/")
		assert.Empty(t, s.Log())
	})
}

func TestCheck(t *testing.T) {
	t.Parallel()
	type key struct{}
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
			guard := api.Check(func(c *gin.Context) error {
				if c.GetHeader("Authorization") == "" {
					return problem.Unauthorized.New(problem.Challenges(problem.Basic{Realm: "mine"}))
				}
				c.Set("user", "ann")
				c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), key{}, "ann"))
				return nil
			})
			handler := func(c *gin.Context) {
				assert.Equal(t, "ann", c.GetString("user"))
				c.String(200, "%v", c.Request.Context().Value(key{}))
			}
			engine.Handle(method, "/bare", guard, handler)
			engine.NoRoute(guard, handler)
		})
		for _, path := range []string{"/bare", "/unknown"} {
			f := s.fails(t, 401, method, path)
			assert.Equal(t, `Basic realm="mine", charset="UTF-8"`, f.Header.Get("Www-Authenticate"))
			let := s.Do(t, method, path, wiretest.Header("Authorization", "x"))
			assert.Equal(t, 200, let.Status)
			if method == http.MethodGet {
				assert.Equal(t, "ann", string(let.Body))
			}
		}
	})
}

// TestGuardThatPanics: behind a guard that fell over nothing may run, without
// Install either.
func TestGuardThatPanics(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
			guard := api.Check(func(*gin.Context) error { panic("x") })
			engine.Handle(method, "/", guard, forbidden(t))
		})
		s.fails(t, 500, method, "/")
	})
}

// squeezer is what compressing middleware puts in the place of c.Writer.
type squeezer struct {
	gin.ResponseWriter
	zip *gzip.Writer
}

func (s *squeezer) Write(p []byte) (int, error)          { return s.zip.Write(p) }
func (s *squeezer) WriteString(text string) (int, error) { return s.zip.Write([]byte(text)) }
func (s *squeezer) Flush()                               { _ = s.zip.Flush(); s.ResponseWriter.Flush() }

func squeeze(c *gin.Context) {
	before := c.Writer
	w := &squeezer{before, gzip.NewWriter(before)}
	c.Writer = w
	c.Header("Content-Encoding", "gzip")
	c.Header("Vary", "Accept-Encoding")
	c.Next()
	if before.Size() >= 0 {
		_ = w.zip.Close()
	}
	c.Writer = before
}

func TestBehindWrappers(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			zipped := engine.Group("/zipped", squeeze)
			zipped.GET("/error", api.Handle(func(c *gin.Context) error {
				_ = c.Error(errForeign)
				return problem.Gone.New(problem.Detail("it is gone"))
			}))
			zipped.GET("/panic", api.Handle(func(*gin.Context) error { panic("x") }))
			zipped.GET("/abort", func(c *gin.Context) { c.AbortWithStatus(403) })
			zipped.GET("/fine", api.Handle(func(c *gin.Context) error { c.String(200, "fine"); return nil }))
		})
		for path, status := range map[string]int{"/zipped/error": 410, "/zipped/panic": 500} {
			answer := s.Do(t, "GET", path)
			assert.Equal(t, status, answer.Status)
			assert.Equal(t, "gzip", answer.Header.Get("Content-Encoding"))
			assert.Equal(t, "application/problem+json", answer.Header.Get("Content-Type"))
			assert.Contains(t, unzip(t, answer.Body), `"trace_id":"`+s.recorded(t).TraceID)
		}
		abort := s.fails(t, 403, "GET", "/zipped/abort")
		assert.Empty(t, abort.Header.Get("Content-Encoding"))
		assert.Equal(t, "Accept-Encoding", abort.Header.Get("Vary"))
		assert.Equal(t, "fine", unzip(t, s.Do(t, "GET", "/zipped/fine").Body))
		assert.Empty(t, s.Log())
	})
}

func unzip(t *testing.T, body []byte) string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(body))
	require.NoError(t, err)
	var text bytes.Buffer
	_, err = text.ReadFrom(r)
	require.NoError(t, err)
	return text.String()
}

// TestOtherResponder: a handler with a responder of its own answers by that one.
func TestOtherResponder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		other := &recorder{}
		s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) {
			own := ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: other})}
			engine.GET("/", own.Handle(func(c *gin.Context) error {
				_ = c.Error(errForeign)
				return problem.Gone
			}))
		})
		answer := s.Do(t, method, "/")
		assert.Equal(t, 410, answer.Status)
		assert.Eventually(t, func() bool { return len(other.All()) == 1 }, eventually, tick)
	})
}

func TestTraceID(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		var seen notes
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			note := func(c *gin.Context) { seen.add(problem.TraceIDOf(c.Writer)) }
			engine.Use(note)
			engine.GET("/", api.Handle(func(c *gin.Context) error { note(c); return problem.Gone }))
		})
		f := s.fails(t, 410, "GET", "/")
		seen.take(t, f.record.TraceID, f.record.TraceID)
		f = s.fails(t, 410, "GET", "/", wiretest.Header("Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
		assert.Equal(t, "0af7651916cd43dd8448eb211c80319c", f.record.TraceID)
		seen.take(t, f.record.TraceID, f.record.TraceID)
	})
}
