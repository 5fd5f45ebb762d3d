package problem_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// lateUses are what a leaked goroutine may do to its writer, and the error it
// gets.
func lateUses(t *testing.T) map[string]func(w http.ResponseWriter) error {
	file, err := os.Open(os.Args[0])
	require.NoError(t, err)
	t.Cleanup(func() { _ = file.Close() })
	return map[string]func(w http.ResponseWriter) error{
		"Write":       func(w http.ResponseWriter) error { _, err := w.Write([]byte("late")); return err },
		"WriteString": func(w http.ResponseWriter) error { _, err := io.WriteString(w, "late"); return err },
		"Flush":       func(w http.ResponseWriter) error { return http.NewResponseController(w).Flush() },
		"Hijack":      func(w http.ResponseWriter) error { _, _, err := http.NewResponseController(w).Hijack(); return err },
		"file":        func(w http.ResponseWriter) error { _, err := w.(io.ReaderFrom).ReadFrom(file); return err },
		"reader":      func(w http.ResponseWriter) error { _, err := io.Copy(w, strings.NewReader("late")); return err },
	}
}

func TestLateUse(t *testing.T) {
	t.Parallel()
	for name, use := range lateUses(t) {
		inner, log := mixture(flushBit | hijackBit | readBit)
		var leaked http.ResponseWriter
		openDoor(inner, func(w http.ResponseWriter) { leaked = w })
		assert.Error(t, use(leaked), name)
		leaked.WriteHeader(http.StatusTeapot)
		leaked.Header().Set("X-Late", "1")
		leaked.(http.Flusher).Flush()
		assert.Empty(t, log.calls)
		assert.Empty(t, log.body.String())
		assert.Empty(t, log.header)
	}
}

func TestLatePush(t *testing.T) {
	t.Parallel()
	for _, bits := range []int{pushBit, flushBit | pushBit} {
		inner, log := mixture(bits)
		var leaked http.ResponseWriter
		openDoor(inner, func(w http.ResponseWriter) { leaked = w })
		assert.Error(t, leaked.(http.Pusher).Push("/a", nil))
		assert.Empty(t, log.calls)
	}
}

// Deadlines belong to the connection, which serves the next request by then.
func TestLateDeadline(t *testing.T) {
	t.Parallel()
	inner := flushesWithError{newInnerWriter()}
	var leaked http.ResponseWriter
	openDoor(inner, func(w http.ResponseWriter) { leaked = w })
	assert.ErrorIs(t, http.NewResponseController(leaked).EnableFullDuplex(), http.ErrNotSupported)
	assert.Empty(t, inner.calls)
}

func TestUseAfterTheAnswer(t *testing.T) {
	t.Parallel()
	for name, use := range lateUses(t) {
		inner, log := mixture(flushBit | hijackBit | readBit)
		openFailing(inner, problem.Locked, func(w http.ResponseWriter) {
			before, calls := log.body.String(), len(log.calls)
			assert.Error(t, use(w), name)
			w.WriteHeader(http.StatusOK)
			assert.Equal(t, before, log.body.String())
			assert.Len(t, log.calls, calls)
		})
		assert.Equal(t, "status 423", log.calls[0])
	}
}

// openFailing answers an error and then runs f.
func openFailing(w http.ResponseWriter, err error, f func(w http.ResponseWriter)) {
	var x problem.Exchange
	defer x.Close()
	x.Open(problem.NewResponder(problem.Config{Recorder: problem.NoRecorder}), w, httptest.NewRequest("GET", "/", nil))
	x.Fail(err)
	f(x.Writer())
	x.Done(nil)
}

// An error that is reported after the request is recorded and not written.
func TestLateRespond(t *testing.T) {
	t.Parallel()
	seen := &seenRecords{}
	rs := problem.NewResponder(problem.Config{Recorder: seen})
	inner := newInnerWriter()
	r := httptest.NewRequest("GET", "/", nil)
	var x problem.Exchange
	func() {
		defer x.Close()
		x.Open(rs, inner, r)
		x.Done(nil)
	}()
	rs.Respond(x.Writer(), r, errors.New("late"))
	assert.Empty(t, inner.calls)
	assert.Empty(t, inner.body.String())
	require.Len(t, seen.all(), 1)
	assert.Equal(t, problem.Begun, seen.all()[0].Outcome)
}

// The same error twice is one failure, another one is another.
func TestRepeatedErrors(t *testing.T) {
	t.Parallel()
	first, second := errors.New("first"), errors.New("second")
	seen := &seenRecords{}
	rs := problem.NewResponder(problem.Config{Recorder: seen})
	r := httptest.NewRequest("GET", "/", nil)
	var x problem.Exchange
	func() {
		defer x.Close()
		x.Open(rs, httptest.NewRecorder(), r)
		rs.Respond(x.Writer(), r, first)
		assert.True(t, x.Failed())
		x.Fail(first)
		x.Done(second)
	}()
	require.Len(t, seen.all(), 2)
	assert.Equal(t, []problem.Outcome{problem.Answered, problem.Begun}, []problem.Outcome{seen.all()[0].Outcome, seen.all()[1].Outcome})
}

func TestCloseWithoutOpen(t *testing.T) {
	t.Parallel()
	assert.NotPanics(t, func() {
		var x problem.Exchange
		defer x.Close()
	})
}
