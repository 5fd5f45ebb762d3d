package nethttp_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// deadEnd is a writer that costs nothing.
type deadEnd struct{ header http.Header }

func (w *deadEnd) Header() http.Header         { return w.header }
func (w *deadEnd) WriteHeader(int)             {}
func (w *deadEnd) Write(p []byte) (int, error) { return len(p), nil }
func (w *deadEnd) Flush()                      {}

var fine = []byte("fine")

func succeed(w http.ResponseWriter, _ *http.Request) error {
	_, err := w.Write(fine)
	return err
}

// measured are the ways of a request through the doors.
func measured() map[string]http.Handler {
	api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}
	fail := api.Handle(func(http.ResponseWriter, *http.Request) error { return problem.NotFound })
	plain := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _ = succeed(w, r) })
	return map[string]http.Handler{
		"bare":                           plain,
		"Handler":                        api.Handler(plain),
		"Handle":                         api.Handle(succeed),
		"Handle inside Handler":          api.Handler(api.Handle(succeed)),
		"status alone":                   api.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) })),
		"flush":                          api.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.(http.Flusher).Flush() })),
		"error in Handle":                fail,
		"error in Handle inside Handler": api.Handler(fail),
		"empty 404":                      api.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) })),
		"http.NotFound":                  api.Handler(http.NotFoundHandler()),
		"panic":                          api.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(secret) })),
	}
}

func TestAllocations(t *testing.T) {
	handlers := measured()
	for name, most := range map[string]float64{"Handler": 1, "Handle": 1, "Handle inside Handler": 1, "status alone": 1} {
		w, r := &deadEnd{header: http.Header{}}, httptest.NewRequest("GET", "/", nil)
		got := testing.AllocsPerRun(200, func() { handlers[name].ServeHTTP(w, r) })
		assert.LessOrEqual(t, got, most, name)
	}
}

// The error path costs nothing for the joined door either.
func TestAllocationsOfJoining(t *testing.T) {
	handlers := measured()
	r := httptest.NewRequest("GET", "/", nil)
	count := func(name string) float64 {
		w := &deadEnd{header: http.Header{}}
		return testing.AllocsPerRun(200, func() { clear(w.header); handlers[name].ServeHTTP(w, r) })
	}
	assert.Equal(t, count("error in Handle"), count("error in Handle inside Handler"))
}

func BenchmarkDoors(b *testing.B) {
	for name, handler := range measured() {
		b.Run(name, func(b *testing.B) {
			w, r := &deadEnd{header: http.Header{}}, httptest.NewRequest("GET", "/", nil)
			b.ReportAllocs()
			for b.Loop() {
				clear(w.header)
				handler.ServeHTTP(w, r)
			}
		})
	}
}
