package problem_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

func TestLimiter(t *testing.T) {
	t.Parallel()
	l := problem.NewLimiter(2, 1500*time.Millisecond)
	require.NoError(t, l.Enter())
	require.NoError(t, l.Enter())
	assert.Equal(t, "2", waitOf(t, l.Enter()))
	assert.Equal(t, "2", waitOf(t, l.Enter()), "a refusal takes no place")
	l.Leave()
	assert.NoError(t, l.Enter())
	assert.Error(t, l.Enter())
}

func TestLimiterWithoutWait(t *testing.T) {
	t.Parallel()
	for _, retry := range []time.Duration{0, -1} {
		l := problem.NewLimiter(1, retry)
		require.NoError(t, l.Enter())
		assert.Equal(t, "none", waitOf(t, l.Enter()))
	}
}

func TestLimiterThatLimitsNothing(t *testing.T) {
	t.Parallel()
	for _, l := range []*problem.Limiter{nil, {}} {
		for range 3 {
			assert.NoError(t, l.Enter())
		}
		assert.NotPanics(t, l.Leave)
	}
}

func TestLimiterMistakes(t *testing.T) {
	t.Parallel()
	for _, limit := range []int{0, -1} {
		assert.PanicsWithError(t, "problem.NewLimiter: with a limit of "+map[int]string{0: "0", -1: "-1"}[limit]+
			" no request could ever run: use 1 or more", func() { problem.NewLimiter(limit, time.Second) })
	}
	l := problem.NewLimiter(1, time.Second)
	require.NoError(t, l.Enter())
	l.Leave()
	assert.Panics(t, l.Leave)
	assert.NoError(t, l.Enter(), "a Leave too many lifts no limit")
	assert.Error(t, l.Enter())
}

func TestLimiterConcurrently(t *testing.T) {
	t.Parallel()
	const limit = 3
	l := problem.NewLimiter(limit, time.Second)
	var inside, most, served atomic.Int64
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for range 200 {
				if l.Enter() == nil {
					served.Add(1)
					if now := inside.Add(1); now > most.Load() {
						most.Store(now)
					}
					inside.Add(-1)
					l.Leave()
				}
			}
		})
	}
	all.Wait()
	assert.LessOrEqual(t, most.Load(), int64(limit))
	assert.Positive(t, served.Load())
	for range limit {
		assert.NoError(t, l.Enter(), "no place was lost")
	}
	assert.Error(t, l.Enter())
}

func TestLimiterAllocatesNothing(t *testing.T) {
	l := problem.NewLimiter(1, time.Second)
	require.NoError(t, l.Enter())
	assert.Zero(t, testing.AllocsPerRun(100, func() { _ = l.Enter() }))
}
