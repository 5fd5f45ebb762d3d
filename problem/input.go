package problem

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"sync"
)

// InputError says that an error came out of reading this request, and what is
// known of the place. Only inside an InputError are errors of encoding/json,
// strconv and time the client's fault; anywhere else they are the server's.
//
// The binding helpers make it. Make your own around a decoder that they don't
// know:
//
//	return &problem.InputError{In: problem.InBody, Target: &in, Raw: raw, Err: err}
//
// Nothing of Raw and of the text of Err is ever sent or logged as it is.
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
	// Err is what the decoder or the validator said.
	Err error
}

// Error returns where the error was and what kind of error it is, without the
// text of Err, which may quote the request.
func (e *InputError) Error() string {
	return fmt.Sprintf("invalid input (%s%s): %T", e.In, logText(e.Parameter), e.Err)
}

// Unwrap returns Err.
func (e *InputError) Unwrap() error { return e.Err }

// bodyError returns err as an InputError if it came from reading the body: the
// reader itself failed with it, or the content that was read has that very
// fault.
func bodyError(err error, body *bodyReader) error {
	var tree errorTree
	in, ok := find[*InputError](tree.of(err))
	if ok && (in.Raw != nil || in.Violations != nil) || !body.used() {
		return err
	}
	if body.explains(&tree) {
		return &InputError{In: InBody, Raw: body.kept, Err: err}
	}
	return err
}

// bodyReader stands before the body of a request and remembers how reading it
// went. The start of a JSON body is kept, to find the place of an error in it.
type bodyReader struct {
	inner  io.ReadCloser
	json   bool
	expect int64
	read   int64
	kept   []byte
	err    error
}

func (b *bodyReader) used() bool { return b.inner != nil && (b.read > 0 || b.err != nil) }

// Read reads on and takes notes.
func (b *bodyReader) Read(p []byte) (int, error) {
	n, err := b.inner.Read(p)
	b.read += int64(n)
	if b.json && n > 0 {
		b.keep(p[:n])
	}
	if err != nil {
		b.err = err
	}
	return n, err
}

func (b *bodyReader) keep(p []byte) {
	if b.kept == nil {
		b.kept = make([]byte, 0, max(0, min(b.expect, maxKeptBody)))
	}
	b.kept = append(b.kept, p[:min(len(p), maxKeptBody-len(b.kept))]...)
}

// Close closes the body.
func (b *bodyReader) Close() error { return b.inner.Close() }

// explains reports whether an error of the tree came out of this body.
func (b *bodyReader) explains(tree *errorTree) bool {
	if b.err != nil && b.err != io.EOF && tree.contains(b.err) {
		return true
	}
	if syntax, ok := find[*json.SyntaxError](tree); ok {
		return b.hasSyntaxError(syntax.Offset)
	}
	if wrong, ok := find[*json.UnmarshalTypeError](tree); ok {
		return b.hasValue(wrong)
	}
	return tree.contains(io.EOF) && b.read == 0 ||
		tree.contains(io.ErrUnexpectedEOF) && b.complete() && b.truncated()
}

// complete reports whether the content was kept whole.
func (b *bodyReader) complete() bool { return b.read == int64(len(b.kept)) }

func (b *bodyReader) hasSyntaxError(offset int64) bool {
	if !b.complete() {
		return offset <= b.read
	}
	syntax, ok := syntaxError(b.kept)
	return ok && syntax.Offset == offset
}

func (b *bodyReader) hasValue(wrong *json.UnmarshalTypeError) bool {
	if !b.complete() {
		return wrong.Offset <= b.read
	}
	place, ok := locate(b.kept, wrong.Offset)
	return ok && strings.HasPrefix(wrong.Value, place.kind)
}

func (b *bodyReader) truncated() bool {
	_, broken := syntaxError(b.kept)
	return broken
}

// syntaxError returns what encoding/json dislikes in raw.
func syntaxError(raw []byte) (*json.SyntaxError, bool) {
	var value json.RawMessage
	syntax, ok := json.Unmarshal(raw, &value).(*json.SyntaxError)
	return syntax, ok
}

// place is a value in a JSON text.
type place struct {
	tokens []string
	kind   string
}

// locate returns the value at which encoding/json reports an error with that
// offset. The error itself knows neither array indexes nor member names with
// dots in them.
func locate(raw []byte, offset int64) (place, bool) {
	scan := jsonScan{dec: json.NewDecoder(bytes.NewReader(raw))}
	for {
		before := scan.dec.InputOffset()
		kind, ok := scan.next()
		if !ok {
			return place{}, false
		}
		if kind != "" && reached(scan.dec.InputOffset(), before, offset) {
			return place{scan.tokens(), kind}, true
		}
	}
}

// reached compares with an offset, which lies behind the value or its opening
// bracket, or, in the version 2 of encoding/json, before it.
func reached(after, before, offset int64) bool {
	if offsetsBefore() {
		return before >= offset || after > offset
	}
	return after >= offset
}

// offsetsBefore finds out which version of encoding/json the program has.
var offsetsBefore = sync.OnceValue(func() bool {
	var numbers []int
	wrong, ok := json.Unmarshal([]byte(`["text"]`), &numbers).(*json.UnmarshalTypeError)
	return ok && wrong.Offset < int64(len(`["text"`))
})

// jsonScan walks over the values of a JSON text and knows the way to each.
type jsonScan struct {
	dec  *json.Decoder
	path []step
	way  []string
}

// step is one open object or array.
type step struct {
	object bool
	named  bool
	name   string
	index  int
}

// next reads a token and returns the kind of the value that begins with it, ""
// for member names and closing brackets.
func (s *jsonScan) next() (kind string, ok bool) {
	token, err := s.dec.Token()
	if err != nil {
		return "", false
	}
	if delim, ok := token.(json.Delim); ok {
		return s.bracket(delim), true
	}
	if top := s.top(); top != nil && top.object && !top.named {
		top.name, top.named = token.(string), true
		return "", true
	}
	s.enter()
	return kindOf(token), true
}

func (s *jsonScan) bracket(delim json.Delim) string {
	switch delim {
	case '{', '[':
		s.enter()
		s.path = append(s.path, step{object: delim == '{', index: -1})
		return map[json.Delim]string{'{': "object", '[': "array"}[delim]
	}
	s.path = s.path[:len(s.path)-1]
	return ""
}

// enter counts a value in the array or object around it, and keeps the way.
func (s *jsonScan) enter() {
	if top := s.top(); top != nil {
		top.index++
		top.named = false
	}
	s.way = s.way[:0]
	for i := range s.path {
		s.way = append(s.way, s.path[i].token())
	}
}

func (s *jsonScan) top() *step {
	if len(s.path) == 0 {
		return nil
	}
	return &s.path[len(s.path)-1]
}

func (s *jsonScan) tokens() []string { return s.way }

func (s *step) token() string {
	if s.object {
		return s.name
	}
	return Index(s.index)
}

// kindOf names a scalar as encoding/json does in its errors.
func kindOf(token json.Token) string {
	if token == nil {
		return "null"
	}
	switch reflect.TypeOf(token).Kind() {
	case reflect.Bool:
		return "bool"
	case reflect.String:
		return "string"
	}
	return "number"
}
