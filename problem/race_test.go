package problem_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// One responder, its rules and one shared problem serve everybody at once.
func TestShared(t *testing.T) {
	t.Parallel()
	credit := flowTypes()
	shared := credit.New(flowCredit{1, 2, "EUR"}, problem.Detail("d"), problem.With("list", []string{"a"}), problem.Header("X-A", "b"), problem.Cause(io.EOF))
	own := errors.New("own")
	log := &flowLog{}
	rs := problem.NewResponder(problem.Config{
		Recorder: log, TraceHeader: "X-Trace",
		Rules:   []problem.Rule{problem.Match(own, problem.Conflict, problem.Detail("shared"), problem.With("n", 1), problem.Header("X-N", "1"))},
		Formats: []problem.Format{problem.JSON, configFormat("application/test")},
		Decorate: []func(*http.Request, *problem.Problem){func(r *http.Request, p *problem.Problem) {
			p.Apply(problem.With("path", r.URL.Path), problem.Header("X-Path", r.URL.Path))
		}},
	})
	errs := []error{shared, fmt.Errorf("x: %w", shared), own, problem.Unauthorized, credit, problem.Invalid(problem.Violation{Detail: "v"}), shared}
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i := range 100 {
				path := fmt.Sprintf("/%d/%d", n, i)
				w, r := httptest.NewRecorder(), httptest.NewRequest("POST", path, nil)
				err := errs[i%len(errs)]
				if i%2 == 0 {
					rs.Respond(w, r, err)
				} else {
					flowServe(rs, func(http.ResponseWriter, *http.Request) error { return err }).ServeHTTP(w, r)
				}
				assert.Equal(t, path, flowDoc(t, w.Body.Bytes())["path"], "every answer has its own members")
				assert.Equal(t, []string{path}, w.Header().Values("X-Path"))
			}
		})
	}
	wg.Wait()
	assert.Len(t, log.all(), 800)
	_, decorated := shared.Member("path")
	assert.False(t, decorated, "the shared problem was not written to")
}
