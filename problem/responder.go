package problem

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Error answers a request with the problem of err, as http.Error would with a
// text: by the responder of the door around it, without one by a responder with
// the default configuration. See [Responder.Respond].
func Error(w http.ResponseWriter, r *http.Request, err error) {
	if d := doorAround(w); d != nil {
		d.responder().Respond(w, r, err)
		return
	}
	defaultResponder().Respond(w, r, err)
}

// Respond answers a request with the problem of err, and records it. A nil
// error, or a nil *Problem in one, does nothing. A nil Responder has the default
// configuration. A writer that fails or panics is told to the recorder alone.
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
	if d := doorOf(w); d != nil && d.responder() == rs {
		d.respond(err)
		return
	}
	rs.answer(w, r, failure{err: err, route: r.Pattern, trace: rs.traceID(w, r)})
}

// Map returns the problem that err becomes, without answering: the pure part,
// for tests of rules. Its cause is err unless it has one. A nil error, or a nil
// *Problem in one, gives nil.
func (rs *Responder) Map(err error) *Problem {
	if absent(err) {
		return nil
	}
	p := rs.or().judge(failure{err: err}).Problem
	return &p
}

// traceID is that of the door around w, so that one exchange has one id.
func (rs *Responder) traceID(w http.ResponseWriter, r *http.Request) string {
	if id := TraceIDOf(w); id != "" {
		return id
	}
	return rs.newTraceID(r)
}

func (rs *Responder) newTraceID(r *http.Request) string {
	id, _ := try(func() string { return rs.config.TraceID(r) })
	return cut(id, maxTraceID)
}

// answer writes the problem of a failure and records it.
func (rs *Responder) answer(w http.ResponseWriter, r *http.Request, f failure) {
	a := rs.newAnswer()
	defer rs.release(a)
	outcome := rs.draft(a, r, f)
	rs.settleHeader(a, w.Header(), f)
	rs.decorate(a, r)
	rs.settleConcealed(a, w.Header(), f)
	rs.encode(a, r.Header)
	rec := Record{
		Err: said(f.err, a), Outcome: outcome, Status: a.draft.Status, Method: r.Method, Route: f.route,
		TraceID: f.trace, MediaType: a.media[0],
	}
	recording := rs.prepare(&rec, a, r)
	giveTime(w, r)
	if rec.WriteErr = rs.write(w, a, recording); rec.WriteErr != nil && outcome == Answered {
		rec.Outcome = WriteFailed
		recording = rs.prepare(&rec, a, r)
	}
	rs.record(&rec, r, recording && (rec.Panic != nil || !isSuperseded(rec.WriteErr)))
}

func (rs *Responder) newAnswer() *answer {
	if a, ok := rs.answers.Get().(*answer); ok {
		return a
	}
	return new(answer)
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

func (rs *Responder) draft(a *answer, r *http.Request, f failure) (outcome Outcome) {
	outcome, a.draft = Answered, rs.judge(f).Problem
	if f.lost || gone(r, f.err) {
		outcome = ClientGone
		a.draft = ofDefinition(clientGone)
		a.draft.cause = f.err
	}
	a.method, a.major, a.minor, a.miss = r.Method, r.ProtoMajor, r.ProtoMinor, f.miss
	a.draft.trace = f.trace
	return outcome
}

// said is what lies behind the answer: the error, or the words that came with a
// status alone.
func said(err error, a *answer) error {
	if err == nil {
		return a.draft.cause
	}
	return err
}

// settleHeader decides what of the response's header stays: everything that
// does not describe the answer that failed, and nothing of the handler's when
// the problem is concealed.
func (rs *Responder) settleHeader(a *answer, h http.Header, f failure) {
	canonical(h)
	canonical(f.snapshot)
	switch concealed := a.conceal(); {
	case concealed && f.door:
		restore(h, f.snapshot, true)
	case concealed:
		disown(h)
	}
	a.adopt(h)
	restore(h, f.snapshot, false)
	a.dropBroken(h)
}

// settleConcealed obeys a function of Config.Decorate that conceals.
func (rs *Responder) settleConcealed(a *answer, h http.Header, f failure) {
	if a.draft.conceal != nil {
		rs.settleHeader(a, h, f)
	}
}

// write sends the answer. The document is ready before the status line, so that
// nothing can fail between the two. It is flushed when a record follows, which
// a client must not wait for. Behind writers that are not known it is neither
// flushed nor is its length told: they may be about to encode it.
func (rs *Responder) write(w http.ResponseWriter, a *answer, flush bool) error {
	plain := plainEnd(behind(w)) != nil
	flush = flush && plain
	var failed error
	_, panicked := try(func() (none struct{}) {
		rs.putHeader(a, w.Header(), a.method == http.MethodHead || flush || plain && len(a.body) > maxUntold)
		w.WriteHeader(a.draft.Status)
		failed = writeBody(w, a)
		return none
	})
	if flush && failed == nil && panicked == nil {
		failed, panicked = try(func() error { return flushAnswer(w, a.method == http.MethodHead) })
	}
	return errors.Join(failed, panicked)
}

// behind returns the writer that an answer goes to in the end.
func behind(w http.ResponseWriter) http.ResponseWriter {
	if own, ok := w.(*answerWriter); ok {
		return own.inner
	}
	return w
}

// flushAnswer leaves out of account that a writer can't flush, and that HTTP/2
// complains when the answer to a HEAD has ended already.
func flushAnswer(w http.ResponseWriter, head bool) (err error) {
	if own, ok := w.(*answerWriter); ok {
		err = own.FlushError()
	} else {
		err = flushPlain(w)
	}
	if head && !isSuperseded(err) || errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
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
	if f, ok := newField(rs.config.TraceHeader, a.draft.trace); ok && f.value != "" {
		h[f.name] = []string{f.value}
	}
	if tellLength && len(h["Content-Encoding"]) == 0 {
		h["Content-Length"] = []string{strconv.Itoa(len(a.body))}
	}
}

// addVary merges into what others have said (RFC 9110, section 12.5.5).
func addVary(h http.Header, names []string) {
	for _, name := range names {
		if !slices.ContainsFunc(h["Vary"], func(line string) bool { return varies(line, name) }) {
			h["Vary"] = append(slices.Clip(h["Vary"]), name)
		}
	}
}

func varies(line, name string) bool {
	return slices.ContainsFunc(strings.Split(line, ","), func(listed string) bool {
		listed = strings.TrimSpace(listed)
		return listed == "*" || strings.EqualFold(listed, name)
	})
}
