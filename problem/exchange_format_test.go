package problem_test

import (
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// moody is a format that nothing can be asked of once it was configured.
type moody struct{ broken *atomic.Bool }

func (m moody) MediaType() string {
	if m.broken.Load() {
		panic("CANARY")
	}
	return "application/moody"
}

func (m moody) Append([]byte, *problem.Problem) ([]byte, error) { panic("CANARY") }

// TestBrokenFormatIsNoSuccess: a response without a word from us would be an empty
// 200.
func TestBrokenFormatIsNoSuccess(t *testing.T) {
	t.Parallel()
	var broken atomic.Bool
	r := get()
	r.Header.Set("Accept", "application/moody")
	d := through(problem.Config{Formats: []problem.Format{problem.JSON, moody{&broken}}}, r, func(*problem.Exchange) error {
		broken.Store(true)
		return problem.Gone
	})
	require.Nil(t, d.escaped)
	assert.Equal(t, 410, d.w.Code)
	assert.Equal(t, "application/problem+json", d.w.Header().Get("Content-Type"))
	assert.NotContains(t, d.w.Body.String(), "CANARY")
}
