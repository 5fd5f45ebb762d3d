package ginproblem

import (
	"bytes"
	"reflect"
	"strings"

	"github.com/gin-gonic/gin/binding"

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

// isTOML recognises the errors of Gin's TOML reader. Those with a place have an
// excerpt too, which has to be one of this text.
func isTOML(err error, raw []byte) bool {
	if foreign.IsFrom(err, pathTOML) {
		line, ok := lineOf(raw, tomlMark(err).line)
		excerpt, isText := err.(interface{ String() string })
		return ok && isText && strings.Contains(excerpt.String(), string(bytes.TrimSpace(line)))
	}
	return isTOMLError(err)
}

const pathTOML = "github.com/pelletier/go-toml"

// isTOMLError recognises them by their type, or their text where they have none.
func isTOMLError(err error) bool {
	text := foreign.PlainText(err)
	return foreign.IsFrom(err, pathTOML) || strings.HasPrefix(text, "toml: ") || strings.HasPrefix(text, "unhandled kv part: ")
}

func tomlMark(err error) (at mark) {
	if placed, ok := err.(interface{ Position() (row, column int) }); ok {
		at.line, at.column = placed.Position()
	}
	return at
}

// tomlViolation tells the errors of a text from those of its values, by reading it
// once more into what takes everything.
func tomlViolation(err error, raw []byte) problem.Violation {
	switch at := tomlMark(err); {
	case binding.TOML.BindBody(raw, &map[string]any{}) != nil:
		return malformed("TOML", at)
	case strings.HasPrefix(foreign.PlainText(err), "toml: number "):
		return outOfRange(at)
	default:
		return wrongType(at)
	}
}
