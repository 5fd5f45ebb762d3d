package ginproblem

import (
	"reflect"
	"strings"

	"github.com/problemkit/problemkit/ginproblem/internal/foreign"
	"github.com/problemkit/problemkit/problem"
)

// isYAML recognises the errors of Gin's YAML reader. Their texts are never asked
// for: making one can take seconds.
func isYAML(err error) bool { return foreign.IsFrom(err, pathYAML) }

// yamlMark is the place of an error, which is a field of it.
func yamlMark(err error) (at mark) {
	token := foreign.Field(reflect.ValueOf(err), "Token")
	position := foreign.Field(token, "Position")
	if line := foreign.Field(position, "Line"); line.IsValid() && line.CanInt() {
		at.line = int(line.Int())
	}
	if column := foreign.Field(position, "Column"); column.IsValid() && column.CanInt() {
		at.column = int(column.Int())
	}
	if text := foreign.Field(token, "Origin"); text.IsValid() && text.Kind() == reflect.String {
		at.text = strings.TrimLeft(text.String(), " \t\r\n")
	}
	at.root = isNil(foreign.Field(token, "Prev"))
	return at
}

func isNil(v reflect.Value) bool { return v.IsValid() && v.Kind() == reflect.Pointer && v.IsNil() }

func yamlViolation(err error) problem.Violation {
	switch at := yamlMark(err); reflect.TypeOf(err).String() {
	case "*errors.TypeError", "*errors.UnexpectedNodeTypeError":
		if at.root {
			return problem.Violation{Detail: "must be of another type", Pointer: problem.Pointer(), Code: "wrong_type"}
		}
		return wrongType(at)
	case "*errors.OverflowError":
		return outOfRange(at)
	default:
		return malformed("YAML", at)
	}
}

const pathYAML = "github.com/goccy/go-yaml"
