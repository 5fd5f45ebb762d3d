//go:build !race

// The race detector has sync.Pool forget at random, which would be counted.

package ginproblem_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// allocs counts what one request to a handler costs.
func allocs(engine *gin.Engine, handler gin.HandlerFunc) float64 {
	engine.GET("/things/:id", handler)
	r := httptest.NewRequest(http.MethodGet, "/things/1", nil)
	w := &discard{header: http.Header{}}
	return testing.AllocsPerRun(200, func() {
		clear(w.header)
		engine.ServeHTTP(w, r)
	})
}

// TestAllocations is not parallel: others would be counted too.
func TestAllocations(t *testing.T) { //nolint:paralleltest // see above
	body := []byte("fine")
	fine := func(c *gin.Context) { _, _ = c.Writer.Write(body) }
	api := silent()
	refuse := api.Handle(func(*gin.Context) error { return problem.NotFound })

	bare, success := allocs(gin.New(), fine), allocs(installed(api), fine)
	assert.LessOrEqual(t, success, bare+1)
	assert.LessOrEqual(t, allocs(installed(api), refuse), success, "an error costs no more than a success")
	assert.LessOrEqual(t, allocs(gin.New(), refuse), success, "nor without Install")
}

// TestPanicsHaveABound: a deep stack costs a record no more than a short one, as
// nothing is made for each frame. It is not parallel for the same reason.
func TestPanicsHaveABound(t *testing.T) { //nolint:paralleltest // see above
	cost := func(depth int) float64 {
		return allocs(installed(recording(recorders()[0].Recorder)), func(*gin.Context) { dive(depth) })
	}
	assert.InDelta(t, cost(1), cost(50), 1)
	assert.InDelta(t, cost(50), cost(500), 1)
}

var errBroken = errors.New("broken")

func BenchmarkEngine(b *testing.B) {
	body := []byte("fine")
	api := silent()
	covered := installed(api)
	for _, bench := range []struct {
		name    string
		engine  *gin.Engine
		handler gin.HandlerFunc
	}{
		{"bare", gin.New(), func(c *gin.Context) { _, _ = c.Writer.Write(body) }},
		{"success", covered, func(c *gin.Context) { _, _ = c.Writer.Write(body) }},
		{"type", covered, api.Handle(func(*gin.Context) error { return problem.NotFound })},
		{"undeclared", covered, api.Handle(func(*gin.Context) error { return errBroken })},
		{"abort", covered, func(c *gin.Context) { c.AbortWithStatus(403) }},
	} {
		bench.engine.GET("/"+bench.name+"/:id", bench.handler)
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			serveMany(b.N, bench.engine, "/"+bench.name+"/1")
		})
	}
}

func serveMany(n int, engine *gin.Engine, path string) {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	w := &discard{header: http.Header{}}
	for range n {
		clear(w.header)
		engine.ServeHTTP(w, r)
	}
}
