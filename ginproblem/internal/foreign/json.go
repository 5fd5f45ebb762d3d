package foreign

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/problemkit/problemkit/problem"
)

// Paths of the readers.
const (
	pathSonic  = "github.com/bytedance/sonic"
	pathGoJSON = "github.com/goccy/go-json"
	pathIter   = "github.com/json-iterator/go"
)

// Content is what was read.
type Content struct {
	Start    []byte       // Start is what is kept of it.
	Whole    bool         // Whole says that this is all.
	TooLarge func() error // TooLarge returns the error of a limit, if it was one that ended the reading.
}

// JSON returns what encoding/json would have said, for an error of the reader
// in the package path; nil for what it does not recognise. The content is read again
// with encoding/json: if it is no JSON, its error is the same that everybody gets.
// Otherwise a value is of another type, and what the reader says of the place is
// compared with the content.
func JSON(node error, path string, c Content) error {
	own := IsFrom(node, path) || isIter(node, path)
	switch {
	case isTargetError(node, path):
		return &json.InvalidUnmarshalError{}
	case isEncodeError(node, path):
		return &json.UnsupportedValueError{}
	case strings.Contains(PlainText(node), "request body too large"):
		return c.TooLarge()
	case !own && node != io.EOF && !isNumberOfSonic(node, path):
		return nil
	}
	if err := c.TooLarge(); err != nil {
		return err
	}
	return c.diagnose(node, own)
}

func (c Content) diagnose(node error, own bool) error {
	blank := len(bytes.TrimSpace(c.Start)) == 0
	switch {
	case own && c.Whole && blank:
		return io.EOF
	case !c.Whole, blank, node == io.EOF && json.Valid(c.Start):
		return nil
	case !json.Valid(c.Start):
		return firstError(c.Start)
	}
	return mistyped(node, c.Start)
}

// IsJSON reports whether an error is one of the reader in the package path, which is
// another one than encoding/json.
func IsJSON(node error, path string) bool {
	return path != "encoding/json" && (IsFrom(node, path) || isIter(node, path))
}

// Quotes reports whether an error of the reader in the package path is about this
// text: because it has the text, an excerpt of it, or a fault that the text has too.
func Quotes(node error, path, text string) bool {
	switch {
	case !IsJSON(node, path):
		return false
	case path == pathIter:
		excerpt := iterExcerpt(node)
		return excerpt != "" && strings.Contains(text, excerpt)
	case path == pathSonic:
		source, _ := fieldOf(node, "Src").(string)
		return source == text
	case !json.Valid([]byte(text)):
		return true
	}
	_, vague := mistyped(node, []byte(text)).(*problem.InputError)
	return !vague
}

// IsVague reports whether an error of the reader in the package path fits to many
// texts: those of go-json for broken JSON have neither an excerpt nor a type.
func IsVague(node error, path string) bool {
	_, typed := fieldOf(node, "Type").(reflect.Type)
	return path == pathGoJSON && IsJSON(node, path) && !typed
}

// firstError reads one value, as Gin does.
func firstError(raw []byte) error {
	return json.NewDecoder(bytes.NewReader(raw)).Decode(new(json.RawMessage))
}

// isEncodeError recognises values that the program wanted to send and that JSON can't
// express.
func isEncodeError(node error, path string) bool {
	if path == pathIter {
		return strings.HasPrefix(PlainText(node), "unsupported value: ")
	}
	name := reflect.TypeOf(node).String()
	return IsFrom(node, path) && (strings.HasPrefix(name, "*errors.Unsupported") || name == "*errors.MarshalerError")
}

// isTargetError recognises mistakes of the program.
func isTargetError(node error, path string) bool {
	if path == pathIter {
		return saysTarget(iterText(node))
	}
	return IsFrom(node, path) && reflect.TypeOf(node).String() == "*errors.InvalidUnmarshalError"
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
	if v, found := valueAt(raw, at); known && found && v.confirms(node, at) && (want == nil || v.misfits(want)) {
		return v.errorFor(want)
	}
	return &problem.InputError{In: problem.InBody, Violations: []problem.Violation{{Detail: "a value is of another type", Code: "wrong_type"}}, Err: node}
}

func ofLexeme(wrong *json.UnmarshalTypeError, raw []byte) error {
	var found []value
	for v := range valuesOf(string(raw)) {
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
	return &problem.InputError{In: problem.InBody, Violations: []problem.Violation{{Detail: "a number is out of range", Code: "out_of_range"}}, Err: wrong}
}

// offsetOf is the place of an error. That of go-json is 0 where it does not know, and
// too small behind an escape, which it removes while it reads; an error of syntax in
// what is JSON tells nothing with sonic, which does not count blanks before it. That no
// value begins where sonic says, value.confirms finds out: sonic goes on behind what does
// not fit, and every UnmarshalJSON that it calls there leaves its own place.
func offsetOf(err error, raw []byte) (offset int64, ok bool) {
	if pos := Field(reflect.ValueOf(err), "Pos"); pos.IsValid() && pos.CanInt() {
		_, typed := fieldOf(err, "Type").(reflect.Type)
		return pos.Int(), typed && len(bytes.TrimLeft(raw, " \t\r\n")) == len(raw)
	}
	if at := Field(reflect.ValueOf(err), "Offset"); at.IsValid() && at.CanInt() {
		field, _ := fieldOf(err, "Field").(string)
		return at.Int(), (at.Int() > 0 || field == "") && bytes.IndexByte(raw, '\\') < 0
	}
	return iterOffset(err, raw)
}

// fieldOf is an exported field of an error.
func fieldOf(err error, name string) any {
	v := Field(reflect.ValueOf(err), name)
	if !v.IsValid() || !v.CanInterface() {
		return nil
	}
	return v.Interface()
}
