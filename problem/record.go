package problem

import (
	"log/slog"
	"slices"
	"strings"
)

// Outcome tells how a failed request ended for the client.
type Outcome string

// The outcomes.
const (
	Answered    Outcome = "answered"     // Answered: the problem document was written.
	Begun       Outcome = "begun"        // Begun: the response had begun and was cut, or was complete already.
	ClientGone  Outcome = "client_gone"  // ClientGone: the client had left. The status is 499.
	WriteFailed Outcome = "write_failed" // WriteFailed: the writer refused the document.
)

// Message is the text of every record, constant so that samplers work.
const Message = "request failed"

// Record is what is logged of one failed request, after the answer. It holds
// nothing of the request's header, query or body.
//
// Err, WriteErr and Panic are foreign and unredacted: Attrs has their texts
// bounded and escaped. An InputError in Err leads to the content and to the Go
// value read from it: take texts from Attrs.
type Record struct {
	Problem   *Problem    // Problem is the final document, the one that was sent, before Config.Texts. It must not be written to.
	Err       error       // Err is what the handler returned; nil when it only set a status.
	WriteErr  error       // WriteErr is what the writer said about the document.
	Panic     *PanicError // Panic has the stack, if there was a panic and the client had not gone.
	Outcome   Outcome     // Outcome tells how it ended for the client.
	Level     slog.Level  // Level is what Config.Level chose.
	Status    int         // Status is the status that the client got; 499 if it was gone.
	Method    string      // Method of the request.
	Route     string      // Route is the pattern of the router, if one matched.
	TraceID   string      // TraceID is the one in the document.
	MediaType string      // MediaType of the document.

	// Suppressed is how many records of the same kind a sampler has left out since
	// the last one that it passed; 0 without a sampler. See NewSampler.
	Suppressed int
}

// Attrs returns the attributes of the record for any sink, always in the same
// order: type status title detail instance trace_id method route outcome cause
// stack dropped suppressed. Those without a value are left out. Texts are bounded
// to about 1 KiB each and lists to 32 of them, with control and bidirectional
// characters escaped. The zero Record has type, status and title.
//
// cause is the text of Err, of the cause of the document where that says more,
// and of WriteErr; dropped is what could not be sent as it was asked for.
//
// Security: credentials and queries of URLs, as far as those are well-formed
// (docs/logging.md has the limits), are taken out of all texts but the
// type, which names the kind of failure, and the stack. Secrets in other forms
// stay as the errors have them.
func (r Record) Attrs() []slog.Attr {
	p := r.document()
	uri, title, _ := p.standard()
	attrs := make([]slog.Attr, 0, 13)
	attrs = append(attrs, slog.String("type", visible(uri)), slog.Int("status", r.Status), slog.String("title", logText(title)))
	attrs = appendAttr(attrs, "detail", p.Detail)
	attrs = appendAttr(attrs, "instance", p.Instance)
	attrs = appendAttr(attrs, "trace_id", r.TraceID)
	attrs = appendAttr(attrs, "method", r.Method)
	attrs = appendAttr(attrs, "route", r.Route)
	attrs = appendAttr(attrs, "outcome", string(r.Outcome))
	attrs = appendAttr(attrs, "cause", r.cause())
	attrs = appendList(attrs, "stack", r.Panic.Stack())
	attrs = appendList(attrs, "dropped", p.notes)
	return appendCount(attrs, "suppressed", r.Suppressed)
}

func (r Record) document() *Problem {
	if r.Problem == nil {
		return &Problem{Status: r.Status}
	}
	return r.Problem
}

func appendAttr(attrs []slog.Attr, key, text string) []slog.Attr {
	if text == "" {
		return attrs
	}
	return append(attrs, slog.String(key, logText(text)))
}

func appendList(attrs []slog.Attr, key string, texts []string) []slog.Attr {
	if len(texts) == 0 {
		return attrs
	}
	return append(attrs, slog.Any(key, texts))
}

func appendCount(attrs []slog.Attr, key string, count int) []slog.Attr {
	if count == 0 {
		return attrs
	}
	return append(attrs, slog.Int(key, count))
}

// cause tells what lies behind the document: nothing, for a problem that was
// returned as it is.
func (r Record) cause() string {
	behind := r.document().cause
	texts := make([]string, 0, 3)
	if !summarised(r.Err, behind) {
		texts = appendErr(texts, r.Err)
	}
	if behind != nil && !sameError(behind, r.Err) {
		texts = appendNew(texts, textOf(behind))
	}
	if r.WriteErr != nil {
		texts = append(texts, "write: "+textOf(r.WriteErr))
	}
	return strings.Join(texts, "; ")
}

// summarised reports whether the cause of the document says all that input errors
// say, with what came of them.
func summarised(err, behind error) bool {
	if _, summary := behind.(*InputError); !summary || sameError(behind, err) {
		return false
	}
	switch err.(type) {
	case *InputError, InputErrors:
		return true
	}
	return false
}

// appendErr says nothing of an error that is the document, unless it was
// concealed.
func appendErr(texts []string, err error) []string {
	switch own := err.(type) {
	case nil, Kind:
		return texts
	case *Problem:
		if own != nil && own.conceal != nil {
			texts = append(texts, "concealed "+textOf(own))
		}
		if cause := own.Unwrap(); cause != nil {
			texts = append(texts, textOf(cause))
		}
		return texts
	}
	return append(texts, textOf(err))
}

// appendNew leaves out what was said already: most errors quote what they wrap.
func appendNew(texts []string, text string) []string {
	if slices.ContainsFunc(texts, func(said string) bool { return strings.Contains(said, text) }) {
		return texts
	}
	return append(texts, text)
}

func sameError(a, b error) bool { return b != nil && isKey(a) && a == b }
