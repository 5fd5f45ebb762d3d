package faults_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// injector goes wrong at the n-th call of all that it is asked, whatever is asked
// then. It is a writer and a recorder.
type injector struct {
	*httptest.ResponseRecorder
	fault     string // panic, error or short
	at, calls int
	records   []problem.Record
}

func (i *injector) hit() bool {
	i.calls++
	if i.calls == i.at && i.fault == "panic" {
		panic(canaryValue)
	}
	return i.calls == i.at
}

func (i *injector) Header() http.Header {
	i.hit()
	return i.ResponseRecorder.Header()
}

func (i *injector) WriteHeader(status int) {
	if !i.hit() {
		i.ResponseRecorder.WriteHeader(status)
	}
}

func (i *injector) Write(p []byte) (int, error) {
	switch {
	case !i.hit():
		return i.ResponseRecorder.Write(p)
	case i.fault == "short":
		return i.ResponseRecorder.Write(p[:len(p)/2])
	}
	return 0, errors.New(canaryValue)
}

func (i *injector) WriteString(s string) (int, error) { return i.Write([]byte(s)) }

func (i *injector) FlushError() error {
	if i.hit() {
		return errors.New(canaryValue)
	}
	i.ResponseRecorder.Flush()
	return nil
}

func (i *injector) Enabled(context.Context, slog.Level) bool { return !i.hit() }

func (i *injector) Record(_ context.Context, r problem.Record) {
	if !i.hit() {
		i.records = append(i.records, r)
	}
}

// injected are handlers that fail in different states of the response.
var injected = map[string]handle{
	"error":      func(http.ResponseWriter, *http.Request) error { return errForeign },
	"panic":      func(http.ResponseWriter, *http.Request) error { panic(canaryValue) },
	"problem":    func(http.ResponseWriter, *http.Request) error { return problem.Conflict },
	"status":     func(w http.ResponseWriter, _ *http.Request) error { w.WriteHeader(404); return nil },
	"http.Error": func(w http.ResponseWriter, _ *http.Request) error { http.Error(w, "words", 400); return nil },
	"begun":      func(w http.ResponseWriter, _ *http.Request) error { write(w, "part"); return errForeign },
	"flushed": func(w http.ResponseWriter, _ *http.Request) error {
		_ = http.NewResponseController(w).Flush()
		panic(canaryValue)
	},
	"late error": func(w http.ResponseWriter, _ *http.Request) error {
		write(w, strings.Repeat("x", 4<<10))
		http.Error(w, "words", 500)
		return errForeign
	},
}

// injectedDoors tell what leaves them.
func injectedDoors(h handle, rs *problem.Responder) map[string]func(http.ResponseWriter, *http.Request) any {
	api, engine, left := nethttp.Adapter{Responder: rs}, gin.New(), any(nil)
	engine.Use(func(c *gin.Context) { left = escaping(func() { c.Next() }) })
	ginproblem.Adapter{Responder: rs}.Install(engine)
	engine.GET("/x", ginproblem.Adapter{Responder: rs}.Handle(func(c *gin.Context) error { return h(c.Writer, c.Request) }))
	return map[string]func(http.ResponseWriter, *http.Request) any{
		"Handler": func(w http.ResponseWriter, r *http.Request) any {
			return escaping(func() { api.Handler(api.Handle(h)).ServeHTTP(w, r) })
		},
		"Handle": func(w http.ResponseWriter, r *http.Request) any {
			return escaping(func() { api.Handle(h).ServeHTTP(w, r) })
		},
		"Gin": func(w http.ResponseWriter, r *http.Request) any {
			_ = escaping(func() { engine.ServeHTTP(w, r) }) // Gin itself writes behind all doors
			return left
		},
	}
}

// escaping returns what f panics with.
func escaping(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

// maxCalls is more than any request makes.
const maxCalls = 100

// TestFaultAtEveryCall: whichever call of the writer or the recorder goes wrong,
// nothing but http.ErrAbortHandler leaves a door, nothing of the fault reaches the
// client, and a document that is not whole is cut.
func TestFaultAtEveryCall(t *testing.T) {
	t.Parallel()
	for name, h := range injected {
		for _, door := range []string{"Handler", "Handle", "Gin"} {
			for _, fault := range []string{"panic", "error", "short"} {
				t.Run(name+", "+door+", "+fault, func(t *testing.T) {
					t.Parallel()
					for at := 1; injectAt(t, h, door, fault, at); at++ {
						require.Less(t, at, maxCalls)
					}
				})
			}
		}
	}
}

// injectAt reports whether there were so many calls.
func injectAt(t *testing.T, h handle, door, fault string, at int) bool {
	t.Helper()
	i := &injector{ResponseRecorder: httptest.NewRecorder(), fault: fault, at: at}
	rs := problem.NewResponder(problem.Config{Recorder: i})
	left := injectedDoors(h, rs)[door](i, httptest.NewRequest(http.MethodGet, "/x", nil))
	where := fmt.Sprintf("call %d", at)
	if left != nil {
		assert.Equal(t, http.ErrAbortHandler, left, where)
	}
	if left == nil && i.ResponseRecorder.Header().Get("Content-Type") == "application/problem+json" && i.Body.Len() > 0 {
		assert.True(t, json.Valid(i.Body.Bytes()), "%s: a part of a document that nobody cuts: %s", where, i.Body)
	}
	assert.NotContains(t, i.Body.String(), canaryValue, where)
	assert.LessOrEqual(t, len(i.records), 1, where)
	if i.calls < at {
		require.Greater(t, at, 4, "there were calls to go wrong")
		assert.Len(t, i.records, 1, where)
	}
	return i.calls >= at
}
