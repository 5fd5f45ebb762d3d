package ginproblem_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// TestDefaultEngine: Recovery would answer panics with nothing and swallow the
// demand to cut. It is taken out, whatever it is called.
func TestDefaultEngine(t *testing.T) {
	t.Parallel()
	for name, recovery := range map[string]gin.HandlerFunc{
		"Recovery":                 gin.Recovery(),
		"RecoveryWithWriter":       gin.RecoveryWithWriter(io.Discard),
		"CustomRecovery":           gin.CustomRecovery(func(*gin.Context, any) {}),
		"CustomRecoveryWithWriter": gin.CustomRecoveryWithWriter(io.Discard, func(*gin.Context, any) {}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			engine := gin.New()
			engine.Use(gin.LoggerWithWriter(io.Discard), recovery)
			ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: r})}.Install(engine)
			require.Len(t, r.notices, 1)
			assert.Contains(t, r.notices[0], "gin.Recovery")
			engine.GET("/", func(*gin.Context) { panic("x") })
			w := httptest.NewRecorder()
			engine.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
			assert.Equal(t, "application/problem+json", w.Header().Get("Content-Type"))
			assert.NotNil(t, r.All()[0].Panic)
		})
	}
}

func TestNoNotice(t *testing.T) {
	t.Parallel()
	r := &recorder{}
	engine := gin.New()
	engine.Use(gin.LoggerWithWriter(io.Discard))
	ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: r})}.Install(engine)
	assert.Empty(t, r.notices)
}

// TestZeroAdapter is not parallel: the default configuration records to
// slog.Default.
func TestZeroAdapter(t *testing.T) { //nolint:paralleltest // see above
	var text bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&text, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	engine := gin.New()
	engine.Use(gin.RecoveryWithWriter(io.Discard))
	var api ginproblem.Adapter
	api.Install(engine)
	assert.Contains(t, text.String(), "gin.Recovery")
	engine.GET("/", api.Handle(func(*gin.Context) error { return problem.Gone }))
	w := httptest.NewRecorder()
	engine.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	assert.Equal(t, 410, w.Code)
	assert.Equal(t, 1, strings.Count(text.String(), "request failed"))
}

func TestInstallAfterRoutes(t *testing.T) {
	t.Parallel()
	engine := gin.New()
	engine.GET("/early", func(*gin.Context) {})
	engine.POST("/early", func(*gin.Context) {})
	assert.PanicsWithError(t, "ginproblem.Install: 2 routes are registered already, the first is GET /early: "+
		"call Install before the routes, Gin has copied their middleware", func() { ginproblem.Adapter{}.Install(engine) })
	assert.Empty(t, engine.Handlers)
}

// TestLoggerBefore: an access log outside sees what the client got.
func TestLoggerBefore(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		lines := make(chan gin.LogFormatterParams, 1)
		s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.Use(gin.LoggerWithConfig(gin.LoggerConfig{Output: io.Discard, Formatter: func(p gin.LogFormatterParams) string {
				lines <- p
				return ""
			}}))
			api.Install(engine)
			engine.GET("/error", api.Handle(func(*gin.Context) error { return problem.Gone }))
			engine.GET("/panic", func(*gin.Context) { panic("x") })
			engine.GET("/abort", func(c *gin.Context) { c.AbortWithStatus(403) })
			engine.GET("/fine", func(c *gin.Context) { c.String(201, "fine") })
		})
		for path, status := range map[string]int{"/error": 410, "/panic": 500, "/abort": 403, "/unknown": 404} {
			f := s.fails(t, status, "GET", path)
			line := <-lines
			assert.Equal(t, status, line.StatusCode, path)
			assert.Equal(t, len(f.Body), line.BodySize, path)
			assert.Empty(t, line.ErrorMessage, "c.Errors stays empty")
		}
		s.Do(t, "GET", "/fine")
		line := <-lines
		assert.Equal(t, 201, line.StatusCode)
		assert.Equal(t, 4, line.BodySize)
	})
}

// TestInstalledTwice answers and records once all the same.
func TestInstalledTwice(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
			api.Install(engine)
			api.Install(engine)
			engine.GET("/error", api.Handle(func(*gin.Context) error { return problem.Gone }))
			engine.GET("/abort", func(c *gin.Context) { _ = c.AbortWithError(403, errForeign) })
			engine.GET("/panic", func(*gin.Context) { panic("x") })
			engine.GET("/fine", func(c *gin.Context) { c.String(200, "fine") })
		})
		for path, status := range map[string]int{"/error": 410, "/abort": 403, "/panic": 500, "/unknown": 404} {
			s.fails(t, status, method, path)
		}
		assert.Equal(t, 200, s.Do(t, method, "/fine").Status)
		assert.Empty(t, s.Log())
	})
}

// TestSkip: what is no part of the API stays as Gin would have it, save for what
// a Handle function returns.
func TestSkip(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		skip := func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/web") }
		s := start(t, proto, problem.Config{Skip: skip}, func(engine *gin.Engine, api ginproblem.Adapter) {
			api.Install(engine)
			engine.GET("/web/abort", func(c *gin.Context) { c.AbortWithStatus(403) })
			engine.GET("/web/text", func(c *gin.Context) { http.Error(c.Writer, "mine", 404) })
			engine.GET("/web/panic", func(*gin.Context) { panic("theirs") })
			engine.GET("/web/error", api.Handle(func(*gin.Context) error { return problem.Gone }))
			engine.GET("/api/abort", func(c *gin.Context) { c.AbortWithStatus(403) })
		})
		abort := s.Do(t, method, "/web/abort")
		assert.Equal(t, 403, abort.Status)
		assert.Empty(t, abort.Header.Get("Content-Type"))
		text := s.Do(t, method, "/web/text")
		assert.Equal(t, 404, text.Status)
		assert.Equal(t, "text/plain; charset=utf-8", text.Header.Get("Content-Type"))
		assert.Error(t, s.Do(t, method, "/web/panic").Err)
		s.fails(t, 410, method, "/web/error")
		s.fails(t, 403, method, "/api/abort")
	})
}
