package problem

import (
	"net/http"
	"strings"
	"sync"
)

// Exchange is one request in one door: the seam for authors of doors. It
// catches what can go wrong while a handler runs, answers once, and records
// once.
//
//	var x problem.Exchange
//	defer x.Close()
//	x.Open(responder, w, r)
//	x.Done(handler(x.Writer(), x.Request()))
//
// The zero value is ready for Open. An Exchange must not be copied or used
// again. It belongs to the goroutine of the request; its Writer may be used by
// others, and does nothing after Close.
type Exchange struct {
	rs       *Responder
	r        *http.Request
	request  *http.Request // the handler's
	writer   http.ResponseWriter
	w        plain
	body     bodyReader
	route    string
	routed   bool // a door has named the route
	known    bool // a door has routes for the method
	trace    string
	tracing  sync.Once
	skipped  bool
	returned bool // the handler has come back
	onPanic  func(*Exchange, *PanicError) error
}

// Open begins the exchange. A nil responder is one with the default
// configuration. Requests that Config.Skip leaves alone get no answer but that
// of an error which Done or Fail was given.
//
// A request with content is copied for the handler, see Request.
func (x *Exchange) Open(rs *Responder, w http.ResponseWriter, r *http.Request) {
	x.rs, x.r, x.request = rs.or(), r, r
	if skip := x.rs.config.Skip; skip != nil {
		x.skipped, _ = try(func() bool { return skip(r) })
	}
	x.w.open(x, w, r)
	x.writer = capable(&x.w, w)
	x.request = x.body.watch(r)
}

// Request returns the request for the handler. One with content is a copy, whose
// body remembers how reading went: an error in it can then be told from one of
// the server. The server keeps its own.
func (x *Exchange) Request() *http.Request { return x.request }

// ExchangeOf returns the open exchange of this responder whose Writer w is, or
// nil. Doors use it to join an exchange instead of opening another one.
func ExchangeOf(w http.ResponseWriter, rs *Responder) *Exchange {
	if x, ok := doorOf(w).(*Exchange); ok && x.rs == rs.or() {
		return x
	}
	return nil
}

func (x *Exchange) responder() *Responder { return x.rs }

// Writer returns the writer for the handler. A door that has to hand it out in
// another shape gives that type a method Presents() http.ResponseWriter, which
// returns this writer, so that the exchange is found.
func (x *Exchange) Writer() http.ResponseWriter { return x.writer }

// SetRoute names the route for the record, in the place of the request's
// Pattern; "" says that the door's router has none.
func (x *Exchange) SetRoute(pattern string) { x.route, x.routed = pattern, true }

// KnowMethod tells that the door's router has routes for the method of this
// request. A path that has none is then a 404 or 405, and not the 501 for a method
// that nobody knows (RFC 9110, section 9.1).
func (x *Exchange) KnowMethod() { x.known = true }

// Skipped reports whether Config.Skip leaves this request alone.
func (x *Exchange) Skipped() bool { return x.skipped }

// OnPanic sets a function that is asked, when the handler has panicked, whether the
// request is to blame. The error that it returns is answered in the place of the
// panic; nil leaves it a panic. It must be certain: a panic is nearly always a
// mistake of the program, which must not be hidden. One that panics is not heard.
func (x *Exchange) OnPanic(explain func(*Exchange, *PanicError) error) { x.onPanic = explain }

// Failed reports whether an error was caught until now.
func (x *Exchange) Failed() bool { return x.w.hasFailed() }

// Done says that the handler has returned, and with which error; nil for none.
func (x *Exchange) Done(err error) {
	x.returned = true
	x.Fail(err)
}

// Fail answers an error at once, so that what runs after the handler sees the
// status. A nil error, or a nil *Problem in one, does nothing. A response that
// has begun and is not complete takes no more from the handler, and Close cuts
// it; so it does for http.ErrAbortHandler.
func (x *Exchange) Fail(err error) {
	switch {
	case absent(err):
	case isAbort(err):
		x.w.tear()
	default:
		x.fail(failure{err: err})
	}
}

func (x *Exchange) respond(err error) { x.Fail(err) }

// Close ends the exchange. It must be deferred directly, because it recovers:
// a panic, or the end of the goroutine, is answered with a 500; an error status
// that other code left without a document gets one. The only thing that it
// panics with is http.ErrAbortHandler, to cut a response.
func (x *Exchange) Close() {
	switch {
	case x.rs == nil:
		return
	case x.skipped && !x.returned:
		x.w.abandon()
		return
	}
	value := recover()
	defer giveBack(x.r, x.request)
	defer x.w.finish()
	switch {
	case value != nil && isAbort(value):
		x.w.tear()
	case value != nil:
		x.fail(failure{err: x.explain(capture(value, false, &x.rs.places))})
	case !x.returned:
		x.fail(failure{err: capture(nil, true, &x.rs.places)})
		x.send()
	case !x.skipped:
		x.settle()
	}
}

// explain asks the door about a panic.
func (x *Exchange) explain(p *PanicError) error {
	if x.onPanic == nil {
		return p
	}
	if err, failed := try(func() error { return x.onPanic(x, p) }); failed == nil && err != nil {
		return err
	}
	return p
}

// send brings the answer on its way before the goroutine ends: a server that
// is torn out of its handler flushes nothing.
func (x *Exchange) send() { _ = x.answerer().FlushError() }

func (x *Exchange) answerer() *answerWriter { return (*answerWriter)(&x.w.responseWriter) }

// fail answers an error if that is still possible. The same error a second time
// is the same failure.
func (x *Exchange) fail(f failure) {
	s := x.w.claim(x.r.Context(), f.err)
	f.lost = x.body.lost(x.r.Context(), f.err)
	f.err = quotedError(bodyError(f.err, &x.body), &x.body)
	switch {
	case s.claimed:
		x.answer(f, s)
	case !s.repeated && !x.superseded(f.err):
		x.recordLate(f, s)
	}
}

// superseded reports whether a failure is none of the request's any more,
// because another answer was sent. A panic is recorded all the same.
func (x *Exchange) superseded(err error) bool {
	_, panicked := err.(*PanicError)
	return !panicked && x.w.superseded()
}

// answer hands the failure to the responder. A panic leaves the status of the
// handler out of account: it says what was meant, and something else happened.
func (x *Exchange) answer(f failure, s state) {
	if _, panicked := f.err.(*PanicError); !panicked {
		f.held, f.text = s.status, s.text
	}
	f.route, f.trace, f.door, f.snapshot = x.pattern(), x.traceID(), true, x.w.snapshot
	made := false
	defer func() {
		if !made { // a foreign method has panicked: a cut says so, an empty 200 does not
			x.w.tear()
		}
	}()
	x.rs.answer(x.answerer(), x.r, f)
	made = true
}

// recordLate records an error that came too late to be answered.
func (x *Exchange) recordLate(f failure, s state) {
	f.held = s.status
	rec := Record{
		Err: f.err, Outcome: Begun, Status: s.status, Method: x.r.Method, Route: x.pattern(), TraceID: x.traceID(),
	}
	a := answer{draft: x.rs.judge(f).Problem}
	if s.lost || f.lost || gone(x.r, f.err) {
		rec.Outcome, rec.Status, a.draft = ClientGone, clientGone.status, ofDefinition(clientGone)
	}
	a.draft.trace = rec.TraceID
	x.rs.record(&rec, x.r, x.rs.prepare(&rec, &a, x.r))
}

// settle looks at what a handler without an error has left: an error status
// without a document becomes a problem.
func (x *Exchange) settle() {
	if s, ok := x.w.claimEmpty(); ok {
		x.answer(failure{err: s.flaw, miss: x.missed(s)}, s)
	}
}

// missed recognises the answer of a router that has no handler for the request:
// no words of its own, and a 405, no pattern, or that of a tree with another router.
func (x *Exchange) missed(s state) bool {
	nested := s.text != "" && strings.HasSuffix(x.pattern(), "/")
	router := s.status == http.StatusMethodNotAllowed || s.status == http.StatusNotFound && (nested || x.pattern() == "")
	return router && !x.known && (s.text == "" || saysNothing(s.status, s.text))
}

// pattern is the route, as far as a router has told.
func (x *Exchange) pattern() string {
	if x.routed {
		return x.route
	}
	return x.request.Pattern
}

// traceID makes the id when it is first asked for, or takes that of an outer
// door. Handlers may ask from several goroutines.
func (x *Exchange) traceID() string {
	x.tracing.Do(func() {
		if d := x.w.around(); d != nil {
			x.trace = d.traceID()
		}
		if x.trace == "" {
			x.trace = x.rs.newTraceID(x.r)
		}
	})
	return x.trace
}
