package ginproblem

import (
	"bytes"
	"strings"

	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/ginproblem/internal/foreign"
	"github.com/problemkit/problemkit/problem"
)

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

// decodeTOML can't keep the target from Gin's validator, whose errors are left out
// of account.
func decodeTOML(raw []byte, target any) error {
	if err := asText(raw, target); err != nil {
		return err
	}
	if isBlank(raw) {
		return unreadable(target, raw, empty(), nil)
	}
	if at, deep := nestedTooDeeply(raw); deep {
		return unreadable(target, raw, tooDeep(at), nil)
	}
	err := bindBody(binding.TOML, raw, target)
	if err == nil || err != errReader && isOfValidation(err, target) {
		return nil
	}
	return unreadable(target, raw, tomlViolation(err, raw), err)
}

// isOfValidation tells the errors of a validator, which a program may have made
// itself, from those of a reader.
func isOfValidation(err error, target any) bool {
	for _, node := range nodesOf(err) {
		switch node.(type) {
		case validator.ValidationErrors, *validator.InvalidValidationError, binding.SliceValidationError:
			return true
		}
		if isTOMLError(node) {
			return false
		}
	}
	return binding.Validator != nil && sameText(err, binding.Validator.ValidateStruct(target))
}
