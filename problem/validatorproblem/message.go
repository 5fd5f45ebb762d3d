package validatorproblem

import (
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"
)

// code is the name of the rule, without parameters and alternatives.
func code(field validator.FieldError) string {
	if tag := field.Tag(); !strings.ContainsAny(tag, "|=") {
		return tag
	}
	return "invalid"
}

// message says what the value must be, in the client's words and never with the
// value. Parameters of rules are the program's own, save those that name another
// Go field.
func message(field validator.FieldError) string {
	if text, ok := fixed[field.Tag()]; ok {
		return text
	}
	switch field.Tag() {
	case "min", "gte":
		return "must " + bound(field, "be at least ", "have at least ")
	case "max", "lte":
		return "must " + bound(field, "be at most ", "have at most ")
	case "gt":
		return "must " + bound(field, "be greater than ", "have more than ")
	case "lt":
		return "must " + bound(field, "be less than ", "have fewer than ")
	case "len", "eq":
		return "must " + bound(field, "be exactly ", "have exactly ")
	case "oneof":
		return "must be one of: " + strings.Join(strings.Fields(field.Param()), ", ")
	}
	return "is not valid"
}

// fixed are the texts of rules without parameters.
var fixed = map[string]string{
	"required": "is required", "required_if": "is required", "required_unless": "is required",
	"required_with": "is required", "required_with_all": "is required",
	"required_without": "is required", "required_without_all": "is required",
	"email": "must be an email address", "url": "must be a URL", "http_url": "must be an HTTP URL", "uri": "must be a URI",
	"uuid": "must be a UUID", "uuid4": "must be a UUID", "alpha": "must have letters only",
	"alphanum": "must have letters and digits only", "numeric": "must be a number",
	"boolean": "must be true or false", "datetime": "must be a date or time in the documented form",
	"ip": "must be an IP address", "hostname": "must be a host name", "unique": "must not repeat an item",
}

// bound names a size by what the kind of the value has.
func bound(field validator.FieldError, size, count string) string {
	n := field.Param()
	switch field.Kind() {
	case reflect.String:
		return size + n + plural(n, " character", " characters")
	case reflect.Slice, reflect.Array, reflect.Map:
		return count + n + plural(n, " item", " items")
	case reflect.Struct:
		return "be within the allowed range"
	}
	return size + n
}

func plural(n, one, many string) string {
	if n == "1" {
		return one
	}
	return many
}
