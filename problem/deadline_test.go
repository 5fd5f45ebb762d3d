package problem_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// timed is a writer with a deadline.
type timed struct {
	*httptest.ResponseRecorder
	left time.Duration
	sets int
	bad  bool
}

func (w *timed) SetWriteDeadline(until time.Time) error {
	w.left = time.Until(until)
	w.sets++
	if w.bad {
		panic("no deadlines")
	}
	return nil
}

func within(limit time.Duration) *http.Request {
	r := get()
	return r.WithContext(context.WithValue(r.Context(), http.ServerContextKey, &http.Server{WriteTimeout: limit}))
}

// TestAnswersGetTime: at least 5 s, and no less than any other request.
func TestAnswersGetTime(t *testing.T) {
	t.Parallel()
	for limit, want := range map[time.Duration]time.Duration{
		time.Millisecond: 5 * time.Second, time.Minute: time.Minute,
	} {
		for _, bad := range []bool{false, true} {
			direct, behind := &timed{ResponseRecorder: httptest.NewRecorder(), bad: bad}, &timed{ResponseRecorder: httptest.NewRecorder(), bad: bad}
			problem.Error(direct, within(limit), problem.Gone)
			exchange(behind, within(limit), problem.Gone)
			for _, w := range []*timed{direct, behind} {
				assert.Equal(t, http.StatusGone, w.Code)
				assert.Equal(t, 1, w.sets)
				assert.InDelta(t, want.Seconds(), w.left.Seconds(), 1)
			}
		}
	}
}

func exchange(w http.ResponseWriter, r *http.Request, err error) {
	var x problem.Exchange
	defer x.Close()
	x.Open(problem.NewResponder(problem.Config{Recorder: problem.NoRecorder}), w, r)
	x.Done(err)
}

// TestDeadlinesAreLeftAlone where the server has none, and where nothing fails.
func TestDeadlinesAreLeftAlone(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		r   *http.Request
		err error
	}{{get(), problem.Gone}, {within(0), problem.Gone}, {within(time.Second), nil}} {
		w := &timed{ResponseRecorder: httptest.NewRecorder()}
		exchange(w, tt.r, tt.err)
		assert.Zero(t, w.sets)
	}
}

// TestOwnDeadlineEnds with the response that it was for. The server would keep it
// for the next request on the connection.
func TestOwnDeadlineEnds(t *testing.T) {
	t.Parallel()
	w := &timed{ResponseRecorder: httptest.NewRecorder()}
	func() {
		var x problem.Exchange
		defer x.Close()
		x.Open(problem.NewResponder(problem.Config{Recorder: problem.NoRecorder}), w, within(0))
		assert.NoError(t, http.NewResponseController(x.Writer()).SetWriteDeadline(time.Now().Add(-time.Second)))
		x.Done(problem.Gone)
	}()
	assert.Equal(t, http.StatusGone, w.Code)
	assert.Equal(t, 2, w.sets)
	assert.Equal(t, time.Until(time.Time{}), w.left, "none")
}
