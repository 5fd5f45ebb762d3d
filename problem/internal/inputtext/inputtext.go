// Package inputtext knows the fixed English texts about input that package
// problem sends, and gives each a key. A violation then needs no phrase of its
// own: whoever wants another text finds the key by the text, and nobody else pays.
package inputtext

import "strings"

// Prefix stands before the keys in phrases.
const Prefix = "input."

// keys has the key of each text: the code of the violation, and what it is about.
var keys = map[string]string{
	"a request body is required":                        "empty.content",
	"the request body must not be null":                 "empty.null",
	"the request body ends too early":                   "truncated.content",
	"the request body goes on behind the JSON value":    "trailing_data.json",
	"the request body is nested too deeply":             "too_deep.content",
	"the request body is not valid JSON":                "malformed.json",
	"the request body is not valid UTF-8":               "malformed.utf8",
	"the request body begins with a byte order mark":    "malformed.byte_order_mark",
	"must be a string":                                  "wrong_type.string",
	"must be a string in base64":                        "wrong_type.base64",
	"must be an integer":                                "wrong_type.integer",
	"must be a number":                                  "wrong_type.number",
	"must be true or false":                             "wrong_type.boolean",
	"must be an array":                                  "wrong_type.array",
	"must be an object":                                 "wrong_type.object",
	"must be of another type":                           "wrong_type.other",
	"must be a date or time in the documented form":     "wrong_type.time",
	"must be a date and time such as RFC 3339 has them": "wrong_type.timestamp",
	"must have a name that is an integer":               "wrong_name.integer",
	"must have a name that is valid":                    "wrong_name.value",
	"is out of range":                                   "out_of_range.number",
	"occurs more than once":                             "duplicate.member",
	"is not a known member":                             "unknown.member",
	"is not valid":                                      "invalid.value",
	lengthText:                                          "wrong_length.items",
}

// lengthText is the one template among the texts.
const lengthText = "must have exactly {0} {0|item|items}"

// Key returns the key of a text, and the arguments that it has.
func Key(text string) (key string, args []any, ok bool) {
	if key, ok = keys[text]; ok {
		return key, nil, true
	}
	rest, ok := strings.CutPrefix(text, "must have exactly ")
	number, unit, _ := strings.Cut(rest, " ")
	if !ok || !digits(number) || unit != "item" && unit != "items" {
		return "", nil, false
	}
	return keys[lengthText], []any{number}, true
}

// CutPlace cuts off where in the content the fault is.
func CutPlace(text string) (before, line, column string, ok bool) {
	at := strings.LastIndex(text, " at line ")
	if at < 0 {
		return text, "", "", false
	}
	line, column, ok = strings.Cut(text[at+len(" at line "):], ", column ")
	if !ok || !digits(line) || !digits(column) {
		return text, "", "", false
	}
	return text[:at], line, column, true
}

// CutQuoted cuts off that the value belongs into a string.
func CutQuoted(text string) (before string, quoted bool) {
	return strings.CutSuffix(text, " in a string")
}

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// Templates returns the texts by their keys, with the prefix.
func Templates() map[string]string {
	found := make(map[string]string, len(keys))
	for text, key := range keys {
		found[Prefix+key] = text
	}
	return found
}
