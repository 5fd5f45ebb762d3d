package validatorproblem

import (
	"reflect"
	"strconv"
	"time"

	"github.com/go-playground/validator/v10"
)

// requirement is honest about zero values, which this rule takes for missing
// whether the client has sent them or not.
func requirement(field validator.FieldError) string {
	switch k := typeOf(field).Kind(); {
	case k == reflect.Bool:
		return "must be true"
	case isNumber(k):
		return "is required and must not be 0"
	}
	return required
}

// bounded names a size by what the type of the value has: a length or a value.
func bounded(size, count string) func(validator.FieldError) string {
	return func(field validator.FieldError) string {
		switch t := typeOf(field); {
		case t.Kind() == reflect.String:
			return "must be " + count + amount(field, "character")
		case unit(t) != "":
			return "must have " + count + amount(field, unit(t))
		case isNumber(t.Kind()):
			return "must be " + size + number(field, t)
		case isTime(t):
			return "must be within the allowed range"
		}
		return unspecific
	}
}

// equality compares texts and values by what they are, lists by their length.
func equality(value, count string) func(validator.FieldError) string {
	return func(field validator.FieldError) string {
		switch t := typeOf(field); {
		case t.Kind() == reflect.String:
			return value + `"` + field.Param() + `"`
		case unit(t) != "":
			return count + amount(field, unit(t))
		case isNumber(t.Kind()), t.Kind() == reflect.Bool:
			return value + number(field, t)
		}
		return unspecific
	}
}

// unit is what the values of a type are counted in, in JSON.
func unit(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "byte" // in base64
		}
		return "item"
	case reflect.Array:
		return "item"
	case reflect.Map:
		return "member"
	}
	return ""
}

func amount(field validator.FieldError, unit string) string {
	if field.Param() == "1" {
		return "1 " + unit
	}
	return field.Param() + " " + unit + "s"
}

// number is the parameter as JSON has it: a duration is a number of nanoseconds.
func number(field validator.FieldError, t reflect.Type) string {
	if t == reflect.TypeFor[time.Duration]() {
		if d, err := time.ParseDuration(field.Param()); err == nil {
			return strconv.FormatInt(int64(d), 10)
		}
	}
	return field.Param()
}

func isNumber(k reflect.Kind) bool {
	return reflect.Int <= k && k <= reflect.Float64 && k != reflect.Uintptr
}

func isTime(t reflect.Type) bool { return t.ConvertibleTo(reflect.TypeFor[time.Time]()) }

// typeOf is the type behind a pointer; any type for a nil interface.
func typeOf(field validator.FieldError) reflect.Type {
	t := field.Type()
	if t == nil {
		return reflect.TypeFor[any]()
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}
