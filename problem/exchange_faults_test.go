package problem_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// seenRecords keeps all records.
type seenRecords struct {
	mu   sync.Mutex
	list []problem.Record
}

func (*seenRecords) Enabled(context.Context, slog.Level) bool { return true }

func (s *seenRecords) Record(_ context.Context, r problem.Record) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, r)
}

func (s *seenRecords) all() []problem.Record {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]problem.Record(nil), s.list...)
}

// faultyWriter goes wrong at the n-th call of one of its methods.
type faultyWriter struct {
	*httptest.ResponseRecorder
	method, fault string
	at, calls     int
}

var errFault = errors.New("fault")

func (w *faultyWriter) hit(method string) bool {
	if method != w.method {
		return false
	}
	w.calls++
	if w.calls == w.at && w.fault == "panic" {
		panic("foreign")
	}
	return w.calls == w.at
}

func (w *faultyWriter) Header() http.Header {
	w.hit("Header")
	return w.ResponseRecorder.Header()
}

func (w *faultyWriter) WriteHeader(status int) {
	if !w.hit("WriteHeader") {
		w.ResponseRecorder.WriteHeader(status)
	}
}

func (w *faultyWriter) Write(p []byte) (int, error) {
	switch {
	case !w.hit("Write"):
		return w.ResponseRecorder.Write(p)
	case w.fault == "short":
		return w.ResponseRecorder.Write(p[:len(p)/2])
	}
	return 0, errFault
}

func (w *faultyWriter) WriteString(s string) (int, error) { return w.Write([]byte(s)) }

func (w *faultyWriter) FlushError() error {
	if w.hit("Flush") {
		return errFault
	}
	w.ResponseRecorder.Flush()
	return nil
}

// faultyHandlers are all ways through a door. Each fails.
var faultyHandlers = map[string]func(w http.ResponseWriter) error{
	"error":        func(http.ResponseWriter) error { return errors.New("x") },
	"panic":        func(http.ResponseWriter) error { panic("x") },
	"empty 404":    func(w http.ResponseWriter) error { w.WriteHeader(404); return nil },
	"http.Error":   func(w http.ResponseWriter) error { http.Error(w, "x", 400); return nil },
	"begun, error": func(w http.ResponseWriter) error { _, _ = w.Write([]byte("part")); return errors.New("x") },
	"begun, panic": func(w http.ResponseWriter) error { _, _ = io.WriteString(w, "part"); panic("x") },
	"complete, panic": func(w http.ResponseWriter) error {
		w.Header().Set("Content-Length", "1")
		_, _ = w.Write([]byte("p"))
		panic("x")
	},
	"two texts, panic": func(w http.ResponseWriter) error { http.Error(w, "x", 400); _, _ = w.Write([]byte("y")); panic("x") },
	"early hints":      func(w http.ResponseWriter) error { w.WriteHeader(103); return errors.New("x") },
	"flush":            func(w http.ResponseWriter) error { _ = http.NewResponseController(w).Flush(); return errors.New("x") },
	"held success":     func(w http.ResponseWriter) error { w.WriteHeader(201); panic("x") },
}

// Nothing but http.ErrAbortHandler leaves a door, whatever its writer does, the
// failure is recorded, and an answer that did not come about is not taken for a
// success.
func TestFaultyInnerWriters(t *testing.T) {
	t.Parallel()
	for name, handler := range faultyHandlers {
		for _, method := range []string{"Header", "WriteHeader", "Write", "Flush"} {
			for _, fault := range []string{"panic", "error", "short"} {
				for at := 1; at <= 6; at++ {
					t.Run(fmt.Sprintf("%s, %s %d: %s", name, method, at, fault), func(t *testing.T) {
						t.Parallel()
						w := &faultyWriter{ResponseRecorder: httptest.NewRecorder(), method: method, fault: fault, at: at}
						checkFaulty(t, w, handler)
					})
				}
			}
		}
	}
}

// visible reports whether anybody can see the fault: WriteHeader returns nothing,
// and many writers can't flush.
func (w *faultyWriter) visible() bool { return w.fault == "panic" || w.method == "Write" }

func checkFaulty(t *testing.T, w *faultyWriter, handler func(http.ResponseWriter) error) {
	seen := &seenRecords{}
	rs := problem.NewResponder(problem.Config{Recorder: seen})
	escaped := escaping(func() {
		var x problem.Exchange
		defer x.Close()
		x.Open(rs, w, httptest.NewRequest("GET", "/", nil))
		x.Done(handler(x.Writer()))
	})
	if escaped != nil {
		assert.Equal(t, http.ErrAbortHandler, escaped)
	}
	require.NotEmpty(t, seen.all())
	whole := w.Body.String() == w.ResponseRecorder.Header().Get("Content-Length")
	if hit := w.calls >= w.at; hit && escaped == nil && !whole && w.visible() {
		assert.GreaterOrEqual(t, w.Code, 400, "no success: %s", w.Body)
	}
	if w.calls < w.at {
		assert.Len(t, seen.all(), 1)
	}
}

func escaping(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

// What fails while a success goes out is nobody's failure, but no panic leaves.
func TestFaultsAtTheEnd(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 404} {
		w := &faultyWriter{ResponseRecorder: httptest.NewRecorder(), method: "WriteHeader", fault: "panic", at: 1}
		escaped := escaping(func() {
			openDoor(w, func(w http.ResponseWriter) { w.WriteHeader(status) })
		})
		assert.Equal(t, http.ErrAbortHandler, escaped, strconv.Itoa(status))
	}
}

// The outcome tells that the document was not written.
func TestWriteFailed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		method, fault string
		want          error
	}{{"Write", "error", errFault}, {"Write", "short", io.ErrShortWrite}, {"WriteHeader", "panic", nil}, {"Write", "panic", nil}} {
		seen := &seenRecords{}
		w := &faultyWriter{ResponseRecorder: httptest.NewRecorder(), method: c.method, fault: c.fault, at: 1}
		escaped := escaping(func() {
			var x problem.Exchange
			defer x.Close()
			x.Open(problem.NewResponder(problem.Config{Recorder: seen}), w, httptest.NewRequest("GET", "/", nil))
			x.Done(problem.Locked)
		})
		assert.Equal(t, http.ErrAbortHandler, escaped, "a torn document is cut")
		require.Len(t, seen.all(), 1)
		assert.Equal(t, problem.WriteFailed, seen.all()[0].Outcome)
		assert.Error(t, seen.all()[0].WriteErr)
		if c.want != nil {
			assert.ErrorIs(t, seen.all()[0].WriteErr, c.want)
		}
	}
}
