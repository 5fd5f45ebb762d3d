package problem

import (
	"bytes"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/problemkit/problemkit/problem/internal/jsoninput"
)

// Stable codes of violations.
const (
	codeEmpty     = "empty"
	codeTruncated = "truncated"
	codeMalformed = "malformed"
	codeWrongType = "wrong_type"
	codeRange     = "out_of_range"
	codeInvalid   = "invalid"
	codeTrailing  = "trailing_data"
	codeTooDeep   = "too_deep"
	codeDuplicate = "duplicate"
	codeUnknown   = "unknown"
	codeLength    = "wrong_length"
	codeName      = "wrong_name"
)

// unreadable returns the error of a document that can't be read at all.
func unreadable(raw []byte, f *jsoninput.Fault) *InputError {
	v := documentViolation(raw, f)
	return &InputError{In: InBody, Raw: raw, Violations: []Violation{v}, Err: errors.New(v.Detail)}
}

// documentViolation describes what is wrong with a document as a whole.
func documentViolation(raw []byte, f *jsoninput.Fault) Violation {
	at := lineAndColumn(raw, int64(f.Start))
	switch f.Kind {
	case jsoninput.Empty:
		return emptyViolation()
	case jsoninput.Truncated:
		return truncatedViolation()
	case jsoninput.Trailing:
		return Violation{Detail: "the request body goes on behind the JSON value" + at, Code: codeTrailing}
	case jsoninput.TooDeep:
		return Violation{Detail: "the request body is nested too deeply" + at, Code: codeTooDeep}
	case jsoninput.NotUTF8:
		return Violation{Detail: "the request body is not valid UTF-8" + at, Code: codeMalformed}
	case jsoninput.Null:
		return Violation{Detail: "the request body must not be null", Code: codeEmpty}
	}
	if hasByteOrderMark(raw) {
		return Violation{Detail: "the request body begins with a byte order mark", Code: codeMalformed}
	}
	return Violation{Detail: "the request body is not valid JSON" + at, Code: codeMalformed}
}

// hasByteOrderMark recognises those of UTF-8 and of UTF-16, which JSON must not
// have (RFC 8259, section 8.1).
func hasByteOrderMark(raw []byte) bool {
	for _, mark := range [...]string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		if len(raw) >= len(mark) && string(raw[:len(mark)]) == mark {
			return true
		}
	}
	return false
}

// faultsError returns the error of faults in a readable document, in their order.
func faultsError(raw []byte, faults []jsoninput.Fault) *InputError {
	in := &InputError{In: InBody, Raw: raw, Violations: make([]Violation, 0, len(faults)), ordered: true, reading: true}
	for i := range faults {
		f, v := &faults[i], faultViolation(&faults[i])
		v.Pointer = wholePointer(f.Tokens)
		in.Violations = append(in.Violations, v)
		if v.Pointer != "" {
			in.mark(f, &v)
		}
	}
	return in
}

// mark notes what rules say nothing about: also the elements that an array lacks.
func (e *InputError) mark(f *jsoninput.Fault, v *Violation) {
	switch {
	case f.Kind == jsoninput.Length:
		for i := f.Count; i < f.Type.Len() && len(e.unread) < jsoninput.MaxCounted; i++ {
			e.unread = append(e.unread, spot{pointer: v.Pointer + "/" + Index(i)})
		}
	case f.Kind.Unread():
		e.unread = append(e.unread, v.spot())
	}
	if f.Kind == jsoninput.WrongName || f.Kind == jsoninput.Refused { // what is around may have a member less
		e.reduced = append(e.reduced, v.spot().outer())
	}
}

// wholePointer returns no pointer for a place that is not known, or has a longer
// one than is sent: the value around is not at fault.
func wholePointer(tokens []string) string {
	if tokens == nil {
		return ""
	}
	if p := Pointer(tokens...); len(tokens) == 0 || strings.Count(p, "/") == len(tokens) {
		return p
	}
	return ""
}

func faultViolation(f *jsoninput.Fault) Violation {
	switch f.Kind {
	case jsoninput.Duplicate:
		return Violation{Detail: "occurs more than once", Code: codeDuplicate}
	case jsoninput.Unknown:
		return Violation{Detail: "is not a known member", Code: codeUnknown}
	case jsoninput.Length:
		return Violation{Detail: "must have exactly " + count(f.Type.Len(), "item"), Code: codeLength}
	case jsoninput.WrongName:
		return Violation{Detail: "must have a name that is " + expectedName(f.Type), Code: codeName}
	case jsoninput.Range:
		return Violation{Detail: "is out of range", Code: codeRange}
	case jsoninput.Fraction:
		return Violation{Detail: "must be an integer", Code: codeWrongType}
	}
	return typeFault(f)
}

// typeFault describes a value of another type, or one that a method of its type
// has refused, whose text is not public.
func typeFault(f *jsoninput.Fault) Violation {
	v := Violation{Detail: "must be " + expectedText(f.Type), Code: codeWrongType}
	switch {
	case f.Quoted && f.Type.Kind() != reflect.String:
		v.Detail += " in a string"
	case f.Kind == jsoninput.WrongType || f.Kind == jsoninput.WrongText || isTime(f.Type):
	default:
		v.Detail, v.Code = "is not valid", codeInvalid
	}
	return v
}

func emptyViolation() Violation {
	return Violation{Detail: "a request body is required", Code: codeEmpty}
}

func truncatedViolation() Violation {
	return Violation{Detail: "the request body ends too early", Code: codeTruncated}
}

// lineAndColumn tells where raw is broken, both counted from 1.
func lineAndColumn(raw []byte, offset int64) string {
	if offset < 0 || offset >= int64(len(raw)) {
		return ""
	}
	before := raw[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return " at line " + strconv.Itoa(line) + ", column " + strconv.Itoa(column)
}
