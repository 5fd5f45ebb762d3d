package ginproblem

import (
	"errors"
	"runtime"
	"strings"

	"github.com/gin-gonic/gin/binding"

	"github.com/problemkit/problemkit/problem"
)

// errReader stands for a panic of a reader.
var errReader = errors.New("the reader of the request body has panicked")

// bindBody reads with one of Gin's readers. Those of YAML and TOML panic at some
// values of another type than the target's, which is the client's fault; what a
// method of the target panics with is none, and goes on with its stack.
func bindBody(reader binding.BindingBody, raw []byte, target any) (err error) {
	defer func() {
		if isReadersPanic() && recover() != nil {
			err = errReader
		}
	}()
	return reader.BindBody(raw, target)
}

// maxOwnFrames bounds how far the function that panicked is looked for below the
// frames of the runtime and of reflect.
const maxOwnFrames = 32

// isReadersPanic looks at the stack before anything is recovered: what is thrown
// anew would lose the place where it began.
func isReadersPanic() bool {
	var pcs [maxOwnFrames]uintptr
	n := runtime.Callers(3, pcs[:]) // without itself and the deferred function
	frames := runtime.CallersFrames(pcs[:n])
	for more := n > 0; more; {
		var frame runtime.Frame
		if frame, more = frames.Next(); !isOfRuntime(frame.Function) {
			return isOfReader(frame.Function)
		}
	}
	return false
}

func isOfRuntime(function string) bool {
	return strings.HasPrefix(function, "runtime.") || strings.HasPrefix(function, "reflect.")
}

func isOfReader(function string) bool {
	return strings.HasPrefix(function, pathTOML) || strings.HasPrefix(function, pathYAML)
}

// panicError explains the panics that a client can cause below Gin's own binding.
func panicError(x *problem.Exchange, p *problem.PanicError) error {
	if belowBinding(p) {
		return &problem.InputError{In: problem.InBody, Violations: []problem.Violation{wrongType(mark{})}, Err: p}
	}
	return nullError(x, p)
}

// belowBinding reports whether a reader has panicked that Gin has called.
func belowBinding(p *problem.PanicError) bool {
	begun := false
	for frame := range p.Frames() {
		switch {
		case begun && strings.HasPrefix(frame.Function, "github.com/gin-gonic/gin/binding."):
			return true
		case !begun && !isOfRuntime(frame.Function):
			if begun = isOfReader(frame.Function); !begun {
				return false
			}
		}
	}
	return false
}
