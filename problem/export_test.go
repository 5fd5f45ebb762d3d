package problem

import "time"

// NewSamplerAt is NewSampler with a clock.
func NewSamplerAt(next Recorder, first int, per time.Duration, now func() time.Time) Recorder {
	return newSampler(next, first, per, now)
}

// MaxSampled is maxSampled.
const MaxSampled = maxSampled

// MaxPlaces is maxPlaces.
const MaxPlaces = maxPlaces

// KnownPlaces learns so many places in steps. It reports whether a real one has
// its text after that, and the most that were known at a time.
func KnownPlaces(count, step int) (known bool, most int) {
	var p places
	own := capture(nil, false, &p)
	for pc := range count / step {
		pcs := make([]uintptr, step)
		for i := range pcs {
			pcs[i] = uintptr(pc*step + i + 1)
		}
		most = max(most, len(p.of(pcs)))
	}
	return len(own.Stack()) > 0, most
}
