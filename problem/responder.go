package problem

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

// defaultResponder serves doors and calls that were given none.
var defaultResponder = sync.OnceValue(func() *Responder { return NewResponder(Config{}) })

// or returns the responder, or the default one for nil.
func (rs *Responder) or() *Responder {
	if rs == nil {
		return defaultResponder()
	}
	return rs
}

// Error answers a request with the problem of err, as http.Error would with a
// text, by a responder with the default configuration. See [Responder.Respond].
func Error(w http.ResponseWriter, r *http.Request, err error) { defaultResponder().Respond(w, r, err) }

// Respond answers a request with the problem of err, and records it. A nil
// error, or a nil *Problem in one, does nothing.
//
// Handlers behind a door had better return their error. Without a door Respond
// can't know whether the response has begun: call it before anything was
// written, and write nothing after. Fields of the header that describe another
// representation are deleted.
func (rs *Responder) Respond(w http.ResponseWriter, r *http.Request, err error) {
	rs = rs.or()
	if absent(err) {
		return
	}
	if x := ExchangeOf(w, rs); x != nil {
		x.fail(failure{err: err})
		return
	}
	rs.answer(w, r, failure{err: err, trace: rs.traceID(w, r)})
}

// Map returns the problem that err becomes, without answering: the pure part,
// for tests of rules. Its cause is err. A nil error gives nil.
func (rs *Responder) Map(err error) *Problem {
	if absent(err) {
		return nil
	}
	p := rs.or().judge(failure{err: err}).Problem
	return &p
}

// TraceIDOf returns the trace id that a problem on this exchange carries, and ""
// when w does not come from a door.
func TraceIDOf(w http.ResponseWriter) string {
	for w != nil {
		if own, ok := w.(interface{ exchange() *Exchange }); ok {
			return own.exchange().traceID()
		}
		inner, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return ""
		}
		w = inner.Unwrap()
	}
	return ""
}

// traceID is that of the door around w, so that one exchange has one id.
func (rs *Responder) traceID(w http.ResponseWriter, r *http.Request) string {
	if id := TraceIDOf(w); id != "" {
		return id
	}
	id, _ := try(func() string { return rs.config.TraceID(r) })
	return id
}

// failure is what a door has caught.
type failure struct {
	err      error
	held     int    // the error status that the handler had chosen, or 0
	text     string // the words of an http.Error
	miss     bool   // a router had no route
	route    string
	trace    string
	door     bool        // snapshot is the header as it was when a door was entered
	snapshot http.Header //
}

// judge finds the problem of a failure. An error that nobody declared leaves
// the status standing that the handler had chosen.
func (rs *Responder) judge(f failure) verdict {
	if f.err == nil {
		return verdict{Problem: heldProblem(f.held, f.text), declared: true}
	}
	v := rs.mapper.classify(f.err)
	if !v.declared && isErrorStatus(f.held) {
		v.Problem = heldProblem(f.held, f.text)
	}
	if v.cause == nil {
		v.cause = f.err
	}
	return v
}

// heldProblem is the problem of a status that other code chose, with its words
// where they were meant for the client and say more than the status.
func heldProblem(status int, text string) Problem {
	p := ofDefinition(OfStatus(status).def)
	if text = strings.TrimSpace(text); text == "" {
		return p
	}
	switch {
	case status >= 500:
		p.cause = errors.New(text)
	case !saysNothing(status, text):
		p.Detail = strings.ToValidUTF8(text, "\uFFFD")
	}
	return p
}

// saysNothing recognises the words of routers, which repeat the status.
func saysNothing(status int, text string) bool {
	text = strings.TrimSpace(strings.TrimPrefix(strings.ToLower(text), strconv.Itoa(status)))
	return text == "page not found" || text == strings.ToLower(phraseOf(status)) ||
		text == strings.ToLower(http.StatusText(status))
}

// gone reports whether the client has left: its context is over, and that is
// what stopped the handler. A half-closed client still reads, so that a context
// alone says nothing.
func gone(r *http.Request, err error) bool {
	var tree errorTree
	return r.Context().Err() != nil && tree.of(err).contains(context.Canceled)
}

// clientGone tells outer access logs the truth; nobody is there to read it.
var clientGone = newDefinition(blank, phraseOf(499), 499)

// answer writes the problem of a failure and records it.
func (rs *Responder) answer(w http.ResponseWriter, r *http.Request, f failure) {
	a := rs.answers.Get().(*answer)
	defer rs.release(a)
	outcome := Answered
	a.draft = rs.judge(f).Problem
	if gone(r, f.err) {
		outcome, a.draft = ClientGone, ofDefinition(clientGone)
	}
	a.method, a.major, a.minor, a.miss = r.Method, r.ProtoMajor, r.ProtoMinor, f.miss
	a.draft.trace = f.trace
	rs.settleHeader(a, w.Header(), f)
	rs.decorate(a, r)
	rs.encode(a, r.Header["Accept"])
	rec := Record{
		Err: said(f.err, a), Outcome: outcome, Status: a.draft.Status, Method: r.Method, Route: f.route,
		TraceID: f.trace, MediaType: rs.offers[a.format],
	}
	recording := rs.prepare(&rec, a, r)
	rec.WriteErr = rs.write(w, a, recording)
	rs.record(&rec, r, recording)
}

// said is what lies behind the answer: the error, or the words that came with a
// status alone.
func said(err error, a *answer) error {
	if err == nil {
		return a.draft.cause
	}
	return err
}

// release gives the answer back without anything of this request.
func (rs *Responder) release(a *answer) {
	body, out := a.body[:0], a.out
	clear(out)
	if cap(body) > maxPooledBuffer {
		body = nil
	}
	*a = answer{body: body, out: out[:0]}
	rs.answers.Put(a)
}

// settleHeader decides what of the response's header stays: everything that
// does not describe the answer that failed, and nothing of the handler's when
// the problem is concealed.
func (rs *Responder) settleHeader(a *answer, h http.Header, f failure) {
	concealed := a.conceal()
	if !concealed {
		a.adopt(h)
	}
	restore(h, f.snapshot, concealed && f.door)
}

// decorate runs the user's functions over a copy, which they may keep against
// the rules without harm to the next answer.
func (rs *Responder) decorate(a *answer, r *http.Request) {
	if len(rs.config.Decorate) == 0 {
		return
	}
	p := a.draft
	for _, decorate := range rs.config.Decorate {
		_, failed := try(func() (none struct{}) { decorate(r, &p); return none })
		if failed != nil {
			p.note("a function of Config.Decorate panicked")
		}
	}
	a.draft = p
}

// encode brings the draft under the laws and makes the document. A foreign
// format that fails is replaced by JSON.
func (rs *Responder) encode(a *answer, accepted []string) {
	if len(rs.offers) > 1 {
		a.format, _ = accept.Choose(accepted, rs.offers)
	}
	applyLaws(a, rs)
	format := rs.config.Formats[a.format]
	if format == JSON {
		a.body = appendJSON(a.body, &a.draft, a.draft.note)
		return
	}
	rs.encodeForeign(a, format)
}

func (rs *Responder) encodeForeign(a *answer, format Format) {
	var failed error
	p := a.draft
	document, panicked := try(func() (document []byte) {
		document, failed = format.Append(nil, &p)
		return document
	})
	if failed != nil || panicked != nil {
		a.draft.note("format " + format.MediaType() + ": can't encode the problem")
		document = appendJSON(nil, &a.draft, a.draft.note)
		a.set("Content-Type", []string{JSON.MediaType()})
	}
	a.body = append(a.body, document...)
	if with, ok := format.(interface{ Header() http.Header }); ok && failed == nil && panicked == nil {
		for name, values := range with.Header() {
			a.set(http.CanonicalHeaderKey(name), values)
		}
	}
}

// write sends the answer. The document is ready before the status line, so that
// nothing can fail between the two. It is flushed when a record follows, which
// a client must not wait for.
func (rs *Responder) write(w http.ResponseWriter, a *answer, flush bool) error {
	var failed error
	_, panicked := try(func() (none struct{}) {
		rs.putHeader(a, w.Header(), flush || a.method == http.MethodHead)
		w.WriteHeader(a.draft.Status)
		failed = writeBody(w, a)
		return none
	})
	if flush {
		_, _ = try(http.NewResponseController(w).Flush)
	}
	return errors.Join(failed, panicked)
}

// writeBody writes nothing for HEAD, and that explicitly: lazy writers take it
// as their cue.
func writeBody(w http.ResponseWriter, a *answer) error {
	body := a.body
	if a.method == http.MethodHead {
		body = nil
	}
	n, err := w.Write(body)
	if err == nil && n < len(body) {
		err = io.ErrShortWrite
	}
	return err
}

// putHeader moves the fields into the response. The length is told when net/http
// could not find it out by itself, and when no compressing writer is at work.
func (rs *Responder) putHeader(a *answer, h http.Header, tellLength bool) {
	for _, f := range a.draft.fields {
		h[f.name] = nil
	}
	for _, f := range a.draft.fields {
		h[f.name] = append(h[f.name], f.value)
	}
	for _, l := range a.out {
		if l.name == "Vary" {
			addVary(h, l.values)
		} else {
			h[l.name] = l.values
		}
	}
	if name := rs.config.TraceHeader; name != "" && a.draft.trace != "" && isFieldValue(a.draft.trace) {
		h[http.CanonicalHeaderKey(name)] = []string{a.draft.trace}
	}
	if tellLength && len(h["Content-Encoding"]) == 0 {
		h["Content-Length"] = []string{strconv.Itoa(len(a.body))}
	}
}

// addVary merges into what others have said (RFC 9110, section 12.5.5).
func addVary(h http.Header, names []string) {
	for _, name := range names {
		listed := slices.ContainsFunc(h["Vary"], func(line string) bool {
			return strings.Contains(strings.ToLower(line), strings.ToLower(name)) || strings.TrimSpace(line) == "*"
		})
		if !listed {
			h["Vary"] = append(slices.Clip(h["Vary"]), name)
		}
	}
}

// prepare completes a record as far as it can be before the answer, and reports
// whether one is wanted.
func (rs *Responder) prepare(rec *Record, a *answer, r *http.Request) bool {
	rec.Panic, _ = rec.Err.(*PanicError)
	if rs.config.Recorder == NoRecorder {
		return false
	}
	if rs.config.Level != nil {
		rec.Problem = snapshotOf(a)
		rec.Level = rs.level(*rec)
	} else {
		rec.Level = defaultLevel(rec.Outcome, a.draft.Status)
	}
	wanted, failed := try(func() bool { return rs.config.Recorder.Enabled(r.Context(), rec.Level) })
	wanted = wanted && failed == nil
	if wanted && rec.Problem == nil {
		rec.Problem = snapshotOf(a)
	}
	return wanted
}

// snapshotOf copies the document for the record, which may be kept.
func snapshotOf(a *answer) *Problem {
	p := a.draft
	return &p
}

// record hands the record over. A recorder that panics harms nothing.
func (rs *Responder) record(rec *Record, r *http.Request, wanted bool) {
	if rec.WriteErr != nil && rec.Outcome == Answered {
		rec.Outcome = WriteFailed
	}
	if wanted {
		_, _ = try(func() (none struct{}) { rs.config.Recorder.Record(r.Context(), *rec); return none })
	}
}
