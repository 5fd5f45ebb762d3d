package problem

import "time"

// NewSamplerAt is NewSampler with a clock.
func NewSamplerAt(next Recorder, first int, per time.Duration, now func() time.Time) Recorder {
	return newSampler(next, first, per, now)
}

// MaxSampled is maxSampled.
const MaxSampled = maxSampled
