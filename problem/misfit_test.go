package problem_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

type misfits struct {
	Size any            `json:"size" validate:"omitempty,min=3"`
	List []any          `json:"list" validate:"dive,gt=1"`
	Map  map[string]any `json:"map" validate:"dive,gt=1"`
	Own  bool           `json:"own" validate:"mistake"`
}

// misfitValidator has a rule that panics at a value of its own type.
func misfitValidator() func(any) error {
	v := validator.New()
	_ = v.RegisterValidation("mistake", func(level validator.FieldLevel) bool {
		if level.Field().Bool() {
			panic("a mistake of the program")
		}
		return true
	})
	return v.Struct
}

// TestValidatorsThatPanic: a rule at an any panics at a type that the client has
// chosen. That is the client's mistake; a panic of the program stays one. What the
// validator says of the others is explained by a rule, which is not at work here.
func TestValidatorsThatPanic(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string][]string{
		`{"size":true}`:                                      {"#/size wrong_type"},
		`{"list":[2,true,{}],"map":{"a/b":[]}}`:              {"#/list/1 wrong_type", " invalid"},
		`{"map":{"a/b":true}}`:                               {"#/map/a~1b wrong_type", " invalid"},
		`{"list":[` + strings.Repeat("true,", 40) + `true]}`: {" wrong_type"},
	} {
		target := new(misfits)
		found, err := problem.Reading{}.JSON([]byte(raw), target)
		require.NoError(t, err)
		in := problem.InputOf(problem.Validate(target, []byte(raw), found, misfitValidator()))
		require.NotNil(t, in, raw)
		assert.Equal(t, want, mergeCodes(in), raw)
	}
	list := []map[string]misfits{{"x": {Size: true}}}
	in := problem.InputOf(problem.Validate(&list, nil, nil, misfitValidator()))
	assert.Equal(t, []string{"#/0/x/size wrong_type"}, mergeCodes(in), "what stands in a map can't be written to")
	assert.Equal(t, true, list[0]["x"].Size, "and is left as it was")
	assert.Panics(t, func() { _ = problem.Validate(&misfits{Own: true}, nil, nil, misfitValidator()) })
	assert.Panics(t, func() { _ = problem.Validate(&misfits{Size: true, Own: true}, nil, nil, misfitValidator()) })
}

func TestManyValuesOfAFormThatWasRead(t *testing.T) {
	t.Parallel()
	r := paramRequest("POST", "/", "application/x-www-form-urlencoded", "")
	r.PostForm = map[string][]string{"x": make([]string, 1001)}
	err := problem.Reading{In: problem.InForm}.Parameters(r, new(paramTarget))
	assert.Equal(t, []string{" too_many_parameters"}, mergeCodes(problem.InputOf(err)))
}

// TestLeftoversInAnyCase: what a handler has put into the map itself.
func TestLeftoversInAnyCase(t *testing.T) {
	t.Parallel()
	d := through(problem.Config{}, get(), func(x *problem.Exchange) error {
		h := x.Writer().Header()
		h["content-encoding"], h["x-own"], h["X-Broken"] = []string{"gzip"}, []string{"kept"}, []string{"a\nb", "fine"}
		h[http.TrailerPrefix+"Sum"], h["Cdn-Cache-Control"] = []string{"1"}, []string{"max-age=60"}
		return problem.Gone
	})
	h := d.w.Header()
	assert.Equal(t, []string{"kept"}, h["X-Own"])
	assert.Equal(t, []string{"fine"}, h["X-Broken"])
	for _, name := range []string{"content-encoding", "Content-Encoding", http.TrailerPrefix + "Sum", "Cdn-Cache-Control"} {
		assert.NotContains(t, h, name)
	}
}

func TestInputErrorsInRecords(t *testing.T) {
	t.Parallel()
	two := problem.InputErrors{mergeRule(nil, "#/a", "one"), mergeRule(nil, "#/b", "two")}
	assert.Equal(t, "invalid input (body): one #/a and 1 more", two.Error())
	assert.Equal(t, "invalid input (body): one #/a", two[:1].Error())
	rule := problem.RuleFunc(func(err error) *problem.Problem {
		return problem.BadRequest.New(problem.Cause(problem.InputOf(err)))
	})
	for _, err := range []error{two, two[0]} {
		log := &flowLog{}
		flowRespond(problem.Config{Recorder: log, Rules: []problem.Rule{rule}}, "GET", err)
		assert.Contains(t, flowAttrs(log.only(t))["cause"], "invalid input (body): one #/a")
		assert.NotContains(t, flowAttrs(log.only(t))["cause"], "more")
	}
	assert.NoError(t, errors.Unwrap((*problem.InputError)(nil)))
}
