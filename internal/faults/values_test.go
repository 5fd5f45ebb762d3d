package faults_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"os"
	"strings"
	"syscall"
)

// Values that are hostile to whoever looks at them.

type (
	ownError     struct{ text string }
	badError     struct{ text string }
	badIs        struct{ text string }
	badText      string
	badMarshaler struct{ text string }
	failing      struct{ text string }
	selfWrapped  struct{}
	badUnwrap    struct{ text string }
	badAs        struct{ text string }
	badBranches  struct{ text string }
	badFormat    struct{ text string }
	longText     int // megabytes
	longFormat   int
	longError    int
)

func (e *ownError) Error() string   { return e.text }
func (e badError) Error() string    { panic(e.text) }
func (e badIs) Error() string       { return e.text }
func (e badIs) Is(error) bool       { panic(e.text) }
func (e badText) String() string    { panic(string(e)) }
func (selfWrapped) Error() string   { return canaryValue }
func (e selfWrapped) Unwrap() error { return e }

func (e badUnwrap) Error() string               { return e.text }
func (e badUnwrap) Unwrap() error               { panic(e.text) }
func (e badAs) Error() string                   { return e.text }
func (e badAs) As(any) bool                     { panic(e.text) }
func (e badBranches) Error() string             { return e.text }
func (e badBranches) Unwrap() []error           { panic(e.text) }
func (f badFormat) Format(fmt.State, rune)      { panic(f.text) }
func (n longText) String() string               { return megabytes(int(n)) }
func (n longError) Error() string               { return megabytes(int(n)) }
func (n longFormat) Format(s fmt.State, _ rune) { write(s, megabytes(int(n))) }

func (m badMarshaler) MarshalJSON() ([]byte, error) { panic(m.text) }
func (m failing) MarshalJSON() ([]byte, error)      { return nil, errors.New(m.text) }

var errForeign = errors.New("connect to db.internal: " + canaryValue)

// upstreamReset is what a client of another server gets, and no sign that our
// own client has gone.
func upstreamReset() error {
	return &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
}

// brokenPipe is the same of a process that was started.
func brokenPipe() error {
	return &os.PathError{Op: "write", Path: "|" + canaryValue, Err: syscall.EPIPE}
}

// members that JSON can't express.
func channel() any   { return make(chan int) }
func notNumber() any { return math.NaN() }
func cycle() any {
	loop := map[string]any{"secret": canaryValue}
	loop["loop"] = loop
	return loop
}

// nested is a value of many levels.
func nested(levels int) any {
	var value any = "bottom"
	for range levels {
		value = []any{value}
	}
	return value
}

// doubled is an error tree with twice as many leaves for each level.
func doubled(levels int) error {
	err := errForeign
	for range levels {
		err = errors.Join(err, err)
	}
	return err
}

func megabytes(n int) string { return strings.Repeat(canaryValue+" ", n<<20/(len(canaryValue)+1)) }

// write writes and ignores the outcome, as most handlers do.
func write(w io.Writer, text string) { _, _ = io.WriteString(w, text) }
