package problem_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// doorTest is one exchange with a recorder as the writer.
type doorTest struct {
	seenRecords
	w       *httptest.ResponseRecorder
	escaped any
}

// through runs a handler in an exchange of its own.
func through(c problem.Config, r *http.Request, f func(x *problem.Exchange) error) *doorTest {
	d := &doorTest{w: httptest.NewRecorder()}
	c.Recorder = d
	rs := problem.NewResponder(c)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { d.escaped = recover() }()
		var x problem.Exchange
		defer x.Close()
		x.Open(rs, d.w, r)
		x.Done(f(&x))
	}()
	<-done
	return d
}

func get() *http.Request { return httptest.NewRequest("GET", "/", nil) }

func TestExchange(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		method string
		f      func(x *problem.Exchange) error
		status int
		body   string
		cut    bool
		want   problem.Outcome
	}{
		"success":   {"GET", func(x *problem.Exchange) error { x.Writer().WriteHeader(204); return nil }, 204, "", false, ""},
		"nothing":   {"GET", func(*problem.Exchange) error { return nil }, 200, "", false, ""},
		"error":     {"GET", func(*problem.Exchange) error { return problem.Locked }, 423, `"Locked"`, false, problem.Answered},
		"abort":     {"GET", func(*problem.Exchange) error { return http.ErrAbortHandler }, 200, "", true, ""},
		"panicking": {"GET", func(*problem.Exchange) error { panic("x") }, 500, `"status":500`, false, problem.Answered},
		"aborting":  {"GET", func(*problem.Exchange) error { panic(http.ErrAbortHandler) }, 200, "", true, ""},
		"exiting":   {"GET", func(*problem.Exchange) error { runtime.Goexit(); return nil }, 500, `"status":500`, false, problem.Answered},
		"empty":     {"GET", func(x *problem.Exchange) error { x.Writer().WriteHeader(404); return nil }, 404, `"Not Found"`, false, problem.Answered},
		"miss":      {"BREW", func(x *problem.Exchange) error { x.Writer().WriteHeader(404); return nil }, 501, `"Not Implemented"`, false, problem.Answered},
		"no status": {"GET", func(x *problem.Exchange) error { x.Writer().WriteHeader(42); return nil }, 500, `"status":500`, false, problem.Answered},
		"words":     {"GET", func(x *problem.Exchange) error { http.Error(x.Writer(), "short", 400); return nil }, 400, `"detail":"short"`, false, problem.Answered},
		"two words": {"GET", func(x *problem.Exchange) error {
			http.Error(x.Writer(), "a", 400)
			_, _ = io.WriteString(x.Writer(), "b")
			return nil
		}, 400, "a\nb", false, ""},
		"begun":    {"GET", func(x *problem.Exchange) error { _, _ = io.WriteString(x.Writer(), "part"); return problem.Locked }, 200, "part", true, problem.Begun},
		"switched": {"GET", func(x *problem.Exchange) error { x.Writer().WriteHeader(101); return problem.Locked }, 101, "", true, problem.Begun},
		"no content": {"GET", func(x *problem.Exchange) error {
			x.Writer().WriteHeader(204)
			_ = http.NewResponseController(x.Writer()).Flush()
			return problem.Locked
		}, 204, "", false, problem.Begun},
		"own head": {"HEAD", func(x *problem.Exchange) error {
			x.Writer().Header().Set("Content-Type", "text/html")
			x.Writer().WriteHeader(404)
			return nil
		}, 404, "", false, ""},
		"head":       {"HEAD", func(x *problem.Exchange) error { x.Writer().WriteHeader(404); return nil }, 404, "", false, problem.Answered},
		"hints":      {"GET", func(x *problem.Exchange) error { x.Writer().WriteHeader(103); return nil }, 103, "", false, ""},
		"no bytes":   {"GET", func(x *problem.Exchange) error { _, err := x.Writer().Write(nil); return err }, 200, "", false, ""},
		"body error": {"POST", func(*problem.Exchange) error { return io.EOF }, 500, `"status":500`, false, problem.Answered},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := through(problem.Config{}, httptest.NewRequest(c.method, "/", http.NoBody), c.f)
			assert.Equal(t, c.status, d.w.Code)
			assert.Contains(t, d.w.Body.String(), c.body)
			assert.Equal(t, c.cut, d.escaped == http.ErrAbortHandler)
			if c.want == "" {
				assert.Empty(t, d.all())
				return
			}
			require.Len(t, d.all(), 1)
			assert.Equal(t, c.want, d.all()[0].Outcome)
			assert.Equal(t, c.method, d.all()[0].Method)
		})
	}
}

func TestExchangeRestoresTheHeader(t *testing.T) {
	t.Parallel()
	for _, err := range []error{problem.Gone, problem.Gone.New(problem.Conceal())} {
		w := httptest.NewRecorder()
		w.Header().Set("Etag", `"outer"`)
		w.Header().Set("X-Outer", "1")
		openFailing(w, err, func(http.ResponseWriter) {})
		assert.Equal(t, `"outer"`, w.Header().Get("Etag"))
		assert.Equal(t, "1", w.Header().Get("X-Outer"))
	}
}

func TestExchangeRoute(t *testing.T) {
	t.Parallel()
	d := through(problem.Config{}, get(), func(x *problem.Exchange) error { x.SetRoute("/a/{b}"); return problem.Gone })
	assert.Equal(t, "/a/{b}", d.all()[0].Route)
	r := get()
	r.Pattern = "GET /c"
	d = through(problem.Config{}, r, func(*problem.Exchange) error { return problem.Gone })
	assert.Equal(t, "GET /c", d.all()[0].Route)
}

func TestExchangeOf(t *testing.T) {
	t.Parallel()
	own, other := problem.NewResponder(problem.Config{}), problem.NewResponder(problem.Config{})
	var x problem.Exchange
	defer x.Close()
	x.Open(own, httptest.NewRecorder(), get())
	assert.Same(t, &x, problem.ExchangeOf(x.Writer(), own))
	assert.Nil(t, problem.ExchangeOf(x.Writer(), other))
	assert.Nil(t, problem.ExchangeOf(x.Writer(), nil))
	assert.Nil(t, problem.ExchangeOf(httptest.NewRecorder(), own))
	x.Done(nil)
}

func TestExchangeSkips(t *testing.T) {
	t.Parallel()
	c := problem.Config{Skip: func(*http.Request) bool { return true }}
	d := through(c, get(), func(x *problem.Exchange) error { x.Writer().WriteHeader(404); return nil })
	assert.Equal(t, 404, d.w.Code)
	assert.Empty(t, d.w.Body.String())
	d = through(c, get(), func(x *problem.Exchange) error { x.Writer().WriteHeader(404); panic("x") })
	assert.Equal(t, "x", d.escaped)
	assert.Empty(t, d.all())
	d = through(c, get(), func(*problem.Exchange) error { return problem.Locked })
	assert.Equal(t, 423, d.w.Code)
	assert.Len(t, d.all(), 1)
}

// failingBody can't be read.
type failingBody struct{}

var errBody = errors.New("body")

func (failingBody) Read([]byte) (int, error) { return 0, errBody }

func TestExchangeWatchesTheBody(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest("POST", "/", failingBody{})
	d := through(problem.Config{}, r, func(x *problem.Exchange) error { _, err := io.ReadAll(x.Request().Body); return err })
	assert.Equal(t, 400, d.w.Code)
	r.Body = nil
	d = through(problem.Config{}, r, func(*problem.Exchange) error { return errBody })
	assert.Equal(t, 500, d.w.Code)
}

func TestExchangeClientGone(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, begin := range []string{"", "part"} {
		d := through(problem.Config{}, get().WithContext(ctx), func(x *problem.Exchange) error {
			_, _ = io.WriteString(x.Writer(), begin)
			return ctx.Err()
		})
		require.Len(t, d.all(), 1)
		assert.Equal(t, problem.ClientGone, d.all()[0].Outcome)
		assert.Equal(t, 499, d.all()[0].Status)
	}
}

// An answer that is being made while the request ends does not reach the inner
// writer either.
func TestAnswerAcrossTheEnd(t *testing.T) {
	t.Parallel()
	entered, release := make(chan struct{}), make(chan struct{})
	seen := &seenRecords{}
	rs := problem.NewResponder(problem.Config{Recorder: seen, Decorate: []func(*http.Request, *problem.Problem){
		func(*http.Request, *problem.Problem) { close(entered); <-release },
	}})
	inner, r := newInnerWriter(), get()
	var leak sync.WaitGroup
	func() {
		var x problem.Exchange
		defer x.Close()
		x.Open(rs, inner, r)
		leak.Go(func() { rs.Respond(x.Writer(), r, problem.Locked) })
		<-entered
		x.Done(nil)
	}()
	close(release)
	leak.Wait()
	assert.Empty(t, inner.calls)
	assert.Empty(t, inner.body.String())
	require.Len(t, seen.all(), 1)
	assert.Equal(t, problem.WriteFailed, seen.all()[0].Outcome)
}

func TestTraceIDIsMadeOnce(t *testing.T) {
	t.Parallel()
	made := 0
	c := problem.Config{TraceID: func(*http.Request) string { made++; return strings.Repeat("a", made) }}
	d := through(c, get(), func(x *problem.Exchange) error {
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() { assert.Equal(t, "a", problem.TraceIDOf(x.Writer())) })
		}
		both.Wait()
		return problem.Gone
	})
	assert.Equal(t, "a", d.all()[0].TraceID)
}
