package validatorproblem_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// said is the code and the text for a value that breaks a rule. Var is what a
// field with that tag would be.
func said(t *testing.T, value any, tag string) (code, text string) {
	t.Helper()
	v := validator.New()
	v.RegisterAlias("pin", "len=4,numeric")
	v.RegisterAlias("colour", "hexcolor|rgb")
	require.NoError(t, v.RegisterValidation("mine", func(validator.FieldLevel) bool { return false }))
	var in *problem.InputError
	require.ErrorAs(t, validatorproblem.Explain(v.Var(value, tag)), &in)
	require.Len(t, in.Violations, 1)
	return in.Violations[0].Code, in.Violations[0].Detail
}

func TestMessages(t *testing.T) {
	t.Parallel()
	var noInt *int
	var noText *string
	for _, tt := range []struct {
		value           any
		tag, code, text string
	}{
		{"", "required", "required", "is required"},
		{[]int(nil), "required", "required", "is required"},
		{noInt, "required", "required", "is required"},
		{0, "required", "required", "is required and must not be 0"},
		{0.0, "required", "required", "is required and must not be 0"},
		{false, "required", "required", "must be true"},
		{new(bool), "required,eq=true", "eq", "must be true"}, {(*bool)(nil), "required", "required", "is required"},
		{time.Time{}, "required", "required", "is required"},
		{nil, "required", "required", "is required"},

		{bad, "min=8", "min", "must be at least 8 characters"},
		{"", "min=1", "min", "must be at least 1 character"},
		{bad, "max=1", "max", "must be at most 1 character"},
		{bad, "gt=10", "gt", "must be more than 10 characters"},
		{bad, "lt=2", "lt", "must be fewer than 2 characters"},
		{bad, "len=2", "len", "must be exactly 2 characters"},
		{noText, "min=2", "min", "must be at least 2 characters"},
		{[]string{bad}, "min=2", "min", "must have at least 2 items"},
		{[]string{}, "gte=1", "gte", "must have at least 1 item"},
		{[]string{bad, bad}, "lte=1", "lte", "must have at most 1 item"},
		{[1]string{bad}, "gt=1", "gt", "must have more than 1 item"},
		{[]string{bad, bad}, "lt=2", "lt", "must have fewer than 2 items"},
		{map[string]int{bad: 1}, "len=2", "len", "must have exactly 2 members"},
		{[]byte(bad), "max=2", "max", "must have at most 2 bytes"},
		{7, "min=8", "min", "must be at least 8"},
		{7.5, "max=2.5", "max", "must be at most 2.5"},
		{uint8(7), "len=2", "len", "must be exactly 2"},
		{time.Second, "max=1ms", "max", "must be at most 1000000 nanoseconds"},
		{time.Second, "max=5", "max", "must be at most 5 nanoseconds"},
		{time.Now().Add(time.Hour), "lt", "lt", "must be in the past"},

		{bad, "eq=other", "eq", `must be exactly "other"`},
		{"admin", "ne=admin", "ne", `must not be "admin"`},
		{[]int{}, "eq=1", "eq", "must have exactly 1 item"},
		{[]int{1, 2}, "ne=2", "ne", "must not have exactly 2 items"},
		{7, "eq=8", "eq", "must be exactly 8"},
		{false, "eq=true", "eq", "must be true"},

		{bad, "oneof=a b c", "oneof", "must be one of: a, b, c"},
		{bad, "oneof='a b' c", "oneof", "must be one of: a b, c"},
		{7, "oneof=1 2", "oneof", "must be one of: 1, 2"},
		{bad, "startswith=x", "startswith", `must start with "x"`},
		{bad, "endswith=x", "endswith", `must end with "x"`},
		{bad, "contains=x", "contains", `must contain "x"`},
		{bad, "excludes=h", "excludes", `must not contain "h"`},

		{bad, "email", "email", "must be an email address"},
		{bad, "datetime=2006-01-02", "datetime", "must be a date or time in the documented form"},
		{[]int{1, 1}, "unique", "unique", "must not repeat an item"},
		{bad, "isdefault", "isdefault", "must be left out"},
		{bad, "eqfield=Password", "eqfield", "must be the same as another field"},

		{bad, "mine", "mine", "is not valid"},
		{bad, "hexcolor|rgb", "invalid", "must be a hexadecimal colour or must be an RGB colour"},
		{bad, "eq=a|eq=b", "invalid", `must be exactly "a" or must be exactly "b"`},
		{bad, "email|mine", "invalid", "is not valid"},
		{bad, "iscolor", "iscolor", "must be a colour"},
		{bad, "pin", "pin", "must be exactly 4 characters"},
		{bad, "colour", "colour", "must be a hexadecimal colour or must be an RGB colour"},
	} {
		code, text := said(t, tt.value, tt.tag)
		assert.Equal(t, tt.code, code, tt.tag)
		assert.Equal(t, tt.text, text, "%T %s", tt.value, tt.tag)
	}
}

// telltale has a rejected value in every field, and rules whose parameters are
// Go names.
type telltale struct {
	Password string            `json:"password" validate:"min=99"`
	Confirm  string            `json:"confirm" validate:"eqfield=Password"`
	Other    string            `json:"other" validate:"nefield=Confirm"`
	From     time.Time         `json:"from"`
	To       time.Time         `json:"to" validate:"gtfield=From"`
	Company  string            `json:"company" validate:"required_if=Password hunter2"`
	Missing  string            `json:"missing" validate:"required_with=Password"`
	Without  string            `json:"without" validate:"required_without=Company"`
	Surplus  string            `json:"surplus" validate:"excluded_with=Password"`
	Repeated []leaf            `json:"repeated" validate:"unique=Text"`
	Map      map[string]string `json:"map" validate:"dive,keys,max=3,endkeys,max=3"`
	Layout   string            `json:"layout" validate:"datetime=2006-01-02"`
	Either   string            `json:"either" validate:"email|uuid"`
	Mail     string            `json:"mail" validate:"email"`
	Number   int               `json:"number" validate:"max=7"`
	List     []string          `json:"list" validate:"max=1"`
	Private  string            `json:"-" validate:"max=1"`
}

// TestNothingTells: neither the rejected values nor the names of Go fields and
// types are in what the client gets.
func TestNothingTells(t *testing.T) {
	t.Parallel()
	rejected := "1234567" + bad
	target := &telltale{
		Password: bad, Confirm: rejected, Other: rejected, Surplus: rejected, Repeated: []leaf{{}, {}},
		Map: map[string]string{"a long name": "a", "a": rejected}, Layout: rejected, Either: rejected, Mail: rejected,
		Number: 1234567, List: []string{rejected, rejected}, Private: rejected,
	}
	err := validatorproblem.Check(newValidator().Struct, target, nil)
	p := problem.NewResponder(problem.Config{}).Map(err)
	text, failed := p.MarshalJSON()
	require.NoError(t, failed)
	var in *problem.InputError
	require.ErrorAs(t, err, &in)
	assert.Len(t, in.Violations, 17)
	assert.NotContains(t, string(text), bad)
	assert.NotContains(t, string(text), "1234567")
	assert.NotContains(t, string(text), "2006")
	assert.NotRegexp(t, regexp.MustCompile(`\b(Password|Confirm|From|Company|Text|Private|telltale|validate|string|int)\b`), string(text))
	assert.NotContains(t, err.Error(), bad, "the log")
}
