package problem

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/problemkit/problemkit/problem/internal/jsoninput"
)

// violations returns what is wrong: what somebody knows already, or what the kind
// of the error says.
func (e *InputError) violations() []Violation {
	if len(e.Violations) > 0 || e.Omitted > 0 {
		return e.Violations
	}
	var usual usualTree
	tree := errorTree(usual[:0]).of(e.Err)
	if e.In == InBody {
		return []Violation{bodyViolation(e.Raw, tree)}
	}
	v := valueViolation(tree)
	v.In, v.Parameter = e.In, e.Parameter
	return []Violation{v}
}

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

// syntaxViolation looks at the document itself if the error is about its very
// fault. Without the document there is no line and column to tell.
func syntaxViolation(raw []byte, offset int64) Violation {
	end := offset == int64(len(raw))
	if !offsetsBefore() {
		offset--
	}
	stop := jsoninput.Check(raw, jsoninput.MaxDepth)
	if raw == nil || stop == nil || stop.Kind != jsoninput.Empty && int64(stop.Start) != offset && !(end && stop.Kind == jsoninput.Truncated) {
		return Violation{Detail: "the request body is not valid JSON" + lineAndColumn(raw, offset), Code: codeMalformed}
	}
	return documentViolation(raw, stop)
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
