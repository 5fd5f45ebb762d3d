package problem

import (
	"errors"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/problemkit/problemkit/problem/internal/param"
)

const codeTooMany = "too_many_parameters"

// parametersError returns the error of the parameters that could not be read, nil
// for none.
func parametersError(in string, target any, faults []param.Fault) *InputError {
	if len(faults) == 0 {
		return nil
	}
	found := &InputError{In: in, Target: target, Violations: make([]Violation, 0, len(faults)), ordered: true, reading: true}
	var causes []error
	for i := range faults {
		v := parameterViolation(&faults[i])
		v.In, v.Parameter = in, cut(faults[i].Name, maxPointer)
		found.Violations = append(found.Violations, v)
		if faults[i].Kind != param.Unknown {
			found.unread = append(found.unread, v.spot())
		}
		causes = append(causes, faults[i].Err)
	}
	found.Err = errors.Join(causes...)
	found.dotted = dottedNames(in, target)
	return found
}

func dottedNames(in string, target any) (list []spot) {
	for _, name := range param.Names(reflect.TypeOf(target), param.TagsOf(in)) {
		if strings.Contains(name, ".") {
			list = append(list, spot{in: in, parameter: name})
		}
	}
	return list
}

// parameterViolation tells which of several values is wrong in words: the place is
// the parameter.
func parameterViolation(f *param.Fault) Violation {
	v := parameterFault(f)
	if f.Item > 0 {
		v.Detail = "item " + strconv.Itoa(f.Item) + " " + v.Detail
	}
	return v
}

func parameterFault(f *param.Fault) Violation {
	switch f.Kind {
	case param.Duplicate:
		return Violation{Detail: "occurs more than once", Code: codeDuplicate}
	case param.Unknown:
		return Violation{Detail: "is not a known parameter", Code: codeUnknown}
	case param.Length:
		return Violation{Detail: "must have exactly " + count(f.Type.Len(), "item"), Code: codeLength}
	case param.Range:
		return Violation{Detail: "is out of range", Code: codeRange}
	case param.NotUTF8:
		return Violation{Detail: "is not valid UTF-8", Code: codeMalformed}
	case param.Control:
		return Violation{Detail: "must not have control characters", Code: codeMalformed}
	case param.Refused:
		return Violation{Detail: "is not valid", Code: codeInvalid}
	}
	return Violation{Detail: "must " + parameterType(f), Code: codeWrongType}
}

func parameterType(f *param.Fault) string {
	switch k := f.Type.Kind(); {
	case f.Kind == param.NoFile:
		return "be a file"
	case f.Kind == param.File:
		return "not be a file"
	case f.Kind == param.WrongTime:
		return "be a date or time in the documented form"
	case f.Type == reflect.TypeFor[time.Duration]():
		return "be a duration such as 1h30m"
	case isTime(f.Type):
		return "be " + expectedText(f.Type)
	case k == reflect.Struct, k == reflect.Map:
		return "be JSON in the documented form"
	}
	return "be " + expected(f.Type)
}

// unreadableParameters returns the error of a query or form as a whole. The latter
// is the whole body, which has no place.
func unreadableParameters(in string, err error) *InputError {
	v := Violation{In: in, Detail: "the query of the URL is not valid: a percent sign or semicolon must be escaped", Code: codeMalformed}
	if in == InForm {
		v.In, v.Detail = "", "the request body is not a valid form"
	}
	switch err {
	case param.ErrTooMany:
		v.Detail, v.Code = "there are more than "+count(param.MaxParameters, "parameter"), codeTooMany
	case http.ErrMissingBoundary:
		v.Detail = "the Content-Type names no boundary"
	}
	return &InputError{In: in, Violations: []Violation{v}, Err: err}
}
