package problem

import (
	"sync/atomic"
	"time"
)

// Maintenance is a switch that takes an API, or a part of it, out of service for
// a while. While it is on, Check returns a ServiceUnavailable, with Retry-After
// if the end is known (RFC 9110, section 15.6.4). The doors make a guard of it:
// Adapter.Unavailable.
//
// The zero value is off, and so is a nil *Maintenance for Check. A Maintenance is
// safe for concurrent use, also while requests are served, and must not be
// copied.
type Maintenance struct{ on atomic.Pointer[outage] }

// outage is immutable, so that Check sees all of it or nothing.
type outage struct {
	end  time.Time
	open bool // nobody knows the end
}

// Until switches it on until t; then it is off by itself. A time that has passed
// switches it off.
func (m *Maintenance) Until(t time.Time) { m.on.Store(&outage{end: t}) }

// For switches it on for a duration from now; 0 or less switches it off.
func (m *Maintenance) For(d time.Duration) { m.Until(time.Now().Add(d)) }

// Begin switches it on until End, without Retry-After.
func (m *Maintenance) Begin() { m.on.Store(&outage{open: true}) }

// End switches it off.
func (m *Maintenance) End() { m.on.Store(nil) }

// Check returns nil while it is off, and otherwise the problem to answer with.
func (m *Maintenance) Check() error {
	if m == nil {
		return nil
	}
	return m.on.Load().check()
}

func (o *outage) check() error {
	if o == nil {
		return nil
	}
	if o.open {
		return ServiceUnavailable
	}
	if left := time.Until(o.end); left > 0 {
		return ServiceUnavailable.New(RetryAfter(left))
	}
	return nil
}
