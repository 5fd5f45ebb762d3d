package validatorproblem_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

type costly struct {
	Email string   `json:"email" validate:"email"`
	Name  string   `json:"name" validate:"required"`
	Pass  string   `json:"pass" validate:"min=8"`
	Age   int      `json:"age" validate:"min=18"`
	Tags  []string `json:"tags" validate:"min=1"`
}

// A violation costs what it takes to find its place, and one phrase: keys are for
// those who ask. It is not parallel, because allocations of other tests would
// count.
func TestAllocations(t *testing.T) {
	v := newValidator()
	got := testing.AllocsPerRun(200, func() { _ = validatorproblem.Check(v.Struct, &costly{}, nil) })
	assert.LessOrEqual(t, got, 145.0, "allocations for five violations")
	var e validatorproblem.Explainer
	err := problem.Validate(&costly{}, nil, nil, v.Struct)
	got = testing.AllocsPerRun(200, func() { _ = e.Explain(err) })
	assert.LessOrEqual(t, got, 18.0, "allocations of an explainer that has seen them before")
}
