package problem_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

func TestProblemError(t *testing.T) {
	t.Parallel()
	assert.EqualError(t, problem.Gone.New(), "410 Gone")
	assert.EqualError(t, problem.Gone.New(problem.Detail("since 1998")), "410 Gone: since 1998")
	assert.EqualError(t, &problem.Problem{}, "0 ")
}

func TestNilProblem(t *testing.T) {
	t.Parallel()
	var p *problem.Problem
	assert.EqualError(t, p, "no problem")
	assert.NoError(t, p.Unwrap())
	assert.False(t, p.Is(problem.NotFound))
	assert.NotErrorIs(t, problem.Type{}, p)
	assert.NotErrorIs(t, p, problem.Type{})
	assert.NotNil(t, p.Header())
	assert.Empty(t, p.Header())
	for range p.Members() {
		t.Error("nil has no members")
	}
	_, ok := p.Member("a")
	assert.False(t, ok)
	text, err := p.MarshalJSON()
	assert.NoError(t, err)
	assert.Equal(t, "null", string(text))
	assert.NotPanics(t, func() { p.Apply(problem.Detail("x"), problem.With("a", 1)) })
}

func TestProblemInTrees(t *testing.T) {
	t.Parallel()
	cause := errors.New("cause")
	err := fmt.Errorf("outer: %w", errors.Join(errors.New("first"), problem.Gone.New(problem.Cause(cause))))
	assert.ErrorIs(t, err, problem.Gone)
	assert.ErrorIs(t, err, cause)
	found, ok := errors.AsType[*problem.Problem](err)
	assert.True(t, ok)
	assert.Equal(t, 410, found.Status)
}

// The id of the exchange comes last, unless the problem has its own.
func TestTraceID(t *testing.T) {
	t.Parallel()
	type traced struct {
		ID string `json:"trace_id"`
	}
	const open = `{"type":"about:blank","title":"Gone","status":410`
	field := problem.NewTypeOf[traced]("about:blank", "Gone", 410)
	for want, p := range map[string]*problem.Problem{
		`,"a":1,"trace_id":"\u003cid\u003e"}`: problem.Gone.New(problem.With("a", 1)),
		`,"trace_id":"own","a":1}`:            problem.Gone.New(problem.With("trace_id", "own"), problem.With("a", 1)),
		`,"trace_id":"field"}`:                field.New(traced{"field"}),
	} {
		kept := &keptRecord{}
		answer := httptest.NewRecorder()
		config := problem.Config{Recorder: kept, TraceID: func(*http.Request) string { return "<id>" }}
		problem.NewResponder(config).Respond(answer, httptest.NewRequestWithContext(t.Context(), "GET", "/", nil), p)
		assert.Equal(t, open+want, answer.Body.String())
		assert.Equal(t, answer.Body.String(), encoded(t, kept.kept.Problem), "the record has what was sent")
		id, ok := kept.kept.Problem.Member("trace_id")
		assert.True(t, ok)
		assert.Contains(t, []any{"<id>", "own", "field"}, id)
		_, before := p.Member("a")
		assert.Equal(t, strings.Contains(want, `"a"`), before, "the caller's problem is left as it was")
	}
}

type keptRecord struct{ kept problem.Record }

func (*keptRecord) Enabled(context.Context, slog.Level) bool       { return true }
func (k *keptRecord) Record(_ context.Context, rec problem.Record) { k.kept = rec }

// An id of any length leaves the document within its bound.
func TestLongTraceID(t *testing.T) {
	t.Parallel()
	kept := &keptRecord{}
	config := problem.Config{Recorder: kept, TraceID: func(*http.Request) string { return strings.Repeat("<", 100<<10) }}
	p := problem.Gone.New()
	for i := range 70 {
		p.Apply(problem.With(strings.Repeat("n", i+1), strings.Repeat("x", 1000)))
	}
	problem.NewResponder(config).Respond(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), "GET", "/", nil), p)
	assert.Greater(t, len(encoded(t, kept.kept.Problem)), 60<<10)
}
