package problem_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// TestNoPanicIsNothing: records of most failures have none, and recorders ask.
func TestNoPanicIsNothing(t *testing.T) {
	t.Parallel()
	var none *problem.PanicError
	assert.Nil(t, none.Value())
	assert.NoError(t, none.Unwrap())
	assert.Empty(t, none.Stack())
	assert.Equal(t, "no panic", none.Error())
	assert.Nil(t, problem.Lint(nil))
}
