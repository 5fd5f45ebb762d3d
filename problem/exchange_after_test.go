package problem_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// shared is a writer that serves one request after the other, as Gin's do.
type shared struct {
	*httptest.ResponseRecorder
	uses int
}

func (w *shared) Unwrap() http.ResponseWriter { w.uses++; return w.ResponseRecorder }
func (w *shared) Header() http.Header         { w.uses++; return w.ResponseRecorder.Header() }

// TestNothingIsAskedAfterTheRequest: a goroutine that answers when its handler
// has returned must not touch a writer that may belong to another request.
func TestNothingIsAskedAfterTheRequest(t *testing.T) {
	t.Parallel()
	for _, begin := range []bool{false, true} {
		w, left := &shared{ResponseRecorder: httptest.NewRecorder()}, http.ResponseWriter(nil)
		rs := problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})
		func() {
			var x problem.Exchange
			defer x.Close()
			x.Open(rs, w, get())
			left = x.Writer()
			if begin {
				_, _ = left.Write([]byte("fine"))
			}
			x.Done(nil)
		}()
		before := w.uses
		problem.Error(left, get(), problem.Gone)
		problem.NewResponder(problem.Config{Recorder: problem.NoRecorder}).Respond(left, get(), problem.Gone)
		assert.NotEmpty(t, problem.TraceIDOf(left))
		assert.Equal(t, before, w.uses)
	}
}
