package compattest_test

import (
	"net/http"
	"os"
	"testing"

	gingzip "github.com/gin-contrib/gzip"
	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.ReleaseMode)
	os.Exit(wiretest.CheckLeaks(m))
}

// route is a handler and how it stands in the router.
type route struct {
	path    string
	plain   bool // not by Handle
	handler func(http.ResponseWriter, *http.Request) error
}

// setting is a door with a compressor somewhere, or without one.
type setting struct {
	name  string
	serve func(problem.Config, []route) http.Handler
}

func settings() []setting {
	return []setting{
		{"nethttp", serveNet(asItIs, asItIs, asItIs)},
		{"nethttp outside", serveNet(compressed, asItIs, asItIs)},
		{"nethttp inside", serveNet(asItIs, compressed, asItIs)},
		{"nethttp one", serveNet(asItIs, asItIs, compressed)},
		{"gin", serveGin(asItIs, nil, nil, nil)},
		{"gin outside", serveGin(asItIs, gingzip.Gzip(5), nil, nil)},
		{"gin inside", serveGin(asItIs, nil, gingzip.Gzip(5), nil)},
		{"gin one", serveGin(asItIs, nil, nil, gingzip.Gzip(5))},
		{"gin engine", serveGin(compressed, nil, nil, nil)},
	}
}

func asItIs(h http.Handler) http.Handler { return h }

func compressed(h http.Handler) http.Handler { return gzhttp.GzipHandler(h) }

type wrap = func(http.Handler) http.Handler

// serveNet wraps the door, the router, and every handler.
func serveNet(outside, inside, one wrap) func(problem.Config, []route) http.Handler {
	return func(config problem.Config, routes []route) http.Handler {
		api := nethttp.Adapter{Responder: problem.NewResponder(config)}
		mux := http.NewServeMux()
		for _, r := range routes {
			h := api.Handle(r.handler)
			if r.plain {
				h = http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { _ = r.handler(w, q) })
			}
			mux.Handle("GET "+r.path, one(h))
		}
		return outside(api.Handler(inside(mux)))
	}
}

// serveGin wraps the engine, and takes middleware for before and after Install
// and for every route.
func serveGin(around wrap, outside, inside, one gin.HandlerFunc) func(problem.Config, []route) http.Handler {
	return func(config problem.Config, routes []route) http.Handler {
		api := ginproblem.Adapter{Responder: problem.NewResponder(config)}
		engine := gin.New()
		engine.Use(present(outside)...)
		api.Install(engine)
		engine.Use(present(inside)...)
		for _, r := range routes {
			h := api.Handle(func(c *gin.Context) error { return r.handler(c.Writer, c.Request) })
			if r.plain {
				h = func(c *gin.Context) { _ = r.handler(c.Writer, c.Request) }
			}
			engine.GET(r.path, append(present(one), h)...)
		}
		return around(engine)
	}
}

func present(h gin.HandlerFunc) []gin.HandlerFunc {
	if h == nil {
		return nil
	}
	return []gin.HandlerFunc{h}
}

// overAll runs a test for every setting and protocol, each with a server and a
// recorder of its own.
func overAll(t *testing.T, routes []route, test func(*testing.T, *wiretest.Server, *wiretest.Records)) {
	t.Helper()
	for _, s := range settings() {
		for _, proto := range wiretest.Protos() {
			t.Run(s.name+" "+proto.String(), func(t *testing.T) {
				t.Parallel()
				rec := &wiretest.Records{}
				test(t, wiretest.Start(t, proto, s.serve(problem.Config{Recorder: rec}, routes)), rec)
			})
		}
	}
}
