package ginproblem_test

import (
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// within starts an engine with Install inside of nethttp's Timeout.
func within(t *testing.T, proto wiretest.Proto, d time.Duration, routes func(*gin.Engine, ginproblem.Adapter)) *service {
	t.Helper()
	s := &service{recorder: &recorder{}}
	t.Cleanup(func() { assert.Len(t, s.recorder.All(), s.failures, "records") })
	responder := problem.NewResponder(problem.Config{Recorder: s.recorder})
	engine, api := gin.New(), ginproblem.Adapter{Responder: responder}
	api.Install(engine)
	routes(engine, api)
	s.Server = wiretest.Start(t, proto, nethttp.Adapter{Responder: responder}.Timeout(d)(engine))
	return s
}

func TestEngineInTime(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		s := within(t, proto, time.Minute, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.GET("/fine", fine)
			engine.GET("/gone", api.Handle(func(*gin.Context) error { return problem.Gone }))
			engine.GET("/panic", func(*gin.Context) { panic("x") })
		})
		assert.Equal(t, 200, s.Do(t, method, "/fine").Status)
		s.fails(t, 410, method, "/gone")
		assert.Contains(t, s.fails(t, 500, method, "/panic").record.Panic.Stack()[0], "TestEngineInTime")
		s.fails(t, 404, method, "/unknown")
		s.fails(t, 405, "DELETE", "/fine")
	})
}

// What an engine does after the time stays with it, but for a panic.
func TestEngineTooLate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		answered, ended := make(chan struct{}), make(chan struct{}, 3)
		s := within(t, proto, 30*time.Millisecond, func(engine *gin.Engine, api ginproblem.Adapter) {
			late := func(path string, f gin.HandlerFunc) {
				engine.GET(path, func(c *gin.Context) { <-answered; c.Next(); ended <- struct{}{} }, f)
			}
			late("/error", api.Handle(func(c *gin.Context) error { return c.Request.Context().Err() }))
			late("/begun", api.Handle(func(c *gin.Context) error { begin(c); return problem.Gone }))
			late("/status", func(c *gin.Context) { c.AbortWithStatus(409) })
			engine.GET("/panic", func(*gin.Context) { <-answered; panic("x") })
		})
		for _, path := range []string{"/error", "/begun", "/status", "/panic"} {
			s.fails(t, 503, method, path)
		}
		close(answered)
		rec := s.recorded(t)
		require.NotNil(t, rec.Panic)
		assert.Equal(t, problem.WriteFailed, rec.Outcome)
		for range 2 {
			<-ended
		}
	})
}
