package problem_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// mapConverter knows its own problem, at times.
type mapConverter struct{ own *problem.Problem }

func (c *mapConverter) Error() string             { return "CANARY converter" }
func (c *mapConverter) Problem() *problem.Problem { return c.own }

// mapCode is an error with a method As of its own.
type mapCode struct{ status int }

func (mapCode) Error() string     { return "code" }
func (c mapCode) StatusCode() int { return c.status }

type mapHidden struct{ inner mapCode }

func (mapHidden) Error() string { return "hidden" }
func (h mapHidden) As(target any) bool {
	code, ok := target.(*mapCode)
	if ok {
		*code = h.inner
	}
	return ok
}

// mapAlike says itself what it is.
type mapAlike struct{ what error }

func (mapAlike) Error() string { return "alike" }
func (a mapAlike) Is(target error) bool {
	return reflect.TypeOf(target).Comparable() && target == a.what
}
func mapTeapot(error) *problem.Problem  { return problem.OfStatus(418).New() }
func mapNothing(error) *problem.Problem { return nil }
func mapPanics(error) *problem.Problem  { panic("rule") }
func mapGone(mapCode) *problem.Problem  { return problem.Gone.New() }
func mapBig(c mapCode) *problem.Problem {
	if c.status > 500 {
		return problem.BadGateway.New()
	}
	return nil
}

func TestMapPrecedence(t *testing.T) {
	t.Parallel()
	errA, errB := errors.New("a"), errors.New("b")
	converter := &mapConverter{problem.Locked.New()}
	for _, row := range []struct {
		name  string
		rules []problem.Rule
		err   error
		want  int
	}{
		{"nothing known", nil, errA, 500},
		{"first of two matches", []problem.Rule{problem.Match(errA, problem.Gone), problem.Match(errA, problem.Conflict)}, errA, 410},
		{"declared order, not the tree's", []problem.Rule{problem.Match(errB, problem.Gone), problem.Match(errA, problem.Conflict)}, fmt.Errorf("%w: %w", errA, errB), 410},
		{"function before match", []problem.Rule{problem.RuleFunc(mapTeapot), problem.Match(errA, problem.Gone)}, errA, 418},
		{"match before function", []problem.Rule{problem.Match(errA, problem.Gone), problem.RuleFunc(mapTeapot)}, errA, 410},
		{"function that does not want it", []problem.Rule{problem.RuleFunc(mapNothing), problem.Match(errA, problem.Gone)}, errA, 410},
		{"function that panics", []problem.Rule{problem.RuleFunc(mapPanics), problem.Match(errA, problem.Gone)}, errA, 410},
		{"MatchAs", []problem.Rule{problem.MatchAs(mapGone)}, fmt.Errorf("x: %w", mapCode{1}), 410},
		{"MatchAs goes on", []problem.Rule{problem.MatchAs(mapBig)}, errors.Join(mapCode{400}, mapCode{501}), 502},
		{"MatchAs by As", []problem.Rule{problem.MatchAs(mapGone)}, errors.Join(treeBroken{}, mapHidden{}), 410},
		{"Match by Is", []problem.Rule{problem.Match(errA, problem.Gone)}, mapAlike{errA}, 410},
		{"Match by Is, later rule", []problem.Rule{problem.Match(errB, problem.Conflict), problem.Match(errA, problem.Gone)}, mapAlike{errA}, 410},
		{"Match by Is, earlier has it", []problem.Rule{problem.Match(errB, problem.Conflict), problem.Match(errA, problem.Gone)}, errors.Join(mapAlike{errA}, errB), 409},
		{"a type as target", []problem.Rule{problem.Match(problem.NotFound, problem.Gone)}, problem.NotFound.New(), 410},
		{"joined", []problem.Rule{problem.Match(errB, problem.Gone)}, errors.Join(errA, errB), 410},
		{"deep", []problem.Rule{problem.Match(errA, problem.Gone)}, fmt.Errorf("1: %w", fmt.Errorf("2: %w", errors.Join(errB, fmt.Errorf("3: %w", errA)))), 410},
		{"rule before own problem", []problem.Rule{problem.Match(errA, problem.Gone)}, fmt.Errorf("%w: %w", problem.Conflict, errA), 410},
		{"rule before converter", []problem.Rule{problem.RuleFunc(mapTeapot)}, converter, 418},
		{"carriers", []problem.Rule{problem.StatusCarriers()}, fmt.Errorf("x: %w", mapCode{451}), 451},
		{"carriers of no error", []problem.Rule{problem.StatusCarriers()}, mapCode{200}, 500},
		{"carriers that panic", []problem.Rule{problem.StatusCarriers()}, errors.Join(treeBroken{}, mapCode{451}), 451},
		{"own type", nil, fmt.Errorf("x: %w", problem.Conflict), 409},
		{"own type with members", nil, fmt.Errorf("x: %w", flowTypes()), 403},
		{"outermost problem", nil, fmt.Errorf("x: %w: %w", problem.Conflict.New(problem.Cause(problem.Gone)), problem.Locked), 409},
		{"own problem before converter", nil, errors.Join(converter, problem.Conflict), 409},
		{"converter", nil, fmt.Errorf("x: %w", converter), 423},
		{"converter that has none", nil, errors.Join(&mapConverter{}, converter), 423},
		{"converter before standard", nil, errors.Join(context.DeadlineExceeded, converter), 423},
		{"zero type", nil, problem.Type{}, 500},
		{"zero type of", nil, problem.TypeOf[flowCredit]{}, 500},
		{"embedded type", nil, struct{ problem.Type }{problem.Gone}, 410},
		{"embedded nothing", nil, struct{ problem.Kind }{}, 500},
		{"embedded nothing among others", nil, errors.Join(struct{ problem.Kind }{}, problem.Gone), 410},
		{"deadline", nil, fmt.Errorf("x: %w", context.DeadlineExceeded), 503},
		{"cancelled", nil, context.Canceled, 500},
		{"too large", nil, fmt.Errorf("x: %w", &http.MaxBytesError{Limit: 1}), 413},
		{"not encodable type", nil, fmt.Errorf("x: %w", &json.UnsupportedTypeError{}), 500},
		{"foreign syntax error", nil, &json.SyntaxError{}, 500},
		{"foreign end of file", nil, io.EOF, 500},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := problem.NewResponder(problem.Config{Rules: row.rules}).Map(row.err)
			assert.Equal(t, row.want, got.Status)
			assert.NotContains(t, fmt.Sprint(got.MarshalJSON()), "CANARY")
		})
	}
}

func TestMapOfNothing(t *testing.T) {
	t.Parallel()
	var rs *problem.Responder
	assert.Nil(t, rs.Map(nil), "a nil error on a nil responder")
	assert.Nil(t, rs.Map((*problem.Problem)(nil)), "a nil problem in an error")
	assert.Equal(t, 404, rs.Map(problem.NotFound).Status)
}

// The cause of a declared problem is for the log.
func TestMapStopsAtAProblem(t *testing.T) {
	t.Parallel()
	secret := errors.New("no such user")
	rs := problem.NewResponder(problem.Config{Rules: []problem.Rule{
		problem.Match(secret, problem.NotFound),
		problem.MatchAs(func(mapCode) *problem.Problem { return problem.NotFound.New() }),
		problem.StatusCarriers(),
	}})
	for _, cause := range []error{secret, mapCode{404}, problem.NotFound, &mapConverter{problem.NotFound.New()}, context.DeadlineExceeded} {
		got := rs.Map(fmt.Errorf("login: %w", problem.Unauthorized.New(problem.Cause(cause))))
		assert.Equal(t, 401, got.Status, "cause %T", cause)
	}
}

func TestMapIsPure(t *testing.T) {
	t.Parallel()
	shared := problem.Conflict.New(problem.With("version", 3), problem.Header("X-Version", "3"))
	before := *shared
	rs := problem.NewResponder(problem.Config{})
	first, second := rs.Map(shared), rs.Map(shared)
	require.NotSame(t, first, second)
	assert.NotSame(t, shared, first, "a copy, which the caller may change")
	first.Detail = "changed"
	first.Apply(problem.With("version", 4))
	assert.Equal(t, before, *shared, "the problem that was returned")
	assert.Empty(t, second.Detail)
	assert.ErrorIs(t, first, error(shared), "its cause is what was mapped")
}

func TestMapKeepsTheCause(t *testing.T) {
	t.Parallel()
	cause, outer := errors.New("cause"), errors.New("outer")
	rs := problem.NewResponder(problem.Config{})
	assert.ErrorIs(t, rs.Map(problem.Conflict.New(problem.Cause(cause))), cause)
	assert.ErrorIs(t, rs.Map(fmt.Errorf("%w: %w", outer, problem.Conflict)), outer)
	assert.ErrorIs(t, rs.Map(outer), outer, "an undeclared error")
}

func TestMapInvalid(t *testing.T) {
	t.Parallel()
	own := problem.NewType("https://example.com/problems/input", "Wrong input", 422)
	for _, row := range []struct {
		name string
		kind problem.Kind
		want problem.Type
	}{
		{"default", nil, problem.BadRequest},
		{"documented", problem.UnprocessableContent, problem.UnprocessableContent},
		{"own", own, own},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			rs := problem.NewResponder(problem.Config{InvalidInput: row.kind, Rules: []problem.Rule{
				problem.MatchAs(func(mapCode) *problem.Problem { return problem.Invalid() }),
			}})
			for _, err := range []error{
				problem.Invalid(problem.Violation{Detail: "no"}), fmt.Errorf("x: %w", problem.Invalid()), mapCode{},
				&problem.InputError{In: problem.InQuery, Err: errors.New("x")}, &mapConverter{problem.Invalid()},
			} {
				got := rs.Map(err)
				assert.Equal(t, row.want.URI(), got.Type)
				assert.Equal(t, row.want.Title(), got.Title)
				assert.Equal(t, row.want.Status(), got.Status)
				assert.ErrorIs(t, got, row.want)
			}
		})
	}
}

// mapTree makes a tree of errors of random bytes.
func mapTree(data *bytes.Reader, sentinels []error, depth int) error {
	b, err := data.ReadByte()
	if err != nil || depth == 0 {
		return sentinels[0]
	}
	switch b % 6 {
	case 0, 1:
		return sentinels[int(b/6)%len(sentinels)]
	case 2:
		return fmt.Errorf("w: %w", mapTree(data, sentinels, depth-1))
	case 3:
		return errors.Join(mapTree(data, sentinels, depth-1), mapTree(data, sentinels, depth-1))
	case 4:
		return mapAlike{sentinels[int(b/6)%len(sentinels)]}
	}
	return fmt.Errorf("%w and %w", mapTree(data, sentinels, depth-1), mapTree(data, sentinels, depth-1))
}

// The index is only a faster way to ask errors.Is for one rule after the other.
func FuzzMapIndex(f *testing.F) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		data := make([]byte, 24)
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		sentinels := []error{errors.New("0"), errors.New("1"), errors.New("2"), treeList{"3"}, treeHolder{4}, mapCode{5}, io.EOF}
		data := bytes.NewReader(text)
		var rules []problem.Rule
		var targets []error
		n, _ := data.ReadByte()
		for i := range int(n % 8) {
			b, _ := data.ReadByte()
			targets = append(targets, sentinels[int(b)%len(sentinels)])
			rules = append(rules, problem.Match(targets[i], problem.OfStatus(440+i)))
		}
		err := mapTree(data, sentinels, 6)
		want := 500
		for i := len(targets) - 1; i >= 0; i-- {
			if errors.Is(err, targets[i]) {
				want = 440 + i
			}
		}
		assert.Equal(t, want, problem.NewResponder(problem.Config{Rules: rules}).Map(err).Status, "%#v in %v", targets, err)
	})
}

type mapHTTPStatus struct{ error }

func (mapHTTPStatus) HTTPStatus() int { return 410 }

type mapGetStatus struct{ error }

func (mapGetStatus) GetStatus() int { return 423 }

func TestMapStatusCarriers(t *testing.T) {
	t.Parallel()
	rs := problem.NewResponder(problem.Config{Rules: []problem.Rule{problem.StatusCarriers()}})
	for err, want := range map[error]int{
		mapCode{451}: 451, mapHTTPStatus{io.EOF}: 410, mapGetStatus{io.EOF}: 423,
		mapCode{399}: 500, mapCode{600}: 500, mapCode{599}: 599, io.EOF: 500, (*upstreamError)(nil): 500,
	} {
		assert.Equal(t, want, rs.Map(fmt.Errorf("x: %w", err)).Status, "%T", err)
	}
	got := rs.Map(mapCode{409})
	assert.Equal(t, "Conflict", got.Title, "the title is that of the status")
	assert.Empty(t, got.Detail, "the text of the error is not public")
}
