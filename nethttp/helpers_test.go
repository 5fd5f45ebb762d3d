package nethttp_test

import (
	"encoding/json"
	"net/http"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

func TestMain(m *testing.M) { os.Exit(wiretest.CheckLeaks(m)) }

// handle is the form of the functions that Adapter.Handle takes.
type handle = func(http.ResponseWriter, *http.Request) error

// house is a running server whose handler is made with an adapter that records.
// It stands outside of every door and sees what leaves them.
type house struct {
	*wiretest.Server
	*wiretest.Records
	mu     sync.Mutex
	active int
	panics []any
}

// serve runs what build makes of an adapter with the configuration.
func serve(t *testing.T, proto wiretest.Proto, c problem.Config, build func(nethttp.Adapter) http.Handler) *house {
	t.Helper()
	h := &house{Records: &wiretest.Records{}}
	c.Recorder = h.Records
	h.Server = wiretest.Start(t, proto, h.watch(build(nethttp.Adapter{Responder: problem.NewResponder(c)})))
	return h
}

func (h *house) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.enter()
		defer h.leave()
		defer func() {
			if value := recover(); value != nil {
				h.escaped(value)
				panic(value)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func (h *house) enter() { h.mu.Lock(); defer h.mu.Unlock(); h.active++ }
func (h *house) leave() { h.mu.Lock(); defer h.mu.Unlock(); h.active-- }
func (h *house) escaped(value any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.panics = append(h.panics, value)
}

// quiet waits until no request is being served, and returns what left the doors.
func (h *house) quiet(t *testing.T) []any {
	t.Helper()
	var panics []any
	require.Eventually(t, func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		panics = h.panics
		return h.active == 0
	}, 5*time.Second, time.Millisecond)
	for _, value := range panics {
		assert.Equal(t, http.ErrAbortHandler, value)
	}
	return panics
}

// one returns the only record.
func (h *house) one(t *testing.T) problem.Record {
	t.Helper()
	h.quiet(t)
	records := h.All()
	require.Len(t, records, 1)
	return records[0]
}

func (h *house) none(t *testing.T) {
	t.Helper()
	h.quiet(t)
	assert.Empty(t, h.All())
}

// uncut asserts that nothing left the doors.
func (h *house) uncut(t *testing.T) {
	t.Helper()
	assert.Empty(t, h.quiet(t))
}

// document is what a test reads of an answer.
type document struct {
	Type, Title, Detail string
	Status              int
	TraceID             string `json:"trace_id"`
	Errors              []problem.Violation
}

// assertProblem asserts that the answer is a whole problem of that status.
func assertProblem(t *testing.T, method string, status int, answer *wiretest.Answer) document {
	t.Helper()
	require.NoError(t, answer.Err)
	assert.False(t, answer.Cut)
	assert.Equal(t, status, answer.Status)
	assert.Equal(t, []string{"application/problem+json"}, answer.Header["Content-Type"])
	assert.Equal(t, []string{"no-store"}, answer.Header["Cache-Control"])
	assert.Equal(t, []string{"nosniff"}, answer.Header["X-Content-Type-Options"])
	assert.NotEmpty(t, answer.Header.Get("Content-Length"))
	var doc document
	if method == http.MethodHead {
		assert.Empty(t, answer.Body)
		return doc
	}
	require.NoError(t, json.Unmarshal(answer.Body, &doc), "%s", answer.Body)
	assert.Equal(t, status, doc.Status)
	assert.NotEmpty(t, doc.Type)
	assert.NotEmpty(t, doc.Title)
	return doc
}

// usable asserts that the connection serves another request.
func usable(t *testing.T, h *house) {
	t.Helper()
	answer := h.Do(t, http.MethodGet, "/ok")
	require.NoError(t, answer.Err)
	assert.Equal(t, http.StatusOK, answer.Status)
	assert.Equal(t, "fine", string(answer.Body))
	assert.True(t, answer.Reused)
}

// besideOK answers /ok, for usable, and everything else by next.
func besideOK(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/ok" {
			_, _ = w.Write([]byte("fine"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// each runs a test for both protocols and both safe methods.
func each(t *testing.T, test func(t *testing.T, proto wiretest.Proto, method string)) {
	t.Helper()
	for _, proto := range wiretest.Protos() {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			t.Run(proto.String()+" "+method, func(t *testing.T) {
				t.Parallel()
				test(t, proto, method)
			})
		}
	}
}

// both runs a test for both protocols.
func both(t *testing.T, test func(t *testing.T, proto wiretest.Proto)) {
	t.Helper()
	for _, proto := range wiretest.Protos() {
		t.Run(proto.String(), func(t *testing.T) {
			t.Parallel()
			test(t, proto)
		})
	}
}

// covered is a handler function behind Adapter.Handler.
func covered(f http.HandlerFunc) func(nethttp.Adapter) http.Handler {
	return func(api nethttp.Adapter) http.Handler { return api.Handler(besideOK(f)) }
}

// returned is a function behind Adapter.Handle inside Adapter.Handler.
func returned(f handle) func(nethttp.Adapter) http.Handler {
	return func(api nethttp.Adapter) http.Handler { return api.Handler(besideOK(api.Handle(f))) }
}
