package chitest_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

func TestMain(m *testing.M) { os.Exit(wiretest.CheckLeaks(m)) }

// router is an API in the manner of chi. The door is the outermost middleware,
// or around the router.
func router(api nethttp.Adapter, middlewares ...func(http.Handler) http.Handler) http.Handler {
	r := chi.NewRouter()
	r.Use(middlewares...)
	r.Get("/fine", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "fine") })
	r.Route("/orders", func(r chi.Router) {
		r.Method("GET", "/{id}", api.Handle(func(http.ResponseWriter, *http.Request) error {
			return problem.Conflict.New(problem.Detail("taken"))
		}))
		r.Delete("/{id}", func(http.ResponseWriter, *http.Request) { panic("swordfish") })
		r.Put("/{id}", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusForbidden) })
	})
	r.Method("GET", "/panic", api.Handle(func(http.ResponseWriter, *http.Request) error { panic("swordfish") }))
	r.Method("GET", "/begun", api.Handle(func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = io.WriteString(w, "part")
		panic("swordfish")
	}))
	return r
}

var cases = []struct {
	method, path string
	status       int
	route        string
	allow        string
}{
	{"GET", "/orders/7", 409, "/orders/{id}", ""},
	{"DELETE", "/orders/7", 500, "", ""},
	{"PUT", "/orders/7", 403, "", ""},
	{"GET", "/panic", 500, "/panic", ""},
	{"GET", "/nowhere", 404, "", ""},
	{"POST", "/orders/7", 405, "", "DELETE, GET, HEAD, PUT"},
	{"BREW", "/orders/7", 501, "", ""},
}

func TestRouter(t *testing.T) {
	t.Parallel()
	stacks := map[string][]func(http.Handler) http.Handler{
		"alone":        nil,
		"StripSlashes": {middleware.StripSlashes},
		"Timeout":      {middleware.Timeout(time.Minute)},
		"Compress":     {middleware.Compress(5, "application/problem+json")},
		"all":          {middleware.RequestID, middleware.StripSlashes, middleware.Timeout(time.Minute), middleware.Compress(5, "application/problem+json")},
	}
	for name, stack := range stacks {
		for _, c := range cases {
			t.Run(name+" "+c.method+c.path, func(t *testing.T) {
				t.Parallel()
				for _, proto := range wiretest.Protos() {
					check(t, proto, stack, c.method, c.path, c.status, c.route, c.allow)
				}
			})
		}
	}
}

func check(t *testing.T, proto wiretest.Proto, stack []func(http.Handler) http.Handler, method, path string, status int, route, allow string) {
	t.Helper()
	rec := &wiretest.Records{}
	api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: rec})}
	server := wiretest.Start(t, proto, api.Handler(router(api, stack...)))
	answer := server.Do(t, method, path, wiretest.Header("Accept-Encoding", "gzip"))
	require.NoError(t, answer.Err)
	assert.False(t, answer.Cut)
	assert.Equal(t, status, answer.Status)
	assert.Equal(t, "application/problem+json", answer.Header.Get("Content-Type"))
	assert.Equal(t, allow, answer.Header.Get("Allow"))
	var document struct{ Status int }
	require.NoError(t, json.Unmarshal(unpacked(t, answer), &document), "%s", answer.Body)
	assert.Equal(t, status, document.Status)
	assert.Equal(t, 200, server.Do(t, "GET", "/fine").Status)
	one := rec.One(t, server)
	assert.Equal(t, status, one.Status)
	assert.Equal(t, route, strings.TrimPrefix(one.Route, method+" "))
}

func unpacked(t *testing.T, answer *wiretest.Answer) []byte {
	t.Helper()
	if answer.Header.Get("Content-Encoding") != "gzip" {
		return answer.Body
	}
	z, err := gzip.NewReader(strings.NewReader(string(answer.Body)))
	require.NoError(t, err)
	body, err := io.ReadAll(z)
	require.NoError(t, err)
	return body
}

// Compress outside of the door compresses the document.
func TestCompressOutside(t *testing.T) {
	t.Parallel()
	for _, proto := range wiretest.Protos() {
		rec := &wiretest.Records{}
		api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: rec})}
		server := wiretest.Start(t, proto, middleware.Compress(5, "application/problem+json")(api.Handler(router(api))))
		answer := server.Do(t, "GET", "/orders/7", wiretest.Header("Accept-Encoding", "gzip"))
		require.NoError(t, answer.Err)
		assert.False(t, answer.Cut)
		assert.Equal(t, "gzip", answer.Header.Get("Content-Encoding"))
		assert.Contains(t, string(unpacked(t, answer)), `"detail":"taken"`)
		rec.One(t, server)
	}
}

// With chi's Recoverer inside, the panic is its own, Handle or not; the empty 500
// that it leaves becomes a problem.
func TestRecovererInside(t *testing.T) {
	t.Parallel()
	for _, proto := range wiretest.Protos() {
		for path, method := range map[string]string{"/panic": "GET", "/orders/7": "DELETE"} {
			rec := &wiretest.Records{}
			api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: rec})}
			server := wiretest.Start(t, proto, api.Handler(router(api, silentRecoverer)))
			answer := server.Do(t, method, path)
			assert.Equal(t, 500, answer.Status)
			assert.Equal(t, "application/problem+json", answer.Header.Get("Content-Type"))
			rec.One(t, server)
		}
	}
}

// silentRecoverer is chi's, with its log thrown away.
func silentRecoverer(next http.Handler) http.Handler {
	return middleware.RequestLogger(&middleware.DefaultLogFormatter{Logger: noLog{}, NoColor: true})(middleware.Recoverer(next))
}

type noLog struct{}

func (noLog) Print(...any) {}

// A cut goes through chi's Recoverer, inside or outside.
func TestCutThroughRecoverer(t *testing.T) {
	t.Parallel()
	for _, proto := range wiretest.Protos() {
		rec := &wiretest.Records{}
		api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: rec})}
		server := wiretest.Start(t, proto, middleware.Recoverer(api.Handler(router(api, middleware.Compress(5)))))
		answer := server.Do(t, "GET", "/begun")
		assert.True(t, answer.Cut || answer.Err != nil)
		assert.Equal(t, problem.Begun, rec.One(t, server).Outcome)
	}
}
