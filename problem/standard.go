package problem

import (
	"bytes"
	"context"
	"encoding"
	"encoding/json"
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
func standardProblem(tree errorTree) (*Problem, bool) {
	if _, ok := find[*http.MaxBytesError](tree); ok {
		return ContentTooLarge.New(), true
	}
	if in, ok := find[*InputError](tree); ok {
		return inputProblem(in), true
	}
	if notEncodable(tree) {
		return InternalServerError.New(), true
	}
	return nil, false
}

// lastResort is the problem of an error that nobody declared. A deadline of the
// server's own says at least that waiting may help.
func lastResort(tree errorTree) Problem {
	if tree.contains(context.DeadlineExceeded) {
		return ofDefinition(ServiceUnavailable.def)
	}
	return ofDefinition(InternalServerError.def)
}

// notEncodable recognises a value that the program wanted to send and that JSON
// can't express: a mistake of the server, whatever status it had chosen.
func notEncodable(tree errorTree) bool {
	_, badType := find[*json.UnsupportedTypeError](tree)
	_, badValue := find[*json.UnsupportedValueError](tree)
	_, badMethod := find[*json.MarshalerError](tree)
	return badType || badValue || badMethod
}

func inputProblem(in *InputError) *Problem {
	var usual usualTree
	tree := errorTree(usual[:0]).of(in.Err)
	switch {
	case in.In == InBody && tree.contains(os.ErrDeadlineExceeded):
		return RequestTimeout.New()
	case brokenTarget(tree):
		return InternalServerError.New()
	case len(in.Violations) > 0:
		return Invalid(in.Violations...)
	case in.In == InBody:
		return Invalid(bodyViolation(in.Raw, tree))
	}
	v := valueViolation(tree)
	v.In, v.Parameter = in.In, in.Parameter
	return Invalid(v)
}

// brokenTarget recognises a mistake in the program: a target that nothing can
// be read into.
func brokenTarget(tree errorTree) bool {
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

// bodyViolation describes an error in the content in the client's words. The
// texts are fixed: those of the decoders quote Go types and the request.
func bodyViolation(raw []byte, tree errorTree) Violation {
	if syntax, ok := find[*json.SyntaxError](tree); ok {
		return syntaxViolation(raw, syntax.Offset)
	}
	if wrong, ok := find[*json.UnmarshalTypeError](tree); ok {
		return typeViolation(raw, wrong)
	}
	switch {
	case tree.contains(io.EOF):
		return emptyViolation()
	case tree.contains(io.ErrUnexpectedEOF):
		return truncatedViolation()
	}
	return valueViolation(tree)
}

// valueViolation describes an error in a single value.
func valueViolation(tree errorTree) Violation {
	if wrong, ok := find[*json.UnmarshalTypeError](tree); ok {
		return typeViolation(nil, wrong)
	}
	if number, ok := find[*strconv.NumError](tree); ok {
		return numberViolation(number)
	}
	if _, ok := find[*time.ParseError](tree); ok {
		return Violation{Detail: "must be a date or time in the documented form", Code: codeWrongType}
	}
	return Violation{Detail: "is not valid", Code: codeInvalid}
}

func emptyViolation() Violation {
	return Violation{Detail: "a request body is required", Code: codeEmpty}
}

func truncatedViolation() Violation {
	return Violation{Detail: "the request body ends too early", Code: codeTruncated}
}

func syntaxViolation(raw []byte, offset int64) Violation {
	switch {
	case raw != nil && len(bytes.TrimSpace(raw)) == 0:
		return emptyViolation()
	case offset == int64(len(raw)) && readThrough(raw) == io.ErrUnexpectedEOF:
		return truncatedViolation()
	}
	return Violation{Detail: "the request body is not valid JSON" + lineAndColumn(raw, offset), Code: codeMalformed}
}

// lineAndColumn tells where raw is broken, both counted from 1.
func lineAndColumn(raw []byte, offset int64) string {
	if !offsetsBefore() {
		offset--
	}
	if offset < 0 || offset >= int64(len(raw)) {
		return ""
	}
	before := string(raw[:offset])
	line := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
	return " at line " + strconv.Itoa(line) + ", column " + strconv.Itoa(column)
}

// typeViolation has a pointer only if the raw content confirms the place.
func typeViolation(raw []byte, wrong *json.UnmarshalTypeError) Violation {
	v := Violation{Detail: "must be " + expected(wrong.Type), Code: codeWrongType}
	if strings.HasPrefix(wrong.Value, "number ") && isNumber(wrong.Type) {
		v = outOfRange(wrong)
	}
	if tokens, ok := locate(raw, wrong); ok {
		v.Pointer = Pointer(tokens...)
	}
	return v
}

// outOfRange describes a number that the type can't hold: too large, or with a
// fraction. Names of members that should be integers come here too.
func outOfRange(wrong *json.UnmarshalTypeError) Violation {
	digits := strings.TrimPrefix(strings.TrimPrefix(wrong.Value, "number "), "-")
	if isInteger(wrong.Type) && strings.Trim(digits, "0123456789") != "" {
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
	case textual(t):
		return "a string"
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

// textual reports whether encoding/json reads a type from a string though it is
// none: one with UnmarshalText, and bytes, as base64.
func textual(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) ||
		t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8
}

func numberViolation(number *strconv.NumError) Violation {
	if number.Err == strconv.ErrRange {
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
