package problem

import (
	"net/http"
	"strings"
)

// Exchange is one request in one door: the seam for authors of doors. It
// catches what can go wrong while a handler runs, answers once, and records
// once.
//
//	var x problem.Exchange
//	defer x.Close()
//	x.Open(responder, w, r)
//	x.Done(handler(x.Writer(), r))
//
// The zero value is ready for Open. An Exchange must not be copied or used
// again. It belongs to the goroutine of the request; its Writer may be used by
// others, and does nothing after Close.
type Exchange struct {
	rs       *Responder
	r        *http.Request
	writer   http.ResponseWriter
	w        plain
	body     bodyReader
	route    string
	trace    string
	traced   bool
	skipped  bool
	returned bool // the handler has come back
	failed   bool // an error was caught
}

// Open begins the exchange. A nil responder is one with the default
// configuration. Requests that Config.Skip leaves alone pass untouched.
//
// The body of r is replaced by a reader that remembers how reading went, so that
// an error in it can be told from one of the server.
func (x *Exchange) Open(rs *Responder, w http.ResponseWriter, r *http.Request) {
	x.rs, x.r = rs.or(), r
	if skip := x.rs.config.Skip; skip != nil {
		x.skipped, _ = try(func() bool { return skip(r) })
	}
	x.w.open(x, w)
	if x.skipped {
		x.writer = w
		return
	}
	x.writer = capable(&x.w, w)
	x.watchBody()
}

func (x *Exchange) watchBody() {
	if x.r.Body == nil || x.r.Body == http.NoBody && !hasContent(x.r.Method) {
		return
	}
	x.body = bodyReader{
		inner: x.r.Body, expect: x.r.ContentLength,
		json: strings.Contains(strings.ToLower(x.r.Header.Get("Content-Type")), "json"),
	}
	x.r.Body = &x.body
}

// hasContent names the methods that usually come with content, so that its lack
// can be the error.
func hasContent(method string) bool {
	return method == http.MethodPost || method == http.MethodPut || method == http.MethodPatch
}

// ExchangeOf returns the open exchange of this responder whose Writer w is, or
// nil. Doors use it to join an exchange instead of opening another one.
func ExchangeOf(w http.ResponseWriter, rs *Responder) *Exchange {
	own, ok := w.(interface{ exchange() *Exchange })
	if !ok || own.exchange().rs != rs.or() {
		return nil
	}
	return own.exchange()
}

// Writer returns the writer for the handler.
func (x *Exchange) Writer() http.ResponseWriter { return x.writer }

// SetRoute names the route for the record, where the request's Pattern does not.
func (x *Exchange) SetRoute(pattern string) { x.route = pattern }

// Failed reports whether an error was caught until now.
func (x *Exchange) Failed() bool { return x.failed }

// Done says that the handler has returned, and with which error; nil for none.
func (x *Exchange) Done(err error) {
	x.returned = true
	x.Fail(err)
}

// Fail answers an error at once, so that what runs after the handler sees the
// status. A nil error, or a nil *Problem in one, does nothing. A response that
// has begun and is not complete is cut: Fail then panics http.ErrAbortHandler.
func (x *Exchange) Fail(err error) {
	if absent(err) {
		return
	}
	if isAbort(err) {
		panic(http.ErrAbortHandler)
	}
	x.fail(failure{err: bodyError(err, &x.body)})
}

// Close ends the exchange. It must be deferred directly, because it recovers:
// a panic, or the end of the goroutine, is answered with a 500; an error status
// that other code left without a document gets one. http.ErrAbortHandler is
// panicked on.
func (x *Exchange) Close() {
	if x.skipped || x.rs == nil {
		return
	}
	value := recover()
	defer x.w.close()
	switch {
	case value != nil && isAbort(value):
		x.w.take()
		panic(http.ErrAbortHandler)
	case value != nil:
		x.fail(failure{err: capture(value, false)})
	case !x.returned:
		x.fail(failure{err: capture(nil, true)})
	default:
		x.settle()
	}
}

// fail answers an error, or does what is left to do when the response has
// begun: a client must see that it was cut (RFC 9112, section 8).
func (x *Exchange) fail(f failure) {
	state := x.w.state()
	x.failed = true
	f.held, f.text = state.status, state.text
	switch {
	case !state.begun && !state.answered:
		x.answer(f)
	case state.cuttable():
		_ = x.w.FlushError()
		x.recordBegun(f, state)
		x.w.take()
		panic(http.ErrAbortHandler)
	default:
		x.recordBegun(f, state)
	}
}

func (x *Exchange) answer(f failure) {
	x.w.take()
	f.route, f.trace, f.door, f.snapshot = x.pattern(), x.traceID(), true, x.w.snapshot
	x.rs.answer(x.w.inner, x.r, f)
}

// recordBegun records an error that came too late to be answered.
func (x *Exchange) recordBegun(f failure, s state) {
	v := x.rs.judge(f)
	rec := Record{
		Err: f.err, Outcome: Begun, Status: s.status, Method: x.r.Method, Route: x.pattern(), TraceID: x.traceID(),
	}
	a := answer{draft: v.Problem}
	a.draft.trace = rec.TraceID
	x.rs.record(&rec, x.r, x.rs.prepare(&rec, &a, x.r))
}

// settle looks at what a handler without an error has left: an error status
// without a document becomes a problem.
func (x *Exchange) settle() {
	state := x.w.state()
	if state.answered || state.begun || state.status < 400 || x.foreignHead() {
		return
	}
	x.failed = true
	x.answer(failure{held: state.status, text: state.text, miss: x.missed(state)})
}

// foreignHead recognises the answer to HEAD that someone else made: it has the
// header of content, and rightly no content (RFC 9110, section 9.3.2).
func (x *Exchange) foreignHead() bool {
	h := x.w.inner.Header()
	return x.r.Method == http.MethodHead && len(x.w.text) == 0 && (len(h["Content-Type"]) > 0 || len(h["Content-Length"]) > 0)
}

// missed recognises the answer of a router that knows no route: no pattern, and
// no words of its own.
func (x *Exchange) missed(s state) bool {
	router := s.status == http.StatusNotFound || s.status == http.StatusMethodNotAllowed
	return router && x.pattern() == "" && (s.text == "" || saysNothing(s.status, s.text))
}

// pattern is the route, as far as a router has told.
func (x *Exchange) pattern() string {
	if x.route != "" {
		return x.route
	}
	return x.r.Pattern
}

// traceID makes the id when it is first asked for, or takes that of an outer
// door.
func (x *Exchange) traceID() string {
	if !x.traced {
		x.trace, x.traced = x.rs.traceID(x.w.inner, x.r), true
	}
	return x.trace
}
