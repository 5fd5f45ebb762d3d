package nethttp_test

import (
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

const secret = "swordfish"

type explosive struct{ name string }

func (e explosive) Error() string    { panic(e.name) }
func (e explosive) Is(error) bool    { panic(e.name) }
func (e explosive) Unwrap() error    { panic(e.name) }
func (e *ownError) Error() string    { return e.text }
func (e stringer) String() string    { panic(string(e)) }
func (e uncomparable) Error() string { return strings.Join(e, secret) }

type (
	ownError     struct{ text string }
	stringer     string
	uncomparable []string
)

var noPointer *struct{ field int }

// panicking are panics before the response has begun, with the status of the
// answer.
var panicking = map[string]struct {
	do     func()
	status int
}{
	"text":             {func() { panic(secret) }, 500},
	"error":            {func() { panic(errors.New(secret)) }, 500},
	"wrapped error":    {func() { panic(fmt.Errorf("%s: %w", secret, http.ErrBodyNotAllowed)) }, 500},
	"runtime error":    {func() { noPointer.field++ }, 500},
	"index":            {func() { var list []int; _ = list[len(secret)] }, 500},
	"nil":              {func() { panic(nil) }, 500},
	"typed nil":        {func() { panic((*ownError)(nil)) }, 500},
	"panicking Error":  {func() { panic(explosive{secret}) }, 500},
	"panicking String": {func() { panic(stringer(secret)) }, 500},
	"uncomparable":     {func() { panic(uncomparable{secret}) }, 500},
	"struct":           {func() { panic(struct{ Password string }{secret}) }, 500},
	"10 MB":            {func() { panic(strings.Repeat(secret, 10<<20/len(secret))) }, 500},
	"forged line":      {func() { panic("a\r\nb\x1b[31m" + secret) }, 500},
	"panic in a defer": {func() { defer func() { panic("second " + secret) }(); panic("first " + secret) }, 500},
	"problem":          {func() { panic(problem.Conflict.New(problem.Detail("on purpose"))) }, 409},
	"type":             {func() { panic(problem.Locked) }, 423},
	"nil problem":      {func() { panic((*problem.Problem)(nil)) }, 500},
}

func TestPanics(t *testing.T) {
	t.Parallel()
	doors := map[string]func(http.HandlerFunc) func(nethttp.Adapter) http.Handler{
		"Handler": covered,
		"Handle inside Handler": func(f http.HandlerFunc) func(nethttp.Adapter) http.Handler {
			return returned(func(w http.ResponseWriter, r *http.Request) error { f(w, r); return nil })
		},
		"Handle": func(f http.HandlerFunc) func(nethttp.Adapter) http.Handler {
			return func(api nethttp.Adapter) http.Handler {
				return besideOK(api.Handle(func(w http.ResponseWriter, r *http.Request) error { f(w, r); return nil }))
			}
		},
	}
	for name, c := range panicking {
		for door, build := range doors {
			t.Run(name+" in "+door, func(t *testing.T) {
				t.Parallel()
				each(t, func(t *testing.T, proto wiretest.Proto, method string) {
					h := serve(t, proto, problem.Config{}, build(func(w http.ResponseWriter, _ *http.Request) {
						w.Header().Set("Content-Length", "5")
						w.WriteHeader(http.StatusAccepted)
						c.do()
					}))
					answer := h.Do(t, method, "/")
					assertProblem(t, method, c.status, answer)
					assert.NotContains(t, string(answer.Body), secret)
					rec := h.one(t)
					assert.Equal(t, problem.Answered, rec.Outcome)
					assert.Equal(t, c.status, rec.Status)
					assert.NotNil(t, rec.Panic)
					assert.NotEmpty(t, rec.Panic.Stack())
					assert.LessOrEqual(t, len(rec.Panic.Error()), 2048)
					h.uncut(t)
					usable(t, h)
				})
			})
		}
	}
}

// A panic is a 500 whatever status was meant before it.
func TestPanicAfterAnErrorStatus(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		h := serve(t, proto, problem.Config{}, covered(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "no such thing", http.StatusNotFound)
			panic(secret)
		}))
		doc := assertProblem(t, method, 500, h.Do(t, method, "/"))
		assert.Empty(t, doc.Detail)
		assert.Equal(t, 500, h.one(t).Status)
	})
}

func TestPanicStackBeginsWhereItHappened(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, returned(func(http.ResponseWriter, *http.Request) error {
		explode()
		return nil
	}))
	assertProblem(t, "GET", 500, h.Do(t, "GET", "/"))
	assert.Contains(t, h.one(t).Panic.Stack()[0], "nethttp_test.explode")
}

func explode() { panic("bang") }

// What is below the door is the same for every request; what is between two doors
// is not.
func TestPanicStackEndsAtTheDoor(t *testing.T) {
	t.Parallel()
	fall := func(http.ResponseWriter, *http.Request) error { explode(); return nil }
	for name, build := range map[string]func(nethttp.Adapter) http.Handler{
		"serve": returned(fall),
		"run":   func(api nethttp.Adapter) http.Handler { return api.Handle(fall) },
		"nested": func(api nethttp.Adapter) http.Handler {
			return api.Handler(http.StripPrefix("/", nethttp.Adapter{Responder: api.Responder}.Handle(fall)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := serve(t, wiretest.HTTP1, problem.Config{}, build)
			assertProblem(t, "GET", 500, h.Do(t, "GET", "/"))
			stack := h.one(t).Panic.Stack()
			assert.Regexp(t, `^nethttp\.Adapter\..*/adapter\.go:\d+\)$`, stack[len(stack)-1])
			assert.Contains(t, stack[0], "nethttp_test.explode(")
		})
	}
}

// The server cuts the connection behind a Goexit, but what was flushed before
// has arrived.
func TestGoexit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		for name, build := range map[string]func(nethttp.Adapter) http.Handler{
			"Handler": covered(func(http.ResponseWriter, *http.Request) { runtime.Goexit() }),
			"Handle":  returned(func(http.ResponseWriter, *http.Request) error { runtime.Goexit(); return nil }),
		} {
			h := serve(t, proto, problem.Config{}, build)
			answer := h.Do(t, method, "/")
			assert.NoError(t, answer.Err, name)
			assert.Equal(t, 500, answer.Status)
			assert.Equal(t, "application/problem+json", answer.Header.Get("Content-Type"))
			if method == http.MethodGet {
				assert.Contains(t, string(answer.Body), `"status":500`)
			}
			rec := h.one(t)
			assert.Equal(t, problem.Answered, rec.Outcome)
			assert.ErrorContains(t, rec.Err, "Goexit")
		}
	})
}

func TestGoexitIsAnsweredWithoutARecord(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}
		server := wiretest.Start(t, proto, api.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { runtime.Goexit() })))
		answer := server.Do(t, "GET", "/")
		assert.NoError(t, answer.Err)
		assert.Equal(t, 500, answer.Status)
	})
}

// http.ErrAbortHandler is a demand, not a failure: it is panicked on, bare, and
// nothing is answered or recorded.
func TestAbort(t *testing.T) {
	t.Parallel()
	abort := map[string]handle{
		"bare":             func(http.ResponseWriter, *http.Request) error { panic(http.ErrAbortHandler) },
		"wrapped":          func(http.ResponseWriter, *http.Request) error { panic(fmt.Errorf("x: %w", http.ErrAbortHandler)) },
		"returned":         func(http.ResponseWriter, *http.Request) error { return http.ErrAbortHandler },
		"returned wrapped": func(http.ResponseWriter, *http.Request) error { return fmt.Errorf("x: %w", http.ErrAbortHandler) },
		"with a status": func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(http.StatusTeapot)
			panic(http.ErrAbortHandler)
		},
	}
	for name, f := range abort {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				for door, build := range map[string]func(nethttp.Adapter) http.Handler{
					"joined": returned(f), "alone": func(api nethttp.Adapter) http.Handler { return api.Handle(f) },
				} {
					h := serve(t, proto, problem.Config{}, build)
					assert.Error(t, h.Do(t, method, "/").Err, door)
					assert.Equal(t, []any{http.ErrAbortHandler}, h.quiet(t))
					h.none(t)
					assert.Empty(t, h.Log())
				}
			})
		})
	}
}
