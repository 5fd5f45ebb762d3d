package problem_test

import (
	"context"
	"expvar"
	"fmt"

	"github.com/problemkit/problemkit/problem"
)

// Metrics are a recorder beside the log. A program publishes the map with
// expvar.NewMap("failures"); labels such as type and status are few, trace ids
// and causes would be too many.
func Example_expvar() {
	failures := new(expvar.Map)
	count := problem.RecorderFunc(func(_ context.Context, r problem.Record) {
		failures.Add(string(r.Outcome), 1)
	})
	both := problem.Recorders(problem.NewSlogRecorder(exampleLogger()), count)
	exampleRequest(both, problem.NotFound)
	exampleRequest(both, problem.Conflict)
	fmt.Println(failures)
	// Output:
	// level=INFO msg="request failed" type=about:blank status=404 title="Not Found" trace_id=4bf92f35 method=GET outcome=answered
	// level=INFO msg="request failed" type=about:blank status=409 title=Conflict trace_id=4bf92f35 method=GET outcome=answered
	// {"answered": 2}
}
