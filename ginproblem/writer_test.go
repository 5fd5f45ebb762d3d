package ginproblem_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// stage is what a gin.ResponseWriter says of itself.
func stage(w gin.ResponseWriter) string {
	return fmt.Sprintf("%d %v %d", w.Status(), w.Written(), w.Size())
}

// TestStages: the writer tells middleware what Gin's own would.
func TestStages(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		var inside, outside notes
		see := func(n *notes) gin.HandlerFunc {
			return func(c *gin.Context) {
				n.add(stage(c.Writer))
				c.Next()
				n.add(stage(c.Writer))
			}
		}
		s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.Use(see(&outside))
			api.Install(engine)
			engine.Use(see(&inside))
			engine.GET("/write", func(c *gin.Context) {
				c.Status(201)
				inside.add(stage(c.Writer))
				n, err := c.Writer.WriteString("abc")
				assert.Equal(t, 3, n)
				assert.NoError(t, err)
				inside.add(stage(c.Writer))
				c.Status(500)
				_, _ = c.Writer.Write([]byte("de"))
			})
			engine.GET("/fail", api.Handle(func(c *gin.Context) error {
				c.Status(201)
				return problem.Gone
			}))
			engine.GET("/status", func(c *gin.Context) { c.Status(204) })
			engine.GET("/flush", func(c *gin.Context) { c.Writer.Flush() })
		})
		answer := s.Do(t, "GET", "/write")
		assert.Equal(t, 201, answer.Status)
		assert.Equal(t, "abcde", string(answer.Body))
		inside.take(t, "200 false -1", "201 false -1", "201 true 3", "201 true 5")
		outside.take(t, "200 false -1", "201 true 5")

		f := s.fails(t, 410, "GET", "/fail")
		final := fmt.Sprintf("410 true %d", len(f.Body))
		inside.take(t, "200 false -1", final)
		outside.take(t, "200 false -1", final)

		assert.Equal(t, 204, s.Do(t, "GET", "/status").Status)
		inside.take(t, "200 false -1", "204 false -1")
		outside.take(t, "200 false -1", "204 false -1")

		assert.Equal(t, 200, s.Do(t, "GET", "/flush").Status)
		inside.take(t, "200 false -1", "200 true 0")
		outside.take(t, "200 false -1", "200 true 0")
		assert.Empty(t, s.Log())
	})
}

func TestStreams(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file.txt")
	require.NoError(t, os.WriteFile(file, []byte(strings.Repeat("x", 5000)), 0o600))
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) {
			engine.GET("/stream", func(c *gin.Context) {
				n := 0
				c.Stream(func(w io.Writer) bool {
					_, _ = io.WriteString(w, "tick ")
					n++
					return n < 3
				})
			})
			engine.GET("/events", func(c *gin.Context) { c.SSEvent("tick", "tock") })
			engine.GET("/file", func(c *gin.Context) { c.File(file) })
			engine.GET("/broken", func(c *gin.Context) {
				c.Stream(func(w io.Writer) bool {
					_, _ = io.WriteString(w, "tick ")
					return false
				})
				panic("late")
			})
		})
		assert.Equal(t, "tick tick tick ", string(s.Do(t, "GET", "/stream").Body))
		events := s.Do(t, "GET", "/events")
		assert.Equal(t, "event:tick\ndata:tock\n\n", string(events.Body))
		assert.Equal(t, 200, events.Status)
		whole := s.Do(t, "GET", "/file")
		assert.Len(t, whole.Body, 5000)
		part := s.Do(t, "GET", "/file", wiretest.Header("Range", "bytes=1-3"))
		assert.Equal(t, 206, part.Status)
		assert.Equal(t, "xxx", string(part.Body))
		f := s.fails(t, 416, "GET", "/file", wiretest.Header("Range", "bytes=9000-"))
		assert.Equal(t, "bytes */5000", f.Header.Get("Content-Range"))
		head := s.Do(t, "HEAD", "/file")
		assert.Equal(t, "5000", head.Header.Get("Content-Length"))
		broken := s.Do(t, "GET", "/broken")
		assert.Equal(t, "tick ", string(broken.Body))
		assert.True(t, broken.Cut)
		assert.Equal(t, problem.Begun, s.recorded(t).Outcome)
	})
}

// TestResponseController reaches the connection through c.Writer.
func TestResponseController(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) {
			engine.GET("/", func(c *gin.Context) {
				control := http.NewResponseController(c.Writer)
				assert.NoError(t, control.SetWriteDeadline(time.Now().Add(time.Minute)))
				assert.NoError(t, control.SetReadDeadline(time.Now().Add(time.Minute)))
				_, _ = c.Writer.WriteString("fine")
				assert.NoError(t, control.Flush())
				assert.Equal(t, proto == wiretest.HTTP2, c.Writer.Pusher() != nil)
			})
		})
		assert.Equal(t, "fine", string(s.Do(t, "GET", "/").Body))
	})
}

// TestHijack takes the connection over where there is one, twice installed or
// not.
func TestHijack(t *testing.T) {
	t.Parallel()
	hijack := func(c *gin.Context) {
		conn, buffer, err := c.Writer.Hijack()
		if err != nil {
			c.String(200, err.Error())
			return
		}
		assert.True(t, c.Writer.Written())
		_, _ = buffer.WriteString("HTTP/1.1 299 Mine\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
		_ = buffer.Flush()
		_ = conn.Close()
	}
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		for _, times := range []int{1, 2} {
			s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
				for range times {
					api.Install(engine)
				}
				engine.GET("/", hijack)
				engine.GET("/panic", func(c *gin.Context) { hijack(c); panic("late") })
			})
			answer := s.Do(t, "GET", "/")
			if proto == wiretest.HTTP2 {
				assert.Equal(t, "feature not supported", string(answer.Body))
				continue
			}
			assert.Equal(t, 299, answer.Status)
			assert.Equal(t, 299, s.Do(t, "GET", "/panic").Status)
			assert.Equal(t, problem.Begun, s.recorded(t).Outcome)
			for range times - 1 {
				s.failures = len(s.recorder.All())
			}
		}
	})
}

// bareWriter can do nothing but what http.ResponseWriter asks for.
type bareWriter struct{ http.ResponseWriter }

// TestBareWriter: Gin's own writer would panic where the server's can't do what
// it is asked for.
func TestBareWriter(t *testing.T) {
	t.Parallel()
	engine := gin.New()
	ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}.Install(engine)
	engine.GET("/", func(c *gin.Context) {
		_, _, err := c.Writer.Hijack()
		assert.ErrorIs(t, err, http.ErrNotSupported)
		assert.Nil(t, c.Writer.CloseNotify())
		c.Stream(func(w io.Writer) bool { _, _ = io.WriteString(w, "tick"); return false })
	})
	w := httptest.NewRecorder()
	engine.ServeHTTP(bareWriter{w}, httptest.NewRequest(http.MethodGet, "/", nil))
	assert.Equal(t, "tick", w.Body.String())
}

// shouting is middleware that changes what is written, and restores the writer.
type shouting struct{ gin.ResponseWriter }

func (s shouting) Write(p []byte) (int, error) {
	return s.ResponseWriter.Write([]byte(strings.ToUpper(string(p))))
}

func TestWriterReplacedAndRestored(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			restoring := func(c *gin.Context) {
				before := c.Writer
				c.Writer = shouting{before}
				c.Next()
				c.Writer = before
			}
			leaving := func(c *gin.Context) { c.Writer = shouting{c.Writer} }
			for path, middleware := range map[string]gin.HandlerFunc{"/restoring": restoring, "/leaving": leaving} {
				group := engine.Group(path, middleware)
				group.GET("/fine", func(c *gin.Context) { c.JSON(200, "fine") })
				group.GET("/abort", func(c *gin.Context) { c.AbortWithStatus(403) })
				group.GET("/error", func(c *gin.Context) { _ = c.Error(errForeign) })
			}
		})
		for _, path := range []string{"/restoring", "/leaving"} {
			assert.Equal(t, `"FINE"`, string(s.Do(t, "GET", path+"/fine").Body))
			s.fails(t, 403, "GET", path+"/abort")
			s.fails(t, 500, "GET", path+"/error")
		}
	})
}
