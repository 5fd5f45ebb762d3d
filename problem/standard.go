package problem

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// standardProblem maps the errors of the standard library whose meaning for
// HTTP is certain. Everything else stays undeclared.
func standardProblem(tree *errorTree) (*Problem, bool) {
	if _, ok := find[*http.MaxBytesError](tree); ok {
		return ContentTooLarge.New(), true
	}
	if in, ok := find[*InputError](tree); ok {
		return inputProblem(in, tree), true
	}
	switch {
	case tree.contains(context.DeadlineExceeded):
		return ServiceUnavailable.New(), true
	case notEncodable(tree):
		return InternalServerError.New(), true
	}
	return nil, false
}

// notEncodable recognises a value that the program wanted to send and that JSON
// can't express: a mistake of the server, whatever status it had chosen.
func notEncodable(tree *errorTree) bool {
	_, badType := find[*json.UnsupportedTypeError](tree)
	_, badValue := find[*json.UnsupportedValueError](tree)
	_, badMethod := find[*json.MarshalerError](tree)
	return badType || badValue || badMethod
}

func inputProblem(in *InputError, tree *errorTree) *Problem {
	if in.In == InBody && tree.contains(os.ErrDeadlineExceeded) {
		return RequestTimeout.New()
	}
	if brokenTarget(tree) {
		return InternalServerError.New()
	}
	if len(in.Violations) > 0 {
		return Invalid(in.Violations...)
	}
	v := inputViolation(in, tree)
	if in.In != InBody {
		v.In, v.Parameter = in.In, in.Parameter
	}
	return Invalid(v)
}

// brokenTarget recognises a mistake in the program: a target that nothing can
// be read into.
func brokenTarget(tree *errorTree) bool {
	_, invalid := find[*json.InvalidUnmarshalError](tree)
	return invalid
}

// Stable codes of violations.
const (
	codeEmpty     = "empty"
	codeTruncated = "truncated"
	codeMalformed = "malformed"
	codeWrongType = "wrong_type"
	codeRange     = "out_of_range"
	codeInvalid   = "invalid"
)

// inputViolation describes the error in the client's words. The texts are
// fixed: those of the decoders quote Go types and the request.
func inputViolation(in *InputError, tree *errorTree) Violation {
	if syntax, ok := find[*json.SyntaxError](tree); ok {
		return syntaxViolation(in.Raw, syntax.Offset)
	}
	if wrong, ok := find[*json.UnmarshalTypeError](tree); ok {
		return typeViolation(in.Raw, wrong)
	}
	if number, ok := find[*strconv.NumError](tree); ok {
		return numberViolation(number)
	}
	if _, ok := find[*time.ParseError](tree); ok {
		return Violation{Detail: "must be a date or time in the documented form", Code: codeWrongType}
	}
	return readViolation(tree)
}

func readViolation(tree *errorTree) Violation {
	switch {
	case tree.contains(io.EOF):
		return emptyViolation()
	case tree.contains(io.ErrUnexpectedEOF):
		return Violation{Detail: "the request body ends too early", Code: codeTruncated}
	}
	return Violation{Detail: "is not valid", Code: codeInvalid}
}

func emptyViolation() Violation {
	return Violation{Detail: "a request body is required", Code: codeEmpty}
}

func syntaxViolation(raw []byte, offset int64) Violation {
	if raw != nil && len(bytes.TrimSpace(raw)) == 0 {
		return emptyViolation()
	}
	if _, broken := syntaxError(raw); broken && offset >= int64(len(raw)) {
		return Violation{Detail: "the request body ends too early", Code: codeTruncated}
	}
	return Violation{Detail: "the request body is not valid JSON" + lineAndColumn(raw, offset), Code: codeMalformed}
}

// lineAndColumn tells where raw is broken, both counted from 1.
func lineAndColumn(raw []byte, offset int64) string {
	if offset < 1 || offset > int64(len(raw)) {
		return ""
	}
	before := string(raw[:offset-1])
	line := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
	return " at line " + strconv.Itoa(line) + ", column " + strconv.Itoa(column)
}

// typeViolation has a pointer only if the raw content confirms the place.
func typeViolation(raw []byte, wrong *json.UnmarshalTypeError) Violation {
	v := Violation{Detail: "must be " + expected(wrong.Type), Code: codeWrongType}
	if strings.HasPrefix(wrong.Value, "number") && isNumber(wrong.Type) {
		v = outOfRange(wrong)
	}
	if at, ok := locate(raw, wrong.Offset); ok && strings.HasPrefix(wrong.Value, at.kind) {
		v.Pointer = Pointer(at.tokens...)
	}
	return v
}

// outOfRange describes a number that the type can't hold: too large, or with a
// fraction.
func outOfRange(wrong *json.UnmarshalTypeError) Violation {
	if isInteger(wrong.Type) && strings.ContainsAny(wrong.Value, ".eE") {
		return Violation{Detail: "must be an integer", Code: codeWrongType}
	}
	return Violation{Detail: "is out of range", Code: codeRange}
}

func isInteger(t reflect.Type) bool {
	return t != nil && reflect.Int <= t.Kind() && t.Kind() <= reflect.Uintptr
}

func isNumber(t reflect.Type) bool {
	return isInteger(t) || t != nil && (t.Kind() == reflect.Float32 || t.Kind() == reflect.Float64)
}

// expected names what JSON should have had, in the client's words.
func expected(t reflect.Type) string {
	if t == nil {
		return "of another type"
	}
	switch k := t.Kind(); {
	case isInteger(t):
		return "an integer"
	case isNumber(t):
		return "a number"
	case k == reflect.String:
		return "a string"
	case k == reflect.Bool:
		return "true or false"
	case k == reflect.Slice, k == reflect.Array:
		return "an array"
	case k == reflect.Struct, k == reflect.Map:
		return "an object"
	}
	return "of another type"
}

func numberViolation(number *strconv.NumError) Violation {
	if errors.Is(number.Err, strconv.ErrRange) {
		return Violation{Detail: "is out of range", Code: codeRange}
	}
	switch number.Func {
	case "ParseBool":
		return Violation{Detail: "must be true or false", Code: codeWrongType}
	case "ParseFloat":
		return Violation{Detail: "must be a number", Code: codeWrongType}
	}
	return Violation{Detail: "must be an integer", Code: codeWrongType}
}
