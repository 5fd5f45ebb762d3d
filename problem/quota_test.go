package problem_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

func TestThrottled(t *testing.T) {
	t.Parallel()
	p := problem.Throttled(1500 * time.Millisecond)
	require.ErrorIs(t, p, problem.TooManyRequests)
	assert.Equal(t, map[string][]string{"Retry-After": {"2"}}, map[string][]string(p.Header()))
	assert.Empty(t, droppedBy(p))

	p = problem.Throttled(time.Minute,
		problem.Quota{Name: "burst", Limit: 10, Window: time.Second, Remaining: 3, Reset: time.Millisecond},
		problem.Quota{Name: "daily", Limit: 1000, Window: 24 * time.Hour, Reset: time.Minute})
	assert.Equal(t, "60", p.Header().Get("Retry-After"))
	assert.Equal(t, []string{`"burst";q=10;w=1, "daily";q=1000;w=86400`}, p.Header()["Ratelimit-Policy"])
	assert.Equal(t, []string{`"burst";r=3;t=1, "daily";r=0;t=60`}, p.Header()["Ratelimit"])
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		quota         problem.Quota
		policy, state string
	}{
		{problem.Quota{}, `"default";q=0`, `"default";r=0`},
		{problem.Quota{Limit: -1, Remaining: -1, Window: -1, Reset: -1}, `"default";q=0`, `"default";r=0`},
		{problem.Quota{Limit: math.MaxInt, Remaining: math.MaxInt, Window: math.MaxInt64, Reset: math.MaxInt64},
			`"default";q=999999999999999;w=9223372037`, `"default";r=999999999999999;t=9223372037`},
		{problem.Quota{Name: `a"b\c`}, `"a\"b\\c";q=0`, `"a\"b\\c";r=0`},
		{problem.Quota{Name: "ä\r\nX: y\xff"}, `"?  X: y?";q=0`, `"?  X: y?";r=0`},
	} {
		h := problem.TooManyRequests.New(problem.RateLimit(row.quota)).Header()
		assert.Equal(t, []string{row.policy}, h["Ratelimit-Policy"])
		assert.Equal(t, []string{row.state}, h["Ratelimit"])
		for name, values := range h {
			sendable(t, name, values[0])
		}
	}
}

func TestRateLimitIsOneOption(t *testing.T) {
	t.Parallel()
	assert.Empty(t, problem.TooManyRequests.New(problem.RateLimit()).Header())

	o := problem.RateLimit(problem.Quota{Name: "a", Limit: 1})
	p := problem.Forbidden.New(problem.Detail("x"), o, problem.Detail("y"))
	p.Apply(o, problem.RateLimit(problem.Quota{Name: "b", Limit: 2}))
	assert.Equal(t, []string{`"b";q=2`}, p.Header()["Ratelimit-Policy"], "the last call counts")
	assert.Equal(t, "y", p.Detail)

	p = problem.TooManyRequests.New(problem.RateLimit(problem.Quota{Name: strings.Repeat("x", 5000)}))
	assert.Empty(t, p.Header())
	assert.Len(t, droppedBy(p), 2)
}
