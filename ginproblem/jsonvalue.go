package ginproblem

import (
	"encoding/json"
	"strings"
)

// valueEndsAt reports whether a JSON text has a value of that kind where an error
// of encoding/json says, by version 1 of it or by version 2, where an offset lies
// before the value.
func valueEndsAt(text string, wrong *json.UnmarshalTypeError) bool {
	kind, _, _ := strings.Cut(wrong.Value, " ")
	for v := range jsonValues(text) {
		if v.kind == kind && v.before <= wrong.Offset && wrong.Offset <= v.after {
			return true
		}
	}
	return false
}

// jsonValue is one value of a JSON text, or a member name.
type jsonValue struct {
	kind          string // as encoding/json calls it
	before, after int64  // the ends of the token before it, and of its first
}

// jsonValues yields the values of a text until it is no JSON any more.
func jsonValues(text string) func(yield func(jsonValue) bool) {
	return func(yield func(jsonValue) bool) {
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		for {
			before := dec.InputOffset()
			token, err := dec.Token()
			if err != nil || !yield(jsonValue{kindOf(token), before, dec.InputOffset()}) {
				return
			}
		}
	}
}

func kindOf(token json.Token) string {
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return "object"
		}
		return "array"
	case json.Number:
		return "number"
	case string:
		return "string"
	case bool:
		return "bool"
	}
	return "null"
}
