package problem_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// waitOf is the Retry-After of a 503, "none" without one, and "" for no error.
func waitOf(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	require.ErrorIs(t, err, problem.ServiceUnavailable)
	p := (*problem.Responder)(nil).Map(err)
	if wait := p.Header().Get("Retry-After"); wait != "" {
		return wait
	}
	return "none"
}

func TestMaintenance(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var m problem.Maintenance
		assert.NoError(t, m.Check())
		assert.NoError(t, (*problem.Maintenance)(nil).Check())

		m.Until(time.Now().Add(90 * time.Second))
		assert.Equal(t, "90", waitOf(t, m.Check()))
		time.Sleep(88*time.Second + time.Millisecond)
		assert.Equal(t, "2", waitOf(t, m.Check()), "rounded up")
		time.Sleep(2 * time.Second)
		assert.NoError(t, m.Check(), "off by itself")

		m.Begin()
		time.Sleep(1000 * time.Hour)
		assert.Equal(t, "none", waitOf(t, m.Check()))
		m.For(time.Nanosecond)
		assert.Equal(t, "1", waitOf(t, m.Check()), "never 0 while it is on")
		m.End()
		assert.NoError(t, m.Check())
	})
}

func TestMaintenanceInThePast(t *testing.T) {
	t.Parallel()
	for name, off := range map[string]func(*problem.Maintenance){
		"zero time": func(m *problem.Maintenance) { m.Until(time.Time{}) },
		"past":      func(m *problem.Maintenance) { m.Until(time.Now().Add(-time.Second)) },
		"zero":      func(m *problem.Maintenance) { m.For(0) },
		"negative":  func(m *problem.Maintenance) { m.For(-1 << 63) },
	} {
		var m problem.Maintenance
		m.Begin()
		off(&m)
		assert.NoError(t, m.Check(), name)
	}
	var m problem.Maintenance
	m.For(1<<63 - 1)
	assert.Len(t, waitOf(t, m.Check()), len("9223372036"), "the longest duration")
}

// For the race detector.
func TestMaintenanceConcurrently(t *testing.T) {
	t.Parallel()
	var m problem.Maintenance
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { m.Begin(); _ = m.Check(); m.For(time.Hour); _ = m.Check(); m.End() })
	}
	all.Wait()
	assert.NoError(t, m.Check())
}
