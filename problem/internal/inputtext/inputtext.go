// Package inputtext knows the fixed English texts about input that package
// problem sends, and gives each a key. A violation then needs no phrase of its
// own: whoever wants another text finds the key by the text, and nobody else pays.
package inputtext

import "strings"

// Prefix stands before the keys in phrases.
const Prefix = "input."

// keys has the key of each text: the code of the violation, and what it is about.
var keys = map[string]string{
	"a request body is required":                           "empty.content",
	"the request body must not be null":                    "empty.null",
	"the request body ends too early":                      "truncated.content",
	"the request body goes on behind the JSON value":       "trailing_data.json",
	"the request body is nested too deeply":                "too_deep.content",
	"the request body is not valid JSON":                   "malformed.json",
	"the request body is not valid UTF-8":                  "malformed.utf8",
	"the request body begins with a byte order mark":       "malformed.byte_order_mark",
	"must be a string":                                     "wrong_type.string",
	"must be a string in base64":                           "wrong_type.base64",
	"must be an integer":                                   "wrong_type.integer",
	"must be a number":                                     "wrong_type.number",
	"must be true or false":                                "wrong_type.boolean",
	"must be an array":                                     "wrong_type.array",
	"must be an object":                                    "wrong_type.object",
	"must be of another type":                              "wrong_type.other",
	"must be a date or time in the documented form":        "wrong_type.time",
	"must be a date and time such as 2024-01-31T12:00:00Z": "wrong_type.timestamp",
	"must have a name that is an integer":                  "wrong_name.integer",
	"must have a name that is valid":                       "wrong_name.value",
	"is out of range":                                      "out_of_range.number",
	"occurs more than once":                                "duplicate.member",
	"is not a known member":                                "unknown.member",
	"is not valid":                                         "invalid.value",
	"must be a file":                                       "wrong_type.file",
	"must not be a file":                                   "wrong_type.no_file",
	"must be a duration such as 1h30m":                     "wrong_type.duration",
	"must be JSON in the documented form":                  "wrong_type.json",
	"is not a known parameter":                             "unknown.parameter",
	"is not valid UTF-8":                                   "malformed.text",
	"must not have control characters":                     "malformed.control",
	"the query of the URL is not valid: a percent sign or semicolon must be escaped": "malformed.query",
	"the request body is not a valid form":                                           "malformed.form",
	"the request body is not valid XML":                                              "malformed.xml",
	"the request body is not valid YAML":                                             "malformed.yaml",
	"the request body is not valid TOML":                                             "malformed.toml",
	"a value is of another type":                                                     "wrong_type.some",
	"a number is out of range":                                                       "out_of_range.some",
	"a value is not valid":                                                           "invalid.some",
	"the root of the request body is another element":                                "wrong_type.root",
	"the request body goes on behind the root element":                               "trailing_data.element",
	"the request body has more than one document":                                    "trailing_data.document",
	"the request body has too many aliases":                                          "too_deep.aliases",
	"must not have null in a list":                                                   "wrong_type.null_in_list",
	"must not be null":                                                               "wrong_type.null",
	"the Content-Type names no boundary":                                             "malformed.boundary",
	"a file is required":                                                             "required.file",
	"must have another number of files":                                              "wrong_length.files",
	"must have another number of values":                                             "wrong_length.values",
	manyText:                                                                         "too_many_parameters.count",
	lengthText:                                                                       "wrong_length.items",
	"the content must not be larger than {0} {0|byte|bytes}":                         "too_large.limit",
	"the content is too large":                                                       "too_large.content",
	"the Content-Type must be {0}":                                                   "unsupported_media_type.one",
	"the Content-Type must be one of {0}":                                            "unsupported_media_type.several",
	"the XML must be in UTF-8":                                                       "unsupported_encoding.xml",
	"the content must not have a Content-Encoding":                                   "unsupported_coding.content",
}

// lengthText is one of the templates among the texts.
const lengthText = "must have exactly {0} {0|item|items}"

// manyText is another, which has one number in any language. The others come with
// phrases.
const manyText = "there are more than {0} parameters"

// Key returns the key of a text, and the arguments that it has.
func Key(text string) (key string, args []any, ok bool) {
	if key, ok = keys[text]; ok {
		return key, nil, true
	}
	if rest, ok := strings.CutPrefix(text, "there are more than "); ok {
		number, _, _ := strings.Cut(rest, " ")
		return keys[manyText], []any{number}, digits(number) && rest == number+" parameters"
	}
	rest, ok := strings.CutPrefix(text, "must have exactly ")
	number, unit, _ := strings.Cut(rest, " ")
	if !ok || !digits(number) || unit != "item" && unit != "items" {
		return "", nil, false
	}
	return keys[lengthText], []any{number}, true
}

// CutPlace cuts off where in the content the fault is. The column may be unknown,
// and is "" then.
func CutPlace(text string) (before, line, column string, ok bool) {
	at := strings.LastIndex(text, " at line ")
	if at < 0 {
		return text, "", "", false
	}
	line, column, placed := strings.Cut(text[at+len(" at line "):], ", column ")
	if !digits(line) || placed && !digits(column) {
		return text, "", "", false
	}
	return text[:at], line, column, true
}

// CutQuoted cuts off that the value belongs into a string.
func CutQuoted(text string) (before string, quoted bool) {
	return strings.CutSuffix(text, " in a string")
}

// CutItem cuts off which of several values the text is about.
func CutItem(text string) (after, item string, ok bool) {
	rest, ok := strings.CutPrefix(text, "item ")
	item, after, _ = strings.Cut(rest, " ")
	if !ok || !digits(item) || after == "" {
		return text, "", false
	}
	return after, item, true
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
