package ginproblem_test

import (
	"bytes"
	"regexp"
	"sync"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

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
		var seen notes
		note := func(who string) gin.HandlerFunc {
			return func(c *gin.Context) {
				seen.add(who + " " + c.Request.Method + " " + c.FullPath() + " " + c.Param("id"))
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
		seen.take(t, "before HEAD /v1/things/:id 7", "after HEAD /v1/things/:id 7",
			"group HEAD /v1/things/:id 7", "handler HEAD /v1/things/:id 7")
		line := regexp.MustCompile(`^\[GIN\].*\| 200 \|.*HEAD +"/v1/things/7\?q=1"\n$`)
		assert.Eventually(t, func() bool { return line.MatchString(sink.String()) }, eventually, tick, "one line")

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
