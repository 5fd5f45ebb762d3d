package problem

import (
	"fmt"
	"iter"
	"net/http"
	"runtime"
	"strconv"
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
}

// Value returns what was given to panic; nil for runtime.Goexit. It may hold
// secrets: don't print it.
func (e *PanicError) Value() any { return e.value }

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
	err, _ := e.value.(error)
	return err
}

// Stack returns the call stack at the panic, the panicking function first, as
// "function file:line". At most 32 frames. It is worked out on each call.
func (e *PanicError) Stack() (stack []string) {
	for frame := range e.Frames() {
		stack = append(stack, visible(frame.Function+" "+frame.File+":"+strconv.Itoa(frame.Line)))
	}
	return stack
}

// Frames returns the same frames as Stack for error trackers, which want them in
// parts: the panicking function first, at most 32, worked out on each iteration.
// A nil *PanicError and the zero value have none.
//
// Security: file names are those of the machine that built the program.
func (e *PanicError) Frames() iter.Seq[runtime.Frame] { return e.eachFrame }

func (e *PanicError) eachFrame(yield func(runtime.Frame) bool) {
	if e == nil {
		return
	}
	frames, top := runtime.CallersFrames(e.pcs[:e.depth]), true
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		top = top && (frame.Function == "" || machinery(frame.Function))
		if !top && frame.Function != "" && !yield(frame) {
			return
		}
	}
}

// machinery reports whether a function at the top of a stack belongs to the
// way from the panic to the recovery.
func machinery(function string) bool {
	return strings.HasPrefix(function, "runtime.") ||
		strings.HasPrefix(function, "github.com/problemkit/problemkit/problem.(*Exchange).")
}

// capture keeps program counters only; most panics of an attacked service are
// never looked at.
func capture(value any, goexit bool) *PanicError {
	e := &PanicError{value: value, goexit: goexit}
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
