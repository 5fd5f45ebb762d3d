package problem

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
)

// state is how far a response was when a failure was caught.
type state struct {
	status   int
	text     string // the words of an http.Error
	flaw     error  // the status that was chosen is none, or the words say what the log alone may
	begun    bool
	over     bool // answered, or the request is over: nothing more can be sent
	final    bool // nothing can be added or cut: complete, or hijacked
	lost     bool // the error says that the client did not take what was written
	repeated bool // the same failure as before
	claimed  bool // the response is now the problem's
}

// cuttable reports whether the client would take a torn response for a whole
// one, unless the connection is cut (RFC 9112, section 8).
func (s state) cuttable() bool { return s.begun && !s.over && !s.final && s.status < 400 }

func (w *responseWriter) look() state {
	s := state{status: w.status, text: string(w.text), flaw: w.flaw, begun: w.begun, over: w.answered || w.closed.Load()}
	if w.private && s.text != "" {
		s.text, s.flaw = "", errors.New(s.text)
	}
	return s
}

// complete reports whether the client has all of the body: as much as the
// handler said it would be, or none where there is none (RFC 9110, section
// 6.4.1). A length that came after the status was never sent: compressing
// middleware sets one while a panic passes by.
func (w *responseWriter) complete() bool {
	if w.status == http.StatusNoContent || w.status == http.StatusNotModified {
		return true
	}
	declared, err := strconv.ParseInt(w.declared, 10, 64)
	return err == nil && w.written >= declared
}

// innerHeader is nil where the inner writer panics.
func (w *responseWriter) innerHeader() http.Header {
	h, _ := try(w.inner.Header)
	return h
}

// claim ends the handler's part because of a failure: the response becomes the
// problem's if nothing has begun. If the client could take it for a whole one, it
// gets what there is and no more, so that the end of the request can cut it.
func (w *responseWriter) claim(ctx context.Context, cause error) state {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.look()
	s.final = w.hijacked || w.begun && w.complete()
	s.repeated = isKey(cause) && w.cause == cause
	s.lost = w.lost(ctx, cause)
	w.failed, w.cause = true, cause
	switch {
	case s.over:
	case !s.begun:
		w.answered, s.claimed = true, true
	case s.cuttable():
		if !w.old { // there what is not sent can't look whole
			_, _ = try(http.NewResponseController(w.inner).Flush)
		}
		w.answered, w.torn = true, true
	}
	return s
}

// superseded asks the writers around while the request lasts: afterwards they may
// serve another one.
func (w *responseWriter) superseded() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.closed.Load() && superseded(w.inner)
}

// lost reports whether a failure is the inner writer's own error for a client
// that has gone. Servers cancel the context of the request for that; any other
// error of a write is one of the program.
func (w *responseWriter) lost(ctx context.Context, cause error) bool {
	var tree errorTree
	return w.writeErr != nil && ctx.Err() == context.Canceled && tree.of(cause).contains(w.writeErr)
}

// claimEmpty claims the response if all that the handler has left is an error
// status, or the words of an http.Error.
func (w *responseWriter) claimEmpty() (s state, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s = w.look()
	if s.over || s.begun || s.status < 400 || w.foreignHead() {
		return s, false
	}
	w.failed, w.answered = true, true
	return s, true
}

// foreignHead recognises the answer to HEAD that someone else made: it has the
// header of content, and rightly no content (RFC 9110, section 9.3.2).
func (w *responseWriter) foreignHead() bool {
	h := w.innerHeader()
	return w.head && w.text == nil && w.flaw == nil && (len(h["Content-Type"]) > 0 || len(h["Content-Length"]) > 0)
}

// tear makes the end of the request a cut.
func (w *responseWriter) tear() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failed, w.answered, w.torn = true, true, true
}

func (w *responseWriter) isTorn() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.torn
}

func (w *responseWriter) hasFailed() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.failed
}

// abandon ends a request whose handler did not return: nothing more is sent.
func (w *responseWriter) abandon() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answered = true
	w.closed.Store(true)
}

// finish is the last step and deferred directly. What goes wrong as late as this
// can't be answered any more, only cut off.
func (w *responseWriter) finish() {
	broken := recover()
	_, failed := try(func() (none struct{}) { w.close(); return none })
	if broken != nil || failed != nil || w.isTorn() {
		_, _ = try(func() (none struct{}) { w.reset(); return none })
		panic(http.ErrAbortHandler)
	}
}

// reset makes the cut one that HTTP/1.0 shows: there a response usually ends with
// its connection (RFC 9112, section 6.3), so that the end of a part looks like that
// of the whole. Some proxies talk to servers in no other version.
func (w *responseWriter) reset() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.old || !w.begun || w.hijacked {
		return
	}
	conn, _, err := http.NewResponseController(pastGin(w.inner)).Hijack() // which refuses when something was written
	if err != nil {
		return
	}
	if secure, ok := conn.(interface{ NetConn() net.Conn }); ok {
		conn = secure.NetConn() // TLS would say goodbye
	}
	if plain, ok := conn.(interface{ SetLinger(seconds int) error }); ok {
		_ = plain.SetLinger(0)
	}
	_ = conn.Close()
}
