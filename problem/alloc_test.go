package problem_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// The budget of one answer on a writer that costs nothing itself. It is not
// parallel, because allocations of other tests would count.
func TestAllocations(t *testing.T) {
	if flowRace() {
		t.Skip("the race detector allocates: the budget can't be measured under it")
	}
	credit := flowTypes()
	for _, row := range []struct {
		name   string
		config problem.Config
		err    func() error
		most   float64
	}{
		{"a type", problem.Config{TraceID: flowNoID}, func() error { return problem.NotFound }, 0},
		{"a 401", problem.Config{TraceID: flowNoID}, func() error { return problem.Unauthorized }, 0},
		{"a type with an id", problem.Config{}, func() error { return problem.NotFound }, 1},
		{"a type with rules", problem.Config{TraceID: flowNoID, Rules: []problem.Rule{problem.Match(http.ErrNoCookie, problem.Forbidden)}},
			func() error { return problem.NotFound }, 0},
		{"three members", problem.Config{TraceID: flowNoID}, func() error {
			return credit.New(flowCredit{30, 50, "EUR"}, problem.Detail("Your balance is 30."), problem.Instance("/orders/12"))
		}, 3},
		{"three members with an id", problem.Config{}, func() error {
			return credit.New(flowCredit{30, 50, "EUR"}, problem.Detail("Your balance is 30."), problem.Instance("/orders/12"))
		}, 4},
	} {
		t.Run(row.name, func(t *testing.T) {
			row.config.Recorder = problem.NoRecorder
			rs := problem.NewResponder(row.config)
			w := &flowWriter{header: http.Header{}}
			r := httptest.NewRequest("GET", "/orders/12", nil)
			got := testing.AllocsPerRun(200, func() {
				clear(w.header)
				rs.Respond(w, r, row.err())
			})
			assert.LessOrEqual(t, got, row.most, "allocations for each answer")
			assert.Positive(t, w.size, "bytes of the document")
		})
	}
}
