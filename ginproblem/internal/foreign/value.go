package foreign

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// HasValueAt reports whether a JSON text has a value of that kind where an error of
// encoding/json says, by version 1 of it or by version 2, where an offset lies before
// the value; and a member that the error names, if it names some.
func HasValueAt(text string, wrong *json.UnmarshalTypeError) bool {
	kind, _, _ := strings.Cut(wrong.Value, " ")
	named := wrong.Field == ""
	for v := range valuesOf(text) {
		if named = named || v.isNameIn(wrong.Field, text); named && v.kind == kind && v.before <= wrong.Offset && wrong.Offset <= v.after {
			return true
		}
	}
	return false
}

// isNameIn reports whether the token is a member name among those of a way, which
// are joined by dots.
func (v value) isNameIn(way, text string) bool {
	var name string
	return v.kind == "string" && isName([]byte(text), v.after) && json.Unmarshal([]byte(v.lexeme), &name) == nil &&
		strings.Contains("."+strings.ToLower(way)+".", "."+strings.ToLower(name)+".")
}

// HasText reports whether a JSON text has a string with this content, or spelt so.
func HasText(document, text string) bool {
	for v := range valuesOf(document) {
		var content string
		if v.kind == "string" && json.Unmarshal([]byte(v.lexeme), &content) == nil && (content == text || v.lexeme == text) {
			return true
		}
	}
	return false
}

// value is a token of a JSON text: a value, the beginning of one, or a member
// name.
type value struct {
	kind          string // as encoding/json calls it; "" for a bracket that closes
	lexeme        string
	before, after int64 // the ends of the token before it, and of its own
	name          bool  // it is a member name, if valueAt has found it
}

// valuesOf yields the tokens of a text until it is no JSON any more.
func valuesOf(text string) func(yield func(value) bool) {
	return func(yield func(value) bool) {
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		for {
			before := dec.InputOffset()
			token, err := dec.Token()
			if err != nil {
				return
			}
			after := dec.InputOffset()
			lexeme := strings.TrimLeft(text[before:after], " \t\r\n:,")
			if !yield(value{kind: kindOf(token), lexeme: lexeme, before: before, after: after}) {
				return
			}
		}
	}
}

func kindOf(token json.Token) string {
	switch t := token.(type) {
	case json.Delim:
		return map[json.Delim]string{'{': "object", '[': "array"}[t]
	case json.Number:
		return "number"
	case string:
		return "string"
	case bool:
		return "bool"
	}
	return "null"
}

// valueAt returns the token that begins at an offset, or that it lies in, or at
// the end of.
func valueAt(raw []byte, offset int64) (found value, ok bool) {
	for v := range valuesOf(string(raw)) {
		start := v.after - int64(len(v.lexeme))
		if offset < start {
			break
		}
		if offset <= v.after && v.kind != "" {
			found, ok = v, true
			found.name = isName(raw, v.after)
		}
	}
	return found, ok
}

// confirms reports whether a value can be the one that an error is about. Sonic tells
// where the value begins, but any place in one that came later and reads itself. In the
// place of an array, sonic may mean the first element behind a pointer, and json-iterator
// the first element.
func (v value) confirms(err error, offset int64) bool {
	switch {
	case v.name && strings.Contains(v.lexeme, `\`): // which neither reads into an integer
		return false
	case Field(reflect.ValueOf(err), "Pos").IsValid():
		want, _ := fieldOf(err, "Type").(reflect.Type)
		return offset == v.after-int64(len(v.lexeme)) && (v.kind != "array" || want == nil || want.Kind() != reflect.Struct)
	case v.kind == "array" && isIter(err, pathIter):
		return strings.HasSuffix(iterText(err), "found [")
	}
	return true
}

// isName reports whether a colon follows.
func isName(raw []byte, after int64) bool {
	rest := bytes.TrimLeft(raw[after:], " \t\r\n")
	return len(rest) > 0 && rest[0] == ':'
}

// misfits reports whether a value can't be read into a type: an error that says so
// of one that can is about another place.
func (v value) misfits(t reflect.Type) bool {
	text := v.lexeme
	switch v.kind {
	case "object":
		text = "{}"
	case "array":
		text = "[]"
	}
	return json.Unmarshal([]byte(text), reflect.New(t).Interface()) != nil
}

// errorFor is what encoding/json says of the value.
func (v value) errorFor(t reflect.Type) error {
	if v.name {
		return &json.UnmarshalTypeError{Value: "number " + strings.Trim(v.lexeme, `"`), Type: t}
	}
	wrong := &json.UnmarshalTypeError{Value: v.kind, Type: t, Offset: v.after}
	if v.kind == "number" && json.Unmarshal([]byte(v.lexeme), new(float64)) == nil && t != nil && isNumber(t) {
		wrong.Value = "number " + v.lexeme
	}
	return wrong
}

func isNumber(t reflect.Type) bool { return reflect.Int <= t.Kind() && t.Kind() <= reflect.Float64 }
