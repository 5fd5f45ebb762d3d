package ginproblem

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/problemkit/problemkit/problem"
)

// nullError explains a panic that a client can cause: Gin's validator takes every
// element of a slice for a value, and null in a list of pointers is none. No other
// panic is explained.
func nullError(x *problem.Exchange, p *problem.PanicError) error {
	if !isNullPanic(p) {
		return nil
	}
	raw, whole := x.Content()
	nulls := rootNulls(raw)
	if len(nulls) == 0 {
		return nil
	}
	in := &problem.InputError{In: problem.InBody, Raw: raw, Err: p}
	for _, tokens := range nulls {
		in.Violations = append(in.Violations, nullViolation(tokens))
	}
	if !whole || !sameLength(nulls) {
		in.Violations = []problem.Violation{{Detail: "must not have null in a list", Code: "wrong_type"}}
	}
	return in
}

func nullViolation(tokens []string) problem.Violation {
	return problem.Violation{Detail: "must not be null", Pointer: problem.Pointer(tokens...), Code: "wrong_type"}
}

// maxListDepth bounds how deep lists of lists are looked into: programs have few,
// and a client can open thousands.
const maxListDepth = 8

// isNullPanic recognises the panic by its value, and by the function of Gin that
// has called reflect.
func isNullPanic(p *problem.PanicError) bool {
	invalid, ok := p.Value().(*reflect.ValueError)
	if !ok || invalid.Kind != reflect.Invalid {
		return false
	}
	for frame := range p.Frames() {
		if !strings.HasPrefix(frame.Function, "reflect.") {
			return strings.HasPrefix(frame.Function, "github.com/gin-gonic/gin/binding.") && strings.HasSuffix(frame.Function, ".ValidateStruct")
		}
	}
	return false
}

// rootNulls are the ways to null that lead through lists alone: Gin goes no other.
func rootNulls(raw []byte) (ways [][]string) {
	w := nullWalk{dec: json.NewDecoder(bytes.NewReader(raw))}
	for {
		token, err := w.dec.Token()
		if err != nil || !w.take(token) {
			return w.found
		}
	}
}

// nullWalk goes through a list of lists.
type nullWalk struct {
	dec     *json.Decoder
	indexes []int // of the lists that are open
	objects int   // open objects, and what is open in them
	found   [][]string
}

// take returns false at the end of the value.
func (w *nullWalk) take(token json.Token) bool {
	delim, isDelim := token.(json.Delim)
	switch {
	case w.objects > 0:
		w.objects += step(delim)
	case delim == '[':
		w.indexes = append(w.indexes, 0)
		return true
	case delim == ']':
		w.indexes = w.indexes[:len(w.indexes)-1]
	case isDelim:
		w.objects = 1
	case token == nil && len(w.indexes) <= maxListDepth:
		w.found = append(w.found, w.tokens())
	}
	if w.objects == 0 && len(w.indexes) > 0 {
		w.indexes[len(w.indexes)-1]++
	}
	return w.objects > 0 || len(w.indexes) > 0
}

func (w *nullWalk) tokens() []string {
	tokens := make([]string, len(w.indexes))
	for i, index := range w.indexes {
		tokens[i] = problem.Index(index)
	}
	return tokens
}

func step(delim json.Delim) int {
	switch delim {
	case '{', '[':
		return 1
	case '}', ']':
		return -1
	}
	return 0
}

// sameLength: of nulls at two depths those at one may be what the program allows.
func sameLength(ways [][]string) bool {
	for _, tokens := range ways {
		if len(tokens) != len(ways[0]) {
			return false
		}
	}
	return true
}
