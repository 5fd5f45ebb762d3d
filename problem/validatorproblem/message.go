package validatorproblem

import (
	"strings"

	"github.com/go-playground/validator/v10"
)

// unspecific is the text of rules that this package does not know.
const unspecific = "is not valid"

// code is the name of the rule, without parameters and alternatives.
func code(field validator.FieldError) string {
	if tag := field.Tag(); !strings.ContainsAny(tag, "|=") {
		return tag
	}
	return "invalid"
}

// message says what the value must be, in the client's words and never with the
// value. Parameters of rules are the program's own, save those that name another
// Go field or a Go layout: these never show. A rule behind an alias is told by
// the rule itself.
func message(field validator.FieldError) string {
	rule := field.ActualTag()
	if text, ok := fixed[rule]; ok {
		return text
	}
	if say, ok := spoken[rule]; ok {
		return say(field)
	}
	return unspecific
}

// fixed are the texts that need no parameter.
var fixed = map[string]string{
	"required_if": required, "required_unless": required, "required_with": required, "required_with_all": required,
	"required_without": required, "required_without_all": required,
	"excluded_if": excluded, "excluded_unless": excluded, "excluded_with": excluded, "excluded_with_all": excluded,
	"excluded_without": excluded, "excluded_without_all": excluded, "isdefault": excluded,
	"eqfield": same, "eqcsfield": same, "nefield": different, "necsfield": different,
	"email": "must be an email address", "url": "must be a URL", "http_url": "must be an HTTP URL", "uri": "must be a URI",
	"uuid": "must be a UUID", "uuid4": "must be a UUID", "alpha": "must have letters only",
	"alphanum": "must have letters and digits only", "numeric": "must be a number", "number": "must have digits only",
	"boolean": "must be true or false", "datetime": "must be a date or time in the documented form",
	"ip": "must be an IP address", "hostname": "must be a host name", "unique": "must not repeat an item",
	"lowercase": "must be in lower case", "uppercase": "must be in upper case",
}

const (
	required  = "is required"
	excluded  = "must be left out"
	same      = "must be the same as another field"
	different = "must differ from another field"
)

// spoken are the texts that depend on the kind of the value or on a parameter.
var spoken = map[string]func(validator.FieldError) string{
	"required":   requirement,
	"min":        bounded("at least ", "at least "),
	"gte":        bounded("at least ", "at least "),
	"max":        bounded("at most ", "at most "),
	"lte":        bounded("at most ", "at most "),
	"gt":         bounded("greater than ", "more than "),
	"lt":         bounded("less than ", "fewer than "),
	"len":        bounded("exactly ", "exactly "),
	"eq":         equality("must be exactly ", "must have exactly "),
	"ne":         equality("must not be ", "must not have exactly "),
	"oneof":      choice,
	"oneofci":    choice,
	"startswith": quoting("must start with "),
	"endswith":   quoting("must end with "),
	"contains":   quoting("must contain "),
	"excludes":   quoting("must not contain "),
}

// quoting ends a text with the parameter of the rule.
func quoting(text string) func(validator.FieldError) string {
	return func(field validator.FieldError) string { return text + `"` + field.Param() + `"` }
}

// choice lists what is allowed. Quotes keep a value with blanks together.
func choice(field validator.FieldError) string {
	var values []string
	for rest := strings.TrimSpace(field.Param()); rest != ""; rest = strings.TrimSpace(rest) {
		var value string
		if quoted, ok := strings.CutPrefix(rest, "'"); ok {
			value, rest, _ = strings.Cut(quoted, "'")
		} else {
			value, rest, _ = strings.Cut(rest, " ")
		}
		values = append(values, value)
	}
	return "must be one of: " + strings.Join(values, ", ")
}
