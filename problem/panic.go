package problem

import (
	"fmt"
	"iter"
	"net/http"
	"runtime"
	"strings"
)

// PanicError is what a recovered panic becomes: the error of the record, never
// part of an answer. A panic with a problem or a type sends that document; any
// other value a 500.
//
// A PanicError is immutable and safe for concurrent use.
type PanicError struct {
	value  any
	goexit bool
	depth  int
	pcs    [maxFrames]uintptr
	places *places // of the responder; nil: none
}

// Value returns what was given to panic; nil for runtime.Goexit and a nil *PanicError. It may hold
// secrets: don't print it.
func (e *PanicError) Value() any {
	if e == nil {
		return nil
	}
	return e.value
}

// Error returns the type of the value, with its text where it is an error or a
// string. It is escaped, bounded to about 1 KiB and without the credentials and
// queries of URLs.
func (e *PanicError) Error() string {
	if e == nil {
		return "no panic"
	}
	if e.goexit {
		return "runtime.Goexit in a handler"
	}
	return "panic: " + e.valueText()
}

// valueText asks foreign methods under a guard: what panicked once may do so
// again. Other values than texts and errors are named by their type alone,
// because a struct printed in full is where secrets hide.
func (e *PanicError) valueText() string {
	switch v := e.value.(type) {
	case string:
		return logText(v)
	case error:
		return textOf(v)
	case fmt.Stringer:
		text, _ := try(v.String)
		return fmt.Sprintf("%T: %s", v, logText(text))
	}
	return fmt.Sprintf("%T", e.value)
}

// Unwrap returns the value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value().(error)
	return err
}

// Stack returns the call stack at the panic as "function(file:line)", the
// panicking function first and the door last: what is below the outermost door of
// this module, the server and a router, is left out. At most 32 frames. The name of
// a function comes without the directory of its package. The text of a place is
// worked out when it is first asked for, and kept within bounds by the responder
// that has answered the panic. A nil *PanicError and the zero value have none.
//
// Security: file names are those of the machine that built the program, unless it
// was built with -trimpath.
func (e *PanicError) Stack() []string {
	if e == nil || e.depth == 0 {
		return nil
	}
	return e.places.stack(e.pcs[:e.depth])
}

// Frames returns the same frames as Stack for error trackers, which want them in
// parts and with full names, worked out on each iteration.
// A nil *PanicError and the zero value have none.
//
// Security: file names are those of the machine that built the program.
func (e *PanicError) Frames() iter.Seq[runtime.Frame] { return e.eachFrame }

func (e *PanicError) eachFrame(yield func(runtime.Frame) bool) {
	if e == nil {
		return
	}
	frames := runtime.CallersFrames(e.places.trim(e.pcs[:e.depth]))
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		if frame.Function != "" && !yield(frame) {
			return
		}
	}
}

// capture keeps program counters only; most panics of an attacked service are
// never looked at.
func capture(value any, goexit bool, known *places) *PanicError {
	e := &PanicError{value: value, goexit: goexit, places: known}
	const captureAndCallers = 2
	e.depth = runtime.Callers(captureAndCallers, e.pcs[:])
	return e
}

// isAbort reports whether a panic value or an error is http.ErrAbortHandler,
// bare or wrapped: the demand to cut the connection.
func isAbort(value any) bool {
	err, ok := value.(error)
	if !ok {
		return false
	}
	if err == http.ErrAbortHandler {
		return true
	}
	var usual usualTree
	return errorTree(usual[:0]).of(err).contains(http.ErrAbortHandler)
}

// textOf returns the text of a foreign error for the log. One that is too large
// to walk is not asked: the text of errors.Join(e, e) doubles with every level.
func textOf(err error) string {
	var usual usualTree
	if tree := errorTree(usual[:0]).of(err); len(tree) == maxErrorNodes {
		return logText(fmt.Sprintf("%T of %d errors or more: ", err, maxErrorNodes) + strings.Join(leafTexts(tree), "; "))
	}
	return ownText(err)
}

func ownText(err error) string {
	if text, failed := try(err.Error); failed == nil {
		return logText(text)
	}
	return fmt.Sprintf("%T, whose Error method panicked", err)
}

// leafTexts are the texts of the errors that wrap no other.
func leafTexts(tree errorTree) (texts []string) {
	for _, node := range tree {
		if branches, inner := unwrap(node); inner == nil && branches == nil && len(texts) < maxFrames {
			texts = append(texts, ownText(node))
		}
	}
	return texts
}
