package problem

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
)

// responseWriter stands between a handler and the writer of the door. It holds
// the status back until a byte of the body or a flush needs it: as long as
// nothing has begun, an error can still be answered.
//
// A handler may leak its writer to a goroutine that outlives the request. The
// lock orders such a late use with the end of the request, after which nothing
// reaches the inner writer any more.
type responseWriter struct {
	owner    door
	inner    http.ResponseWriter
	snapshot http.Header // the header as it was when the door was entered
	head     bool        // the request is a HEAD
	old      bool        // the request is one of HTTP/1.0
	closed   atomic.Bool // the request is over
	timed    atomic.Bool // the handler has set a deadline for writing

	mu       sync.Mutex
	status   int    // what the handler chose; 0: nothing yet
	text     []byte // the words of an http.Error, held back
	private  bool   // they came with a 5xx, if too late to be the status
	written  int64  // bytes of the body that went through
	declared string // the Content-Length that went with the status
	sent     bool   // the status went through
	begun    bool   // a byte of the body, a flush or a hijack went through
	hijacked bool   // the connection is the handler's
	answered bool   // the response belongs to the problem, not to the handler
	torn     bool   // the client must not take the response for a whole one
	failed   bool   // a failure was caught
	cause    error  // the last failure
	flaw     error  // the handler chose a status that is none
	writeErr error  // what the inner writer said last
}

// Errors of writes that can't be done.
var (
	errAnswered = errors.New("problem: the request was already answered with a problem")
	errClosed   = errors.New("problem: the handler has returned")
	errStatus   = errors.New("problem: not a status code")
)

func (w *responseWriter) open(owner door, inner http.ResponseWriter, r *http.Request) {
	w.owner, w.inner, w.head, w.old = owner, inner, r.Method == http.MethodHead, r.ProtoMajor == 1 && r.ProtoMinor == 0
	if h := inner.Header(); len(h) > 0 {
		w.snapshot = maps.Clone(h)
	}
}

func (w *responseWriter) door() door { return w.owner }

// Header returns the header of the response; after the request a detached one.
func (w *responseWriter) Header() http.Header {
	if w.closed.Load() {
		return http.Header{}
	}
	return w.inner.Header()
}

// WriteHeader holds the status back. Informational ones pass at once and don't
// begin the response (RFC 9110, section 15.2), except 101, which ends it.
func (w *responseWriter) WriteHeader(status int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.late() != nil || w.status != 0:
		w.private = w.private || status >= 500
	case status == http.StatusSwitchingProtocols:
		w.status = status
		w.begin()
	case status >= 100 && status < 200:
		w.inner.WriteHeader(status)
	case status < 100 || status > 999:
		w.status = http.StatusInternalServerError
		w.flaw = fmt.Errorf("WriteHeader(%d): %w", status, errStatus)
	default:
		w.status = status
	}
}

func (w *responseWriter) late() error {
	switch {
	case w.closed.Load():
		return errClosed
	case w.answered:
		return errAnswered
	}
	return w.flaw
}

// Write passes bytes on, unless they are the words of an http.Error.
func (w *responseWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.late(); err != nil {
		return 0, err
	}
	if w.holds(len(p)) {
		w.text = append(w.text, p...)
		return len(p), nil
	}
	w.begin()
	n, err := w.inner.Write(p)
	return w.count(len(p), n, err)
}

// count keeps what became of a write. HTTP/2 calls any content of an answer to
// HEAD a short write, once there is much of it; it is as much as it should be.
func (w *responseWriter) count(size, n int, err error) (int, error) {
	if w.head && errors.Is(err, io.ErrShortWrite) {
		n, err = size, nil
	}
	w.written += int64(n)
	if err != nil {
		w.writeErr = err
	}
	return n, err
}

// holds reports whether a write is held back: an empty one, which begins
// nothing, and the single short text of an http.Error.
func (w *responseWriter) holds(size int) bool {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	if w.begun || w.text != nil {
		return false
	}
	if size == 0 {
		return true
	}
	return w.status >= 400 && size <= maxHeldText && w.isErrorText()
}

// isErrorText recognises the header of http.Error's answers. A coding that was
// there before the door is that of outer middleware, which encodes what it gets;
// http.ServeContent takes even that one out.
func (w *responseWriter) isErrorText() bool {
	h, coding := w.inner.Header(), "Content-Encoding"
	lines := h["Content-Type"]
	return len(lines) == 1 && lines[0] == "text/plain; charset=utf-8" &&
		(len(h[coding]) == 0 || slices.Equal(h[coding], w.snapshot[coding]))
}

// begin lets go of what was held. An inner writer that panics half-way may have
// sent the status or not: the response is torn until it returns.
func (w *responseWriter) begin() {
	if w.begun {
		return
	}
	if w.status == 0 {
		w.status = http.StatusOK
	}
	w.begun, w.torn = true, true
	w.commit()
	if text := w.text; len(text) > 0 {
		w.text = nil
		n, err := w.inner.Write(text)
		_, _ = w.count(len(text), n, err)
	}
	w.torn = false
}

func (w *responseWriter) commit() {
	if !w.sent {
		w.sent = true
		w.declared = w.inner.Header().Get("Content-Length")
		w.inner.WriteHeader(w.status)
	}
}

// close ends the request. What the handler chose and nobody replaced goes out.
func (w *responseWriter) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	defer w.closed.Store(true)
	switch {
	case w.closed.Load() || w.torn || w.status == 0:
	case w.answered:
		dropTrailers(w.inner.Header(), w.snapshot) // of middleware that goes on behind the answer
	case w.text != nil:
		w.begin()
	default:
		w.commit()
	}
}

// answerWriter is the way of the document to the inner writer, past the
// handler's part. Foreign writers may fail or panic on it; what has gone wrong
// tears the response, because the client must not take it for a whole one.
type answerWriter responseWriter

func (w *answerWriter) guard(write func() error) (err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.closed.Load():
		return errClosed
	case w.torn:
		return w.writeErr
	}
	_, panicked := try(func() (none struct{}) { err = write(); return none })
	if err = errors.Join(err, panicked); err != nil && !errors.Is(err, errAnswered) && !errors.Is(err, errClosed) {
		w.torn, w.writeErr = true, err
	}
	return err
}

// Header returns the header of the response, and a detached one if there is none.
func (w *answerWriter) Header() (h http.Header) {
	if w.guard(func() error { h = w.inner.Header(); return nil }) != nil || h == nil {
		h = http.Header{}
	}
	return h
}

// WriteHeader sends the status.
func (w *answerWriter) WriteHeader(status int) {
	_ = w.guard(func() error { w.status = status; w.inner.WriteHeader(status); return nil })
}

// Write sends the document.
func (w *answerWriter) Write(p []byte) (n int, err error) {
	err = w.guard(func() error {
		n, err = w.inner.Write(p)
		if err == nil && n < len(p) {
			return io.ErrShortWrite
		}
		return err
	})
	return n, err
}
