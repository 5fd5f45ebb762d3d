package problem_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

type validated struct {
	Name string `json:"name"`
	own  error
	deep *validated
}

func (v *validated) Validate() error {
	if v.Name == "panics" {
		_ = v.deep.deep
	}
	return v.own
}

// validateNames stands for a validator: an empty name is wrong.
func validateNames(v any) error {
	if s := v.(*validated); s.Name == "" {
		return errors.New("no name")
	}
	return nil
}

func TestValidateVisitsEveryStruct(t *testing.T) {
	t.Parallel()
	target := map[string][]*validated{"b": {{Name: "x"}, {}}, "a": {nil, {}}}
	var list problem.InputErrors
	require.ErrorAs(t, problem.Validate(&target, nil, nil, validateNames, validateNames), &list)
	var places []string
	for _, in := range list {
		places = append(places, in.At)
	}
	assert.Equal(t, []string{"#/a/0", "#/a/1", "#/a/1", "#/b/1", "#/b/1"}, places)
}

func TestValidateAsksTheTarget(t *testing.T) {
	t.Parallel()
	odd := problem.Violation{Detail: "is odd", Pointer: "#/name", Code: "odd"}
	var nobody *problem.Problem
	for name, row := range map[string]struct {
		own    error
		status int
		codes  []string
	}{
		"nothing": {nil, 0, nil}, "a nil problem": {nobody, 0, nil},
		"violations": {problem.Invalid(odd), 400, []string{"#/name odd"}},
		"input":      {&problem.InputError{In: problem.InBody, Violations: []problem.Violation{odd}}, 400, []string{"#/name odd"}},
		"a problem":  {problem.Conflict, 409, nil}, "another error": {errors.New("secret"), 400, []string{" invalid"}},
	} {
		err := problem.Validate(&validated{Name: "n", own: row.own}, nil, nil, validateNames)
		if row.status == 0 {
			require.NoError(t, err, name)
			continue
		}
		assert.Equal(t, row.status, new(problem.Responder).Map(err).Status, name)
		if row.codes != nil {
			assert.Equal(t, row.codes, mergeCodes(problem.InputOf(err)), name)
		}
	}
}

func TestValidateSpellsAsTheContentDoes(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"other":1,"OWN":"x"}`)
	err := problem.Validate(&spelt{}, raw, nil)
	assert.Equal(t, []string{"#/other two", "#/OWN one"}, mergeCodes(problem.InputOf(err)))
	err = problem.Validate(&struct{}{}, raw, nil, func(any) error { return new(spelt).Validate() })
	assert.Equal(t, []string{"#/other two", "#/OWN one"}, mergeCodes(problem.InputOf(err)))
}

type spelt struct{}

func (*spelt) Validate() error {
	var c problem.Collector
	c.Field("own").Add("one", "is wrong")
	c.Field("other").Add("two", "is wrong")
	return c.Err()
}

func TestValidateJoins(t *testing.T) {
	t.Parallel()
	odd := problem.Invalid(problem.Violation{Pointer: "#/name", Code: "odd"})
	err := problem.Validate(&validated{own: odd}, nil, nil, validateNames)
	assert.Equal(t, []string{" invalid", "#/name odd"}, mergeCodes(problem.InputOf(err)))
	found, _ := problem.Reading{}.JSON([]byte(`{"x":1}`), new(validated))
	err = problem.Validate(&validated{own: odd}, nil, found, validateNames)
	assert.Equal(t, []string{"#/x unknown", "#/name odd", " invalid"}, mergeCodes(problem.InputOf(err)))
	found, _ = problem.Reading{}.JSON([]byte(`{"name":1}`), new(validated))
	err = problem.Validate(&validated{own: odd}, nil, found, validateNames)
	assert.Equal(t, []string{"#/name wrong_type", " invalid"}, mergeCodes(problem.InputOf(err)), "a target of which not all was read is not asked")
	pointer := &validated{Name: "n", own: odd}
	assert.Equal(t, []string{"#/name odd"}, mergeCodes(problem.InputOf(problem.Validate(&pointer, nil, nil))), "a pointer is followed")
	require.NoError(t, problem.Validate(&validated{Name: "n"}, nil, nil, validateNames))
}

func TestValidateMayRelyOnValidators(t *testing.T) {
	t.Parallel()
	refuse := func(any) error { return errors.New("deep is required") }
	assert.Equal(t, []string{" invalid"}, mergeCodes(problem.InputOf(problem.Validate(&validated{Name: "panics"}, nil, nil, refuse))))
	assert.Panics(t, func() { _ = problem.Validate(&validated{Name: "panics"}, nil, nil) }, "a panic about a value that nobody refused is a mistake")
}

func TestValidateWantsAPointer(t *testing.T) {
	t.Parallel()
	for _, target := range []any{nil, validated{}, (*validated)(nil)} {
		err := problem.Validate(target, nil, nil, validateNames)
		assert.ErrorContains(t, err, "must be a pointer that is not nil")
		assert.Equal(t, 500, new(problem.Responder).Map(err).Status)
	}
}
