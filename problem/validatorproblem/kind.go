package validatorproblem

import (
	"reflect"
	"strconv"
	"time"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem/internal/ruletext"
)

// kindOf tells values apart as far as texts about them differ: a length in
// characters, a number of items, a value. It is empty for other values.
func kindOf(t reflect.Type) string {
	switch k := t.Kind(); {
	case t == reflect.TypeFor[time.Duration]():
		return ruletext.Duration
	case k == reflect.String:
		return ruletext.String
	case k == reflect.Bool:
		return ruletext.Boolean
	case isNumber(k):
		return ruletext.Number
	case isTime(t):
		return ruletext.Time
	}
	return unit(t)
}

// unit is what the values of a type are counted in, in JSON.
func unit(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return ruletext.Bytes // in base64
		}
		return ruletext.Items
	case reflect.Array:
		return ruletext.Items
	case reflect.Map:
		return ruletext.Members
	}
	return ""
}

// nanoseconds is the parameter of a rule for a duration as JSON has it.
func nanoseconds(param string) string {
	if d, err := time.ParseDuration(param); err == nil {
		return strconv.FormatInt(int64(d), 10)
	}
	return param
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
