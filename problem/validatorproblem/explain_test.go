package validatorproblem_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

func failed(t *testing.T, target any) error {
	t.Helper()
	err := newValidator().Struct(target)
	require.Error(t, err)
	return err
}

// loop is an error that wraps itself, and blast one whose Unwrap panics.
type (
	loop  struct{}
	blast struct{}
)

func (l loop) Error() string { return "loop" }
func (l loop) Unwrap() error { return l }

func (blast) Error() string { return "blast" }
func (blast) Unwrap() error { panic(bad) }

type converter struct{ error }

func (converter) Problem() *problem.Problem { return problem.Gone.New() }
func (c converter) Unwrap() error           { return c.error }

func TestExplain(t *testing.T) {
	t.Parallel()
	target := &leaf{Text: bad, Dot: bad}
	inner := failed(t, target)
	var one validator.ValidationErrors
	require.ErrorAs(t, inner, &one)
	for _, tt := range []struct {
		name string
		err  error
		want []string
	}{
		{"alone", inner, []string{"max", "max"}},
		{"wrapped", fmt.Errorf("bind: %w", inner), []string{"max", "max"}},
		{"a single field", one[0], []string{"max"}},
		{"joined", errors.Join(inner, errors.New("x"), failed(t, &leaf{Text: bad})), []string{"max", "max", "max"}},
		{"Gin's list", binding.SliceValidationError{inner, failed(t, &leaf{Text: bad})}, []string{"max", "max", "max"}},
		{"Gin's nested list", binding.SliceValidationError{binding.SliceValidationError{inner}, nil, errors.New("x")}, []string{"max", "max"}},
		{"with the target", &problem.InputError{In: problem.InBody, Target: target, Err: inner}, []string{"max #/text", "max #/a.b"}},
		{"with its type", &problem.InputError{Target: leaf{}, Err: inner}, []string{"max #/text", "max #/a.b"}},
		{"with another target", &problem.InputError{In: problem.InBody, Target: &lists{}, Err: inner}, []string{"max", "max"}},
		{"with a nil target", &problem.InputError{In: problem.InBody, Target: (*leaf)(nil), Err: inner}, []string{"max", "max"}},
		{"with a list as target", &problem.InputError{In: problem.InBody, Target: []leaf{*target}, Err: inner}, []string{"max", "max"}},
		{"two input errors", &problem.InputError{Target: target, Err: &problem.InputError{Err: inner}}, []string{"max #/text", "max #/a.b"}},
		{"behind a panic", errors.Join(inner, blast{}), []string{"max", "max"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := validatorproblem.Explain(tt.err)
			var in *problem.InputError
			require.ErrorAs(t, err, &in)
			assert.Equal(t, tt.want, listed(t, in.Violations))
			if !errors.Is(tt.err, tt.err) {
				return // a list can't be compared
			}
			assert.ErrorIs(t, err, tt.err)
		})
	}
}

func TestExplainLeavesAlone(t *testing.T) {
	t.Parallel()
	inner := failed(t, &leaf{Text: bad})
	for name, err := range map[string]error{
		"nil":                 nil,
		"another":             errors.New("x"),
		"a problem":           problem.Gone.New(problem.Cause(inner)),
		"a problem beside":    errors.Join(inner, problem.Gone.New()),
		"a type":              fmt.Errorf("%w: %w", problem.Gone, inner),
		"a converter":         converter{inner},
		"explained already":   &problem.InputError{Violations: []problem.Violation{{Detail: "x"}}, Err: inner},
		"a loop":              loop{},
		"not on a struct":     newValidator().Struct(1),
		"a list of no errors": texts{"x"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same := validatorproblem.Explain(err)
			assert.Equal(t, err, same)
		})
	}
	var none *problem.Problem
	assert.NotEqual(t, none, validatorproblem.Explain(errors.Join(none, inner)), "a nil problem decides nothing")
}

type texts []string

func (texts) Error() string { return "x" }

// TestParameter: what was no body has no pointer.
func TestParameter(t *testing.T) {
	t.Parallel()
	target := &leaf{Text: bad}
	err := validatorproblem.Explain(&problem.InputError{In: problem.InQuery, Parameter: "q", Target: target, Err: failed(t, target)})
	var in *problem.InputError
	require.ErrorAs(t, err, &in)
	require.Len(t, in.Violations, 1)
	in.Violations[0].Phrase = nil
	assert.Equal(t, []problem.Violation{{Detail: "must be at most 3 characters", In: "query", Parameter: "q", Code: "max"}}, in.Violations)
}

func TestRule(t *testing.T) {
	t.Parallel()
	target := &leaf{Text: bad}
	inner := failed(t, target)
	rs := problem.NewResponder(problem.Config{
		Rules: []problem.Rule{validatorproblem.Rule()}, InvalidInput: problem.UnprocessableContent, Recorder: problem.NoRecorder,
	})
	for name, tt := range map[string]struct {
		err    error
		status int
		want   []string
	}{
		"alone":       {inner, 422, []string{"max"}},
		"placed":      {&problem.InputError{In: problem.InBody, Target: target, Err: inner}, 422, []string{"max #/text"}},
		"another":     {errors.New("x"), 500, nil},
		"a problem":   {problem.Gone.New(problem.Cause(inner)), 410, nil},
		"a type":      {fmt.Errorf("%w: %w", problem.Gone, inner), 410, nil},
		"a converter": {converter{inner}, 410, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := rs.Map(tt.err)
			assert.Equal(t, tt.status, p.Status)
			violations, _ := p.Member("errors")
			list, _ := violations.([]problem.Violation)
			assert.Equal(t, tt.want, listed(t, list))
			w := httptest.NewRecorder()
			rs.Respond(w, httptest.NewRequest(http.MethodPost, "/", nil), tt.err)
			assert.NotContains(t, w.Body.String(), bad)
		})
	}
}

// page is generic: the name of the type has brackets and dots of its own.
type page[T any] struct {
	Items []T   `json:"items" validate:"dive"`
	Grid  [][]T `json:"grid" validate:"dive,dive"`
}

func TestExplainerRemembersPlaces(t *testing.T) {
	t.Parallel()
	var e validatorproblem.Explainer
	v := newValidator()
	for range 3 {
		target := page[leaf]{Items: []leaf{{}, {Text: bad}}, Grid: [][]leaf{{{}}, {{}, {Text: bad}}}}
		var in *problem.InputError
		require.ErrorAs(t, e.Explain(problem.Validate(&target, nil, nil, v.Struct)), &in)
		require.Len(t, in.Violations, 2)
		assert.Equal(t, "#/items/1/text", in.Violations[0].Pointer)
		assert.Equal(t, "#/grid/1/1/text", in.Violations[1].Pointer)
		list := []page[leaf]{{}, {Items: []leaf{{Text: bad}}}}
		require.ErrorAs(t, e.Explain(problem.Validate(&list, nil, nil, v.Struct)), &in)
		assert.Equal(t, "#/1/items/0/text", in.Violations[0].Pointer)
	}
}
