package problem_test

import (
	"context"
	"fmt"
	"log/slog"
	"path"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// samplerClock stands still until it is told to move.
type samplerClock struct{ at time.Time }

func (c *samplerClock) now() time.Time       { return c.at }
func (c *samplerClock) pass(d time.Duration) { c.at = c.at.Add(d) }

func samplerOf(next problem.Recorder, first int) (problem.Recorder, *samplerClock) {
	clock := &samplerClock{time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	return problem.NewSamplerAt(next, first, time.Second, clock.now), clock
}

// samplerFeed records a kind so many times.
func samplerFeed(rec problem.Recorder, n int, r problem.Record) {
	for range n {
		rec.Record(context.Background(), r)
	}
}

func suppressedIn(records []problem.Record) []int {
	counts := make([]int, 0, len(records))
	for _, r := range records {
		counts = append(counts, r.Suppressed)
	}
	return counts
}

func TestSamplerCounts(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	rec, clock := samplerOf(log, 2)
	r := problem.Record{Status: 500, Outcome: problem.Answered}
	samplerFeed(rec, 5, r)
	assert.Equal(t, []int{0, 0}, suppressedIn(log.all()))
	clock.pass(time.Second - 1)
	samplerFeed(rec, 1, r)
	assert.Len(t, log.all(), 2, "the interval is not over")
	clock.pass(1)
	samplerFeed(rec, 3, r)
	assert.Equal(t, []int{0, 0, 4, 0}, suppressedIn(log.all()), "the count goes with the first that passes")
	clock.pass(time.Hour)
	samplerFeed(rec, 1, r)
	assert.Equal(t, []int{0, 0, 4, 0, 1}, suppressedIn(log.all()))
	clock.pass(-time.Minute)
	samplerFeed(rec, 1, r)
	assert.Len(t, log.all(), 6, "a clock that is set back harms nothing")
}

func TestSamplerKinds(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	rec, _ := samplerOf(log, 1)
	own := problem.NewType("https://example.com/problems/own", "Own", 500)
	for _, r := range []problem.Record{
		{Status: 500, Outcome: problem.Answered}, {Status: 503, Outcome: problem.Answered}, {Status: 500, Outcome: problem.Begun},
		{Status: 500, Outcome: problem.Answered, Problem: own.New()}, {},
	} {
		samplerFeed(rec, 3, r)
	}
	assert.Len(t, log.all(), 5, "one of each kind")
	samplerFeed(rec, 1, problem.Record{Status: 500, Outcome: problem.Answered, Panic: &problem.PanicError{}, Method: "PUT"})
	assert.Len(t, log.all(), 5, "a panic is sampled like the others, and a method makes no kind")
}

func TestSamplerBoundsKinds(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	rec, clock := samplerOf(log, 1)
	kind := func(i int) problem.Record {
		return problem.Record{Problem: &problem.Problem{Type: "https://example.com/" + strconv.Itoa(i), Status: 500}}
	}
	for i := range problem.MaxSampled + 50 {
		samplerFeed(rec, 2, kind(i))
	}
	assert.Len(t, log.all(), problem.MaxSampled+1, "those beyond share one count")
	clock.pass(time.Second)
	samplerFeed(rec, 1, kind(problem.MaxSampled+70))
	samplerFeed(rec, 1, kind(0))
	assert.Equal(t, []int{99, 1}, suppressedIn(log.all()[problem.MaxSampled+1:]))
}

func TestSamplerBehindSampler(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	outer, clock := samplerOf(log, 1)
	samplerFeed(outer, 1, problem.Record{Suppressed: 3})
	samplerFeed(outer, 2, problem.Record{Suppressed: 4})
	clock.pass(time.Second)
	samplerFeed(outer, 1, problem.Record{Suppressed: 5})
	assert.Equal(t, []int{3, 15}, suppressedIn(log.all()), "nobody is lost")
}

func TestSamplerPassesOn(t *testing.T) {
	t.Parallel()
	quiet := &recordLevel{least: slog.LevelError}
	rec := problem.NewSampler(quiet, 1, time.Second)
	assert.False(t, rec.Enabled(t.Context(), slog.LevelInfo))
	assert.True(t, rec.Enabled(t.Context(), slog.LevelError))
	noticed := &samplerNotices{}
	problem.NewResponder(problem.Config{Recorder: problem.NewSampler(noticed, 1, time.Second)}).Notice("replaced")
	assert.Equal(t, []string{"replaced"}, noticed.texts)
	assert.NotPanics(t, func() { problem.NewSampler(quiet, 1, time.Second).(problem.Noticer).Notice("x") }, "next takes no notices")
	assert.Equal(t, 404, flowRespond(problem.Config{Recorder: problem.NewSampler(recordBroken{}, 1, time.Second)}, "GET", problem.NotFound).Code)
}

type samplerNotices struct {
	flowLog
	texts []string
}

func (n *samplerNotices) Notice(text string) { n.texts = append(n.texts, text) }

func TestSamplerMistakes(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]func(){
		"problem.NewSampler: next is nil: give it the Recorder that takes what passes":   func() { problem.NewSampler(nil, 1, 1) },
		"problem.NewSampler: with first = 0 no record could ever pass: use 1 or more":    func() { problem.NewSampler(problem.NoRecorder, 0, 1) },
		"problem.NewSampler: with first = -1 no record could ever pass: use 1 or more":   func() { problem.NewSampler(problem.NoRecorder, -1, 1) },
		"problem.NewSampler: the interval per = 0s never lasts: use a second or more":    func() { problem.NewSampler(problem.NoRecorder, 1, 0) },
		"problem.NewSampler: the interval per = -1m0s never lasts: use a second or more": func() { problem.NewSampler(problem.NoRecorder, 1, -time.Minute) },
	} {
		assert.PanicsWithError(t, want, f)
	}
}

// However the goroutines meet: what passed and what was counted make up all.
func TestSamplerConcurrently(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	rec := problem.NewSampler(log, 3, 2*time.Millisecond)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() { samplerFeed(rec, 500, problem.Record{Status: 500}) })
	}
	all.Wait()
	time.Sleep(5 * time.Millisecond)
	samplerFeed(rec, 1, problem.Record{Status: 500})
	total := 0
	for _, r := range log.all() {
		total += 1 + r.Suppressed
	}
	assert.Equal(t, 16*500+1, total)
}

func TestSuppressedIsTheLastAttribute(t *testing.T) {
	t.Parallel()
	r := problem.Record{Suppressed: 7, Problem: problem.Gone.New(problem.With("type", 1))}
	assert.Equal(t, []string{"type", "status", "title", "dropped", "suppressed"}, recordKeys(r))
	assert.Equal(t, "suppressed=7", fmt.Sprint(r.Attrs()[4]))
}

func TestRecorderFunc(t *testing.T) {
	t.Parallel()
	var got []problem.Record
	rec := problem.RecorderFunc(func(_ context.Context, r problem.Record) { got = append(got, r) })
	for _, level := range []slog.Level{slog.LevelDebug - 4, slog.LevelError + 4} {
		assert.True(t, rec.Enabled(t.Context(), level))
	}
	flowRespond(problem.Config{Recorder: rec}, "GET", problem.NotFound)
	require.Len(t, got, 1)
	assert.Equal(t, 404, got[0].Status)
	assert.Equal(t, 404, flowRespond(problem.Config{Recorder: problem.RecorderFunc(nil)}, "GET", problem.NotFound).Code)
	assert.False(t, problem.RecorderFunc(nil).Enabled(t.Context(), slog.LevelError))
	assert.NotPanics(t, func() { problem.RecorderFunc(nil).Record(t.Context(), problem.Record{}) })
}

func TestPanicFrames(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]func(){"index": func() { recordIndex(nil) }, "nested": recordNested, "deep": func() { recordDeep(100) }} {
		log := &flowLog{}
		recordPanic(log, f)
		e := log.only(t).Panic
		var frames []string
		for frame := range e.Frames() {
			frames = append(frames, path.Base(frame.Function)+"("+frame.File+":"+strconv.Itoa(frame.Line)+")")
		}
		assert.Equal(t, e.Stack(), frames, name)
		assert.LessOrEqual(t, len(frames), 32, name)
		for frame := range e.Frames() {
			assert.Contains(t, frame.Function, "problem_test.", "the first, and then no more")
			break
		}
	}
	for _, e := range []*problem.PanicError{nil, {}} {
		assert.Empty(t, e.Stack())
		for range e.Frames() {
			t.Error("a frame of no panic")
		}
	}
}
