package problem

import (
	"cmp"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// InputError says that an error came out of reading this request, and what is
// known of the place. Inside an InputError errors of encoding/json, strconv and time
// are the client's fault; elsewhere only if a door finds in the request what they
// are about.
//
// The binding helpers make it. Make your own around a decoder that they don't
// know:
//
//	return &problem.InputError{In: problem.InBody, Target: &in, Raw: raw, Err: err}
//
// The zero value says that something about the request is wrong. An InputError
// is safe for concurrent use as long as nobody writes to it.
//
// Security: nothing of Raw and of the text of Err is ever sent or logged as it
// is, and printing or encoding an InputError writes what Error says and no more.
// Its fields themselves hold what the client sent.
type InputError struct {
	// In tells which part of the request was read: one of the In constants.
	In string
	// Parameter is the name of the parameter, unless In is the body.
	Parameter string
	// Target is the Go value that was read into, or its type's zero value: it
	// gives the wire names of its fields. May be nil.
	Target any
	// Raw is the content as far as it is known. May be nil.
	Raw []byte
	// Violations say what is wrong, if that is known already; otherwise the kind
	// of Err decides. They are public.
	Violations []Violation
	// Omitted is how many more violations there are than are listed: whoever finds
	// thousands need not place them all, because an answer shows 100 at most.
	Omitted int
	// Err is what the decoder or the validator said.
	Err error
	// At is the pointer to the part of the content that Target was read from, in the
	// form of the function Pointer. Empty means the whole.
	At string

	ordered bool   // the violations are in the order of the document, and without those that follow from others
	reading bool   // reading has found some of them, which follow from nothing
	unread  []spot // where a value is that could not be read: rules about it and what is in it mean nothing
	reduced []spot // where a value lacks something that could not be read: rules about it mean nothing
	dotted  []spot // where a parameter with dots in its name is, which is in no other one
}

// Error returns where the error was and what kind of error it is, without the
// text of Err, which may quote the request: its type, or the first violations.
func (e *InputError) Error() string {
	if e == nil {
		return "no input error"
	}
	where := logText(strings.TrimSuffix(e.In+" "+e.Parameter, " "))
	if len(e.Violations) > 0 {
		return "invalid input (" + where + "): " + e.summary()
	}
	return fmt.Sprintf("invalid input (%s): %T", where, telling(e.Err))
}

// MarshalText returns what Error does, so that a recorder that encodes whole records
// writes nothing of Target and Raw. It never fails.
func (e InputError) MarshalText() ([]byte, error) { return []byte(e.Error()), nil }

// telling returns the outermost error whose type says more than that it wraps.
func telling(err error) error {
	var usual usualTree
	for _, node := range errorTree(usual[:0]).of(err) {
		branches, inner := unwrap(node)
		if inner == nil && branches == nil || !mereWrapper(reflect.TypeOf(node).String()) {
			return node
		}
	}
	return err
}

func mereWrapper(name string) bool {
	return strings.HasPrefix(name, "*fmt.") || strings.HasPrefix(name, "*errors.") || name == "*problem.InputError" || name == "*param.Sent"
}

// summary names codes and places of a few violations, and the part of the request
// where that is another.
func (e *InputError) summary() string {
	const few = 5
	texts := make([]string, 0, few)
	for _, v := range e.Violations[:min(len(e.Violations), few)] {
		place := logText(cmp.Or(v.Pointer, v.Parameter))
		if v.In != "" && v.In != e.In {
			place = logText(v.In) + " " + place
		}
		texts = append(texts, strings.TrimSpace(v.Code+" "+place))
	}
	if more := len(e.Violations) - few; more > 0 {
		texts = append(texts, strconv.Itoa(more)+" more")
	}
	return strings.Join(texts, ", ")
}

// Unwrap returns Err.
func (e *InputError) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.Err
}

// InputErrors are several errors about the same request. They are merged when they
// are answered, see Merge.
type InputErrors []*InputError

// Error returns what the first says, and how many there are.
func (e InputErrors) Error() string {
	if len(e) == 0 {
		return "no input error"
	}
	return e[0].Error() + more(len(e)-1)
}

func more(n int) string {
	if n == 0 {
		return ""
	}
	return " and " + strconv.Itoa(n) + " more"
}

// Unwrap returns the errors.
func (e InputErrors) Unwrap() []error {
	list := make([]error, len(e))
	for i, in := range e {
		list[i] = in
	}
	return list
}

// orNil spares callers a list without errors, or of one.
func (e InputErrors) orNil() error {
	switch len(e) {
	case 0:
		return nil
	case 1:
		return e[0]
	}
	return e
}
