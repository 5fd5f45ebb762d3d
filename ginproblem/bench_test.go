//go:build !race

package ginproblem_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/problem"
)

// recording answers and writes whole records, as a service does.
func recording() ginproblem.Adapter {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	return ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NewSlogRecorder(log)})}
}

// BenchmarkPanic compares a panic that is recovered, answered and recorded with
// gin.Recovery, whose log is discarded too. The deeper the stack, the more
// gin.Recovery prints; here maxFrames is the end.
func BenchmarkPanic(b *testing.B) {
	theirs, ours, unrecorded := gin.New(), installed(recording()), installed(silent())
	theirs.Use(gin.RecoveryWithWriter(io.Discard))
	for _, depth := range []int{1, 50, 500} {
		path := fmt.Sprintf("/%d", depth)
		for _, engine := range []*gin.Engine{theirs, ours, unrecorded} {
			engine.GET(path, func(*gin.Context) { dive(depth) })
		}
		var gins float64
		b.Run(fmt.Sprintf("depth=%d/gin", depth), func(b *testing.B) { gins = price(b, theirs, path) })
		b.Run(fmt.Sprintf("depth=%d/recorded", depth), func(b *testing.B) { b.ReportMetric(gins/price(b, ours, path), "times-cheaper") })
		b.Run(fmt.Sprintf("depth=%d/unrecorded", depth), func(b *testing.B) { b.ReportMetric(gins/price(b, unrecorded, path), "times-cheaper") })
	}
}

// dive panics below so many calls.
//
//go:noinline
func dive(depth int) {
	if depth <= 1 {
		panic(http.ErrBodyNotAllowed)
	}
	dive(depth - 1)
}

// price returns what one request costs, in nanoseconds.
func price(b *testing.B, engine *gin.Engine, path string) float64 {
	b.Helper()
	b.ReportAllocs()
	serveMany(b.N, engine, path)
	return float64(b.Elapsed()) / float64(b.N)
}

// BenchmarkQuotedParameter looks for a text among the values of a request.
func BenchmarkQuotedParameter(b *testing.B) {
	engine := installed(silent())
	engine.GET("/things/:id", silent().Handle(func(c *gin.Context) error {
		return c.ShouldBindQuery(&struct {
			Page int `form:"page"`
		}{})
	}))
	r := httptest.NewRequest(http.MethodGet, "/things/1?q=abc&page=5x&sort=asc", nil)
	w := &discard{header: http.Header{}}
	for b.Loop() {
		clear(w.header)
		engine.ServeHTTP(w, r)
	}
}
