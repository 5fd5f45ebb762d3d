package problem

import (
	"context"
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
// bounded and escaped.
type Record struct {
	Problem   *Problem    // Problem is the final document, the one that was sent. It must not be written to.
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
}

// Attrs returns the attributes of the record for any sink, always in the same
// order: type status title detail instance trace_id method route outcome cause
// stack dropped. Those without a value are left out. Texts are bounded to about
// 1 KiB each and lists to 32 of them, with control and bidirectional characters
// escaped. The zero Record has type, status and title.
//
// cause is the text of Err, of the cause of the document where that says more,
// and of WriteErr; dropped is what could not be sent as it was asked for.
func (r Record) Attrs() []slog.Attr {
	p := r.document()
	uri, title, _ := p.standard()
	attrs := make([]slog.Attr, 0, 12)
	attrs = append(attrs, slog.String("type", logText(uri)), slog.Int("status", r.Status), slog.String("title", logText(title)))
	attrs = appendAttr(attrs, "detail", p.Detail)
	attrs = appendAttr(attrs, "instance", p.Instance)
	attrs = appendAttr(attrs, "trace_id", r.TraceID)
	attrs = appendAttr(attrs, "method", r.Method)
	attrs = appendAttr(attrs, "route", r.Route)
	attrs = appendAttr(attrs, "outcome", string(r.Outcome))
	attrs = appendAttr(attrs, "cause", r.cause())
	attrs = appendList(attrs, "stack", r.Panic.stack())
	return appendList(attrs, "dropped", p.notes)
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

func (e *PanicError) stack() []string {
	if e == nil {
		return nil
	}
	return e.Stack()
}

// cause tells what lies behind the document: nothing, for a problem that was
// returned as it is.
func (r Record) cause() string {
	texts := appendErr(make([]string, 0, 3), r.Err)
	if behind := r.document().cause; behind != nil && !sameError(behind, r.Err) {
		texts = appendNew(texts, textOf(behind))
	}
	if r.WriteErr != nil {
		texts = append(texts, "write: "+textOf(r.WriteErr))
	}
	return strings.Join(texts, "; ")
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

// Recorder takes one Record for each failed request, after the answer was
// flushed. Record must return; a panic in it is swallowed. Recorders are called
// from many goroutines.
type Recorder interface {
	// Enabled reports whether a record of that level would be kept; stacks and
	// texts are not worked out otherwise.
	Enabled(ctx context.Context, level slog.Level) bool
	// Record keeps a record.
	Record(ctx context.Context, r Record)
}

// Noticer is a Recorder that also takes notices about the set-up, such as a
// middleware that was replaced.
type Noticer interface {
	Notice(text string)
}

// NoRecorder records nothing.
var NoRecorder Recorder = noRecorder{}

type noRecorder struct{}

// Enabled returns false.
func (noRecorder) Enabled(context.Context, slog.Level) bool { return false }

// Record does nothing.
func (noRecorder) Record(context.Context, Record) {}

// NewSlogRecorder records to a logger; nil means slog.Default(), asked each time.
func NewSlogRecorder(l *slog.Logger) Recorder { return slogRecorder{l} }

type slogRecorder struct{ logger *slog.Logger }

func (s slogRecorder) current() *slog.Logger {
	if s.logger == nil {
		return slog.Default()
	}
	return s.logger
}

// Enabled asks the logger's handler.
func (s slogRecorder) Enabled(ctx context.Context, level slog.Level) bool {
	return s.current().Enabled(ctx, level)
}

// Record logs Message with the attributes.
func (s slogRecorder) Record(ctx context.Context, r Record) {
	s.current().LogAttrs(ctx, r.Level, Message, r.Attrs()...)
}

// Notice logs a notice.
func (s slogRecorder) Notice(text string) { s.current().Info(text) }

// Recorders passes every record on to each of rs that wants its level, in order.
// Those that are nil are left out; one that panics does not take the record from
// the others.
func Recorders(rs ...Recorder) Recorder {
	return recorders(slices.DeleteFunc(slices.Clone(rs), func(r Recorder) bool { return r == nil }))
}

type recorders []Recorder

// Enabled reports whether one of them is.
func (rs recorders) Enabled(ctx context.Context, level slog.Level) bool {
	return slices.ContainsFunc(rs, func(r Recorder) bool {
		wanted, _ := try(func() bool { return r.Enabled(ctx, level) })
		return wanted
	})
}

// Record hands on the record.
func (rs recorders) Record(ctx context.Context, rec Record) {
	for _, r := range rs {
		_, _ = try(func() (none struct{}) {
			if r.Enabled(ctx, rec.Level) {
				r.Record(ctx, rec)
			}
			return none
		})
	}
}

// Notice hands on the notice.
func (rs recorders) Notice(text string) {
	for _, r := range rs {
		notice(r, text)
	}
}

func notice(r Recorder, text string) {
	if n, ok := r.(Noticer); ok {
		_, _ = try(func() (none struct{}) { n.Notice(text); return none })
	}
}
