package problem

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"strconv"
	"sync"
)

// responseWriter stands between a handler and the writer of the door. It holds
// the status back until a byte of the body or a flush needs it: as long as
// nothing has begun, an error can still be answered.
//
// A handler may leak its writer to a goroutine that outlives the request. The
// lock orders such a late use with the end of the request, after which nothing
// reaches the inner writer any more.
type responseWriter struct {
	x        *Exchange
	inner    http.ResponseWriter
	snapshot http.Header // the header as it was when the door was entered

	mu       sync.Mutex
	status   int    // what the handler chose; 0: nothing yet
	text     []byte // the words of an http.Error, held back
	written  int64  // bytes of the body that went through
	sent     bool   // the status went through
	begun    bool   // a byte of the body, a flush or a hijack went through
	hijacked bool   // the connection is the handler's
	answered bool   // the problem document was written in place of the handler's answer
	closed   bool   // the request is over
}

// Errors of writes that come too late.
var (
	errAnswered = errors.New("problem: the request was already answered with a problem")
	errClosed   = errors.New("problem: the handler has returned")
)

func (w *responseWriter) open(x *Exchange, inner http.ResponseWriter) {
	w.x, w.inner = x, inner
	if h := inner.Header(); len(h) > 0 {
		w.snapshot = maps.Clone(h)
	}
}

func (w *responseWriter) exchange() *Exchange { return w.x }

// Unwrap lets http.ResponseController reach the inner writer.
func (w *responseWriter) Unwrap() http.ResponseWriter { return w.inner }

// Header returns the header of the response; after the request a detached one.
func (w *responseWriter) Header() http.Header {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
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
	case status == http.StatusSwitchingProtocols:
		w.status = status
		w.commit()
		w.begun = true
	case status >= 100 && status < 200:
		w.inner.WriteHeader(status)
	case status < 100 || status > 999:
		w.status = http.StatusInternalServerError
	default:
		w.status = status
	}
}

func (w *responseWriter) late() error {
	switch {
	case w.closed:
		return errClosed
	case w.answered:
		return errAnswered
	}
	return nil
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
	w.written += int64(n)
	return n, err
}

// WriteString is Write without a copy where the inner writer can do that.
func (w *responseWriter) WriteString(s string) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.late(); err != nil {
		return 0, err
	}
	if w.holds(len(s)) {
		w.text = append(w.text, s...)
		return len(s), nil
	}
	w.begin()
	n, err := io.WriteString(w.inner, s)
	w.written += int64(n)
	return n, err
}

// holds reports whether a write is held back: an empty one, which begins
// nothing, and the single short text of an http.Error.
func (w *responseWriter) holds(size int) bool {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	if w.begun || w.sent || w.text != nil {
		return false
	}
	if size == 0 {
		return true
	}
	return w.status >= 400 && size <= maxHeldText && isErrorText(w.inner.Header())
}

// isErrorText recognises the header of http.Error's answers.
func isErrorText(h http.Header) bool {
	lines := h["Content-Type"]
	return len(lines) == 1 && lines[0] == "text/plain; charset=utf-8" && len(h["Content-Encoding"]) == 0
}

// begin lets go of what was held.
func (w *responseWriter) begin() {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	w.commit()
	w.begun = true
	if len(w.text) > 0 {
		n, _ := w.inner.Write(w.text)
		w.written += int64(n)
	}
	w.text = nil
}

func (w *responseWriter) commit() {
	if !w.sent {
		w.sent = true
		w.inner.WriteHeader(w.status)
	}
}

// FlushError begins the response and flushes it, if the inner writer can.
func (w *responseWriter) FlushError() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.late(); err != nil {
		return err
	}
	w.begin()
	return http.NewResponseController(w.inner).Flush()
}

// use begins the response for something that writes past this writer.
func (w *responseWriter) use() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.late(); err != nil {
		return err
	}
	w.begin()
	return nil
}

// giveAway marks that the connection is no longer the server's.
func (w *responseWriter) giveAway() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.begun, w.sent, w.hijacked, w.text = true, true, true, nil
}

// count adds bytes that went past this writer.
func (w *responseWriter) count(n int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.written += n
}

// complete reports whether the body is as long as the handler said it would be.
func (w *responseWriter) complete() bool {
	declared, err := strconv.ParseInt(w.inner.Header().Get("Content-Length"), 10, 64)
	return err == nil && w.written >= declared
}

// state is what an Exchange has to know about the response.
type state struct {
	status   int
	text     string
	begun    bool
	answered bool
	final    bool // nothing can be added or cut: complete, or hijacked
}

// cuttable reports whether the client would take a torn response for a whole
// one, unless the connection is cut.
func (s state) cuttable() bool { return s.begun && !s.answered && s.status < 400 && !s.final }

func (w *responseWriter) state() state {
	w.mu.Lock()
	defer w.mu.Unlock()
	final := w.hijacked || w.begun && w.complete()
	return state{w.status, string(w.text), w.begun, w.answered, final}
}

// take ends the handler's part: from now on the response belongs to the problem.
func (w *responseWriter) take() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answered = true
}

// close ends the request. What the handler chose and nobody replaced goes out.
func (w *responseWriter) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed && !w.answered && w.text != nil {
		w.begin()
	}
	if !w.closed && !w.answered && w.status != 0 {
		w.commit()
	}
	w.closed = true
}

// restore undoes what the handler did to the header. The fields that describe a
// representation become what they were; with all, every field does.
func restore(h, snapshot http.Header, all bool) {
	if all {
		maps.DeleteFunc(h, func(name string, _ []string) bool { return snapshot[name] == nil })
		maps.Copy(h, snapshot)
		return
	}
	for _, name := range representationFields {
		if before, ok := snapshot[name]; ok {
			h[name] = before
		} else {
			delete(h, name)
		}
	}
}
