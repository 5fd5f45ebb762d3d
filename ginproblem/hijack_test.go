package ginproblem_test

import (
	"io"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// TestHijackAfterAStatus: what was to be sent at once goes out before the connection
// is the handler's, and the record has it.
func TestHijackAfterAStatus(t *testing.T) {
	t.Parallel()
	for status, line := range map[int]string{101: "HTTP/1.1 101 ", 202: "HTTP/1.1 202 "} {
		s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, _ ginproblem.Adapter) {
			engine.GET("/", func(c *gin.Context) {
				c.Status(status)
				c.Writer.WriteHeaderNow()
				conn, _, err := c.Writer.Hijack()
				if assert.NoError(t, err) {
					_, _ = io.WriteString(conn, "mine")
					_ = conn.Close()
				}
				panic("late")
			})
		})
		answer := s.Raw(t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
		assert.True(t, strings.HasPrefix(answer, line) && strings.HasSuffix(answer, "mine"), answer)
		rec := s.recorded(t)
		assert.Equal(t, problem.Begun, rec.Outcome)
		assert.Equal(t, status, rec.Status)
	}
}

// TestHijackAfterTheExchange: a writer that was kept sends nothing in the name of
// those around.
func TestHijackAfterTheExchange(t *testing.T) {
	t.Parallel()
	s := start(t, wiretest.HTTP1, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
		var kept gin.ResponseWriter
		engine.Use(func(c *gin.Context) {
			c.Next()
			_, _, err := kept.Hijack()
			assert.Error(t, err)
			c.Header("X-Late", "yes")
			c.String(202, "fine")
		})
		api.Install(engine)
		engine.GET("/", func(c *gin.Context) { kept = c.Writer; kept.WriteHeaderNow() })
	})
	answer := s.Do(t, "GET", "/")
	assert.Equal(t, 202, answer.Status)
	assert.Equal(t, "yes", answer.Header.Get("X-Late"))
}

// TestErrorAfterHijack is for the record alone.
func TestErrorAfterHijack(t *testing.T) {
	t.Parallel()
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, _ ginproblem.Adapter) {
		engine.GET("/", func(c *gin.Context) {
			if conn, _, err := c.Writer.Hijack(); assert.NoError(t, err) {
				_, _ = io.WriteString(conn, "mine")
				_ = conn.Close()
			}
			_ = c.AbortWithError(500, errForeign)
		})
	})
	assert.Equal(t, "mine", s.Raw(t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
	assert.ErrorIs(t, s.recorded(t).Err, errForeign)
}

// TestHijackThatFails changes nothing of what was written before.
func TestHijackThatFails(t *testing.T) {
	t.Parallel()
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, _ ginproblem.Adapter) {
		engine.GET("/", func(c *gin.Context) {
			c.String(200, "part")
			_, _, err := c.Writer.Hijack()
			assert.Error(t, err, "Gin refuses it behind content")
			_ = c.AbortWithError(500, errForeign)
		})
	})
	assert.True(t, s.Do(t, "GET", "/").Cut)
	rec := s.recorded(t)
	assert.Equal(t, problem.Begun, rec.Outcome)
	assert.ErrorIs(t, rec.Err, errForeign)
}
