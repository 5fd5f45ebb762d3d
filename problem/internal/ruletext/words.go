package ruletext

// words: rules about the characters of a text.
var words = map[string]string{
	"alpha":           "must have the letters a to z only",
	"alphaspace":      "must have the letters a to z and spaces only",
	"alphanum":        "must have the letters a to z and digits only",
	"alphanumspace":   "must have the letters a to z, digits and spaces only",
	"alphaunicode":    "must have letters only",
	"alphanumunicode": "must have letters and digits only",
	"ascii":           "must have ASCII characters only",
	"printascii":      "must have printable ASCII characters only",
	"multibyte":       "must have characters beyond ASCII",
	"lowercase":       "must be in lower case",
	"uppercase":       "must be in upper case",
	"boolean":         "must be true or false",
	"numeric":         "must be a number",
	"number":          "must have digits only",
	"contains":        `must contain "{0}"`,
	"containsany":     `must contain one of the characters "{0}"`,
	"containsrune":    `must contain "{0}"`,
	"excludes":        `must not contain "{0}"`,
	"excludesall":     `must contain none of the characters "{0}"`,
	"excludesrune":    `must not contain "{0}"`,
	"startswith":      `must start with "{0}"`,
	"endswith":        `must end with "{0}"`,
	"startsnotwith":   `must not start with "{0}"`,
	"endsnotwith":     `must not end with "{0}"`,
}
