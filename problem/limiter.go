package problem

import (
	"errors"
	"fmt"
	"time"
)

// Limiter bounds how many requests run at the same time. It sheds load: a
// request beyond the limit is not queued, it gets a ServiceUnavailable with
// Retry-After at once (RFC 9110, section 15.6.4), which costs next to nothing.
// The doors make a guard of it: Adapter.Limit.
//
// Make it with NewLimiter. The zero value, and a nil *Limiter, limit nothing. A
// Limiter is safe for concurrent use; one may stand before several handlers,
// which then share its places.
type Limiter struct {
	places chan struct{}
	full   *Problem
}

// NewLimiter returns a limiter for so many requests at a time. Clients beyond
// that are told to wait for retry, rounded up to seconds; with 0 or less they are
// told nothing. NewLimiter panics when limit is below 1.
func NewLimiter(limit int, retry time.Duration) *Limiter {
	if limit < 1 {
		panic(fmt.Errorf("problem.NewLimiter: with a limit of %d no request could ever run: use 1 or more", limit))
	}
	full := ServiceUnavailable.New()
	if retry > 0 {
		full.Apply(RetryAfter(retry))
	}
	return &Limiter{places: make(chan struct{}, limit), full: full}
}

// Enter takes a place and never waits. When all are taken it returns the problem
// to answer with, always the same one: don't write to it. After a nil error,
// and only then, call Leave, best by a defer.
func (l *Limiter) Enter() error {
	if l == nil || l.places == nil {
		return nil
	}
	select {
	case l.places <- struct{}{}:
		return nil
	default:
		return l.full
	}
}

// Leave gives the place back. It panics when none is taken: more calls of Leave
// than of Enter are a mistake in the program that would lift the limit.
func (l *Limiter) Leave() {
	if l == nil || l.places == nil {
		return
	}
	select {
	case <-l.places:
	default:
		panic(errors.New("problem.Limiter: Leave without Enter: call it once for each Enter that returned nil"))
	}
}
