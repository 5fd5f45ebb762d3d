package ginproblem

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	codec "github.com/gin-gonic/gin/codec/json"

	"github.com/problemkit/problemkit/problem"
)

// Paths of the readers of JSON that Gin can be built with.
const (
	pathSonic  = "github.com/bytedance/sonic"
	pathGoJSON = "github.com/goccy/go-json"
	pathIter   = "github.com/json-iterator/go"

	standardJSON = "encoding/json"
)

// translated is the error that encoding/json would have returned, with that of
// another reader beside it. The exchange finds out where the content has it.
type translated struct {
	standard error
	original error
}

// Error names the original, whose text quotes the content and Go's types.
func (t *translated) Error() string {
	return "reading JSON: " + reflect.TypeOf(t.original).String()
}

// Unwrap returns what encoding/json would have said.
func (t *translated) Unwrap() error { return t.standard }

// codec translates the errors of other readers of JSON than encoding/json. The
// content is read again with that one: if it is no JSON, its error is the same that
// everybody gets. Otherwise a value is of another type, and what the reader says of
// the place is compared with the content.
func (r *reading) codec() bool { return codec.Package != standardJSON && r.foreign(codec.Package) }

func (r *reading) foreign(path string) bool {
	for _, node := range r.nodes {
		if standard := r.translate(node, path); standard != nil {
			r.found = &translated{standard: standard, original: r.err}
			return true
		}
	}
	return false
}

// translate returns nil for what it does not recognise.
func (r *reading) translate(node error, path string) error {
	own := isFrom(node, path) || isIter(node, path)
	switch {
	case isTargetError(node, path):
		return &json.InvalidUnmarshalError{}
	case isEncodeError(node, path):
		return &json.UnsupportedValueError{}
	case strings.Contains(plainText(node), "request body too large"):
		return r.tooLarge()
	case !own && node != io.EOF && !isNumberOfSonic(node, path):
		return nil
	}
	if err := r.tooLarge(); err != nil {
		return err
	}
	start, whole := r.content()
	switch {
	case own && whole && isBlank(start):
		return io.EOF
	case !whole, isBlank(start), node == io.EOF && json.Valid(start):
		return nil
	case !json.Valid(start):
		return firstError(start)
	}
	return mistyped(node, start)
}

// firstError reads one value, as Gin does.
func firstError(raw []byte) error {
	return json.NewDecoder(bytes.NewReader(raw)).Decode(new(json.RawMessage))
}

// tooLarge asks the body, whose limit some readers turn into an end of the content,
// or into a text. A body that has failed fails again, and one of this type reads
// nothing into no room.
func (r *reading) tooLarge() error {
	body := r.c.Request.Body
	if body == nil || reflect.TypeOf(body).String() != "*http.maxBytesReader" {
		return nil
	}
	_, err := body.Read(nil)
	if tooLarge, ok := err.(*http.MaxBytesError); ok {
		return tooLarge
	}
	return nil
}

// isEncodeError recognises values that the program wanted to send and that JSON can't
// express.
func isEncodeError(node error, path string) bool {
	if path == pathIter {
		return strings.HasPrefix(plainText(node), "unsupported value: ")
	}
	name := reflect.TypeOf(node).String()
	return isFrom(node, path) && (strings.HasPrefix(name, "*errors.Unsupported") || name == "*errors.MarshalerError")
}

// isTargetError recognises mistakes of the program.
func isTargetError(node error, path string) bool {
	if path == pathIter {
		return saysTarget(iterText(node))
	}
	return isFrom(node, path) && reflect.TypeOf(node).String() == "*errors.InvalidUnmarshalError"
}

// isNumberOfSonic recognises what sonic says of a number that is out of range.
func isNumberOfSonic(node error, path string) bool {
	wrong, ok := node.(*json.UnmarshalTypeError)
	return ok && path == pathSonic && wrong.Offset == 0 && wrong.Value != ""
}

// mistyped makes the error of encoding/json for a value of another type, or one
// that says at least that there is such a value.
func mistyped(node error, raw []byte) error {
	if wrong, ok := node.(*json.UnmarshalTypeError); ok {
		return ofLexeme(wrong, raw)
	}
	if name, ok := strings.CutPrefix(iterText(node), iterUnknown); ok {
		return fmt.Errorf("json: unknown field %q", name)
	}
	at, known := offsetOf(node, raw)
	want, _ := fieldOf(node, "Type").(reflect.Type)
	if v, found := jsonValueAt(raw, at); known && found && (want == nil || v.misfits(want)) {
		return v.errorFor(want)
	}
	return &problem.InputError{In: problem.InBody, Violations: []problem.Violation{wrongType(mark{})}, Err: node}
}

func ofLexeme(wrong *json.UnmarshalTypeError, raw []byte) error {
	var found []jsonValue
	for v := range jsonValues(string(raw)) {
		if v.lexeme == wrong.Value {
			found = append(found, v)
		}
	}
	switch len(found) {
	case 0:
		return nil
	case 1:
		return found[0].errorFor(wrong.Type)
	}
	return &problem.InputError{In: problem.InBody, Violations: []problem.Violation{outOfRange(mark{})}, Err: wrong}
}

// offsetOf is the place of an error. That of go-json is 0 where it does not know,
// and an error of syntax in what is JSON tells nothing with sonic.
func offsetOf(err error, raw []byte) (offset int64, ok bool) {
	if pos := inside(reflect.ValueOf(err), "Pos"); pos.IsValid() && pos.CanInt() {
		_, typed := fieldOf(err, "Type").(reflect.Type)
		return pos.Int(), typed
	}
	if at := inside(reflect.ValueOf(err), "Offset"); at.IsValid() && at.CanInt() {
		field, _ := fieldOf(err, "Field").(string)
		return at.Int(), at.Int() > 0 || field == ""
	}
	return iterOffset(err, raw)
}

// fieldOf is an exported field of an error.
func fieldOf(err error, name string) any {
	v := inside(reflect.ValueOf(err), name)
	if !v.IsValid() || !v.CanInterface() {
		return nil
	}
	return v.Interface()
}
