package nethttp_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// The words of an http.Error are a document also where middleware flushes
// whatever was written.
func TestFlushedErrorText(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		h := serve(t, proto, problem.Config{}, covered(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, secret, http.StatusInternalServerError)
			flush(w)
		}))
		answer := h.Do(t, "GET", "/")
		assertProblem(t, "GET", 500, answer)
		assert.NotContains(t, string(answer.Body), secret)
		h.one(t)
	})
}

// An answer arrives although the handler has set a deadline for its own response,
// and that does not hit the next request.
func TestOwnWriteDeadline(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, func(api nethttp.Adapter) http.Handler {
		return api.Handler(besideOK(api.Handle(func(w http.ResponseWriter, _ *http.Request) error {
			if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(-time.Second)); err != nil {
				return err
			}
			return errors.New(secret)
		})))
	})
	assertProblem(t, "GET", 500, h.Do(t, "GET", "/"))
	h.one(t)
	usable(t, h)
}
