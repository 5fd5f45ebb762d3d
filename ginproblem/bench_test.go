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
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/zapproblem"
)

// recording answers with that recorder.
func recording(recorder problem.Recorder) ginproblem.Adapter {
	return ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: recorder})}
}

type named struct {
	name string
	problem.Recorder
}

// recorders write whole records, as a service does; their writers throw them away.
func recorders() []named {
	encoder := zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig())
	return []named{
		{"slog-text", problem.NewSlogRecorder(slog.New(slog.NewTextHandler(io.Discard, nil)))},
		{"slog-JSON", problem.NewSlogRecorder(slog.New(slog.NewJSONHandler(io.Discard, nil)))},
		{"zap-JSON", zapproblem.NewRecorder(zap.New(zapcore.NewCore(encoder, zapcore.AddSync(io.Discard), zapcore.InfoLevel)))},
		{"none", problem.NoRecorder},
	}
}

// BenchmarkPanic compares a panic that is recovered, answered and recorded with
// gin.Recovery as gin.Default has it in release mode: its log has a line for each
// frame, with the source if that can be read, as it can where tests run. Where it
// can't, as with -trimpath, gin.Recovery takes a fifth to a third of the time for a
// short stack, and is six times as dear as this. It writes to io.Discard too, for
// which package log spares itself the last formatting. The deeper the stack, the
// more it prints; here maxFrames is the end.
func BenchmarkPanic(b *testing.B) {
	for _, depth := range []int{1, 50, 500} {
		var gins float64
		b.Run(fmt.Sprintf("depth=%d/gin", depth), func(b *testing.B) {
			engine := gin.New()
			engine.Use(gin.RecoveryWithWriter(io.Discard))
			gins = price(b, engine, depth)
		})
		for _, r := range recorders() {
			b.Run(fmt.Sprintf("depth=%d/%s", depth, r.name), func(b *testing.B) {
				b.ReportMetric(gins/price(b, installed(recording(r.Recorder)), depth), "times-cheaper")
			})
		}
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

// price returns what one panic costs, in nanoseconds.
func price(b *testing.B, engine *gin.Engine, depth int) float64 {
	b.Helper()
	engine.GET("/", func(*gin.Context) { dive(depth) })
	b.ReportAllocs()
	b.ResetTimer()
	serveMany(b.N, engine, "/")
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
