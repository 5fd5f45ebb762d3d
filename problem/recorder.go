package problem

import (
	"context"
	"log/slog"
	"slices"
	"strings"
)

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
	// Notice takes one notice, a sentence for people. It is called while doors are
	// set up, maybe by several goroutines; a panic in it is swallowed.
	Notice(text string)
}

// NoRecorder records nothing.
var NoRecorder Recorder = noRecorder{}

type noRecorder struct{}

// Enabled returns false.
func (noRecorder) Enabled(context.Context, slog.Level) bool { return false }

// Record does nothing.
func (noRecorder) Record(context.Context, Record) {}

// RecorderFunc is a function as a Recorder that wants every level: the hook for
// error trackers and metrics. It gets the record and never the request, runs
// after the answer was flushed and must return, for it holds up the request's
// goroutine; a panic in it is swallowed. It is called from many goroutines at a
// time. A nil RecorderFunc records nothing.
//
// Security: Err, WriteErr and Panic are foreign and unredacted. What leaves the
// process should be taken from Record.Attrs.
type RecorderFunc func(ctx context.Context, r Record)

// Enabled reports whether there is a function, whatever the level.
func (f RecorderFunc) Enabled(context.Context, slog.Level) bool { return f != nil }

// Record calls the function.
func (f RecorderFunc) Record(ctx context.Context, r Record) {
	if f != nil {
		f(ctx, r)
	}
}

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
	attrs := r.Attrs()
	for i := range attrs {
		if stack, ok := attrs[i].Value.Any().([]string); ok && attrs[i].Key == "stack" {
			attrs[i].Value = slog.AnyValue(stackList(stack))
		}
	}
	s.current().LogAttrs(ctx, r.Level, Message, attrs...)
}

// stackList is a list to handlers that know lists, and one word to slog's text
// handler: without a space in it, nobody has to quote and escape the longest text
// of a record.
type stackList []string

// String joins the frames.
func (s stackList) String() string { return strings.Join(s, ",") }

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
