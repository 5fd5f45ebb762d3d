package problem_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// treeSelf leads back to itself.
type treeSelf struct{}

func (e *treeSelf) Error() string { return "self" }
func (e *treeSelf) Unwrap() error { return e }

// treeBroken panics in every method that a mapper asks.
type treeBroken struct{}

func (treeBroken) Error() string             { panic("Error") }
func (treeBroken) Unwrap() error             { panic("Unwrap") }
func (treeBroken) Is(error) bool             { panic("Is") }
func (treeBroken) As(any) bool               { panic("As") }
func (treeBroken) Problem() *problem.Problem { panic("Problem") }
func (treeBroken) StatusCode() int           { panic("StatusCode") }

// treeList can't be compared.
type treeList []string

func (treeList) Error() string { return "list" }

// treeHolder has a comparable type and a value that can't be compared.
type treeHolder struct{ inner any }

func (treeHolder) Error() string { return "holder" }

func treeJoined(levels int) error {
	err := errors.New("leaf")
	for range levels {
		err = errors.Join(err, err)
	}
	return err
}

func treeRules() []problem.Rule {
	return []problem.Rule{
		problem.Match(errors.New("other"), problem.Gone),
		problem.Match(treeList{"a"}, problem.Gone),
		problem.Match(treeHolder{[]int{1}}, problem.Gone),
		problem.MatchAs(func(*treeSelf) *problem.Problem { return nil }),
		problem.MatchAs(func(e interface {
			error
			Timeout() bool
		}) *problem.Problem {
			return nil
		}),
		problem.StatusCarriers(),
	}
}

func TestTreeHostile(t *testing.T) {
	t.Parallel()
	var many []error
	for range 10_000 {
		many = append(many, errors.New("x"))
	}
	for _, row := range []struct {
		name string
		err  error
		want int
	}{
		{"doubling", treeJoined(30), 500},
		{"self-returning", &treeSelf{}, 500},
		{"self-returning among others", errors.Join(&treeSelf{}, problem.Conflict), 500},
		{"wide", errors.Join(many...), 500},
		{"panicking methods", treeBroken{}, 500},
		{"behind panicking methods", errors.Join(treeBroken{}, problem.Conflict), 409},
		{"wrapped panicking methods", fmt.Errorf("x: %w", treeBroken{}), 500},
		{"uncomparable", treeList{"a"}, 500},
		{"uncomparable inside", treeHolder{[]int{1}}, 500},
		{"typed nil", (*treeSelf)(nil), 500},
		{"nil problem among others", errors.Join((*problem.Problem)(nil), problem.Conflict), 409},
		{"nil problem wrapped", fmt.Errorf("x: %w", (*problem.Problem)(nil)), 500},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			rs := problem.NewResponder(problem.Config{Rules: treeRules()})
			flowWatch(t, func() {
				assert.Equal(t, row.want, rs.Map(row.err).Status)
				assert.LessOrEqual(t, problem.Nodes(row.err), problem.MaxErrorNodes)
			})
		})
	}
}

func TestTreeEndsAtAProblem(t *testing.T) {
	t.Parallel()
	secret := errors.New("secret")
	err := fmt.Errorf("load: %w", problem.NotFound.New(problem.Cause(secret)))
	assert.Equal(t, 2, problem.Nodes(err), "the wrapper and the problem, but not its cause")
	assert.ErrorIs(t, err, secret, "errors.Is still sees it")
}
