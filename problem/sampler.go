package problem

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"
)

// NewSampler passes the first records of each kind on to next in each interval
// of length per, and counts the others. The next one of the kind that passes says
// how many were left out before it, in Record.Suppressed and the attribute
// suppressed; what is left out after the last one is told by nobody. A flood of
// failures so costs a few lines and is still seen in full size.
//
// A kind is a type URI, a status and an outcome; panics are sampled like all
// others. 256 kinds are told apart, further ones share one count. An interval of
// a kind begins with a record. There is no default: without a sampler every
// record is kept. Levels and notices pass unchanged.
//
// The sampler is safe for concurrent use and calls next without a lock, on the
// caller's goroutine; it starts none. NewSampler panics when next is nil, and
// when first or per is 0 or less.
//
// Security: a client that causes a flood of one kind hides what else is recorded
// of that kind meanwhile. Records that an audit needs belong into a recorder
// beside the sampler, combined by Recorders.
func NewSampler(next Recorder, first int, per time.Duration) Recorder {
	return newSampler(next, first, per, time.Now)
}

// newSampler takes the clock, for tests.
func newSampler(next Recorder, first int, per time.Duration, now func() time.Time) *sampler {
	switch {
	case next == nil:
		panic(errors.New("problem.NewSampler: next is nil: give it the Recorder that takes what passes"))
	case first < 1:
		panic(fmt.Errorf("problem.NewSampler: with first = %d no record could ever pass: use 1 or more", first))
	case per <= 0:
		panic(fmt.Errorf("problem.NewSampler: the interval per = %v never lasts: use a second or more", per))
	}
	return &sampler{next: next, first: first, per: per, now: now, counts: map[sampled]*sample{}}
}

type sampler struct {
	next  Recorder
	first int
	per   time.Duration
	now   func() time.Time

	lock   sync.Mutex
	counts map[sampled]*sample // guarded by lock, like what it points to
	others sample              // of the kinds beyond maxSampled
}

// sampled is a kind of records.
type sampled struct {
	uri     string
	status  int
	outcome Outcome
}

// sample is what is known of a kind.
type sample struct {
	begin      time.Time
	passed     int
	suppressed int
}

// Enabled asks the next recorder.
func (s *sampler) Enabled(ctx context.Context, level slog.Level) bool {
	return s.next.Enabled(ctx, level)
}

// Record passes the record on or counts it.
func (s *sampler) Record(ctx context.Context, r Record) {
	if s.pass(&r) {
		s.next.Record(ctx, r)
	}
}

// Notice hands on the notice.
func (s *sampler) Notice(text string) { notice(s.next, text) }

// pass decides, and completes a record that may pass. One that stands for others
// already, behind a second sampler, counts for all of them.
func (s *sampler) pass(r *Record) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	c := s.of(r)
	if now := s.now(); now.Sub(c.begin) >= s.per {
		c.begin, c.passed = now, 0
	}
	if c.passed == s.first {
		c.suppressed += 1 + r.Suppressed
		return false
	}
	c.passed++
	r.Suppressed, c.suppressed = r.Suppressed+c.suppressed, 0
	return true
}

// of returns the count of the record's kind. The URI is bounded as in the log.
func (s *sampler) of(r *Record) *sample {
	uri, _, _ := r.document().standard()
	kind := sampled{cut(uri, maxLogValue), r.Status, r.Outcome}
	if c := s.counts[kind]; c != nil {
		return c
	}
	if len(s.counts) == maxSampled {
		return &s.others
	}
	kind.uri = strings.Clone(kind.uri) // which may be a piece of a larger text
	s.counts[kind] = &sample{}
	return s.counts[kind]
}
