package problem_test

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/problemkit/problemkit/problem"
)

// A flood costs two lines in each interval, and the next one says how large it was.
func ExampleNewSampler() {
	const interval = 2 * time.Second
	log := problem.NewSampler(problem.NewSlogRecorder(exampleLogger()), 2, interval)
	for range 100 {
		exampleRequest(log, problem.ServiceUnavailable)
	}
	time.Sleep(interval)
	exampleRequest(log, problem.ServiceUnavailable)
	// Output:
	// level=ERROR msg="request failed" type=about:blank status=503 title="Service Unavailable" trace_id=4bf92f35 method=GET outcome=answered
	// level=ERROR msg="request failed" type=about:blank status=503 title="Service Unavailable" trace_id=4bf92f35 method=GET outcome=answered
	// level=ERROR msg="request failed" type=about:blank status=503 title="Service Unavailable" trace_id=4bf92f35 method=GET outcome=answered suppressed=98
}

// An error tracker takes panics, at the place where they happened.
func ExampleRecorderFunc() {
	tracker := problem.RecorderFunc(func(_ context.Context, r problem.Record) {
		if r.Level < slog.LevelError {
			return
		}
		fmt.Println("report", r.Status, r.TraceID)
		for frame := range r.Panic.Frames() { // none without a panic
			fmt.Println(frame.Function, frame.File, frame.Line)
		}
	})
	exampleRequest(tracker, problem.NotFound)
	exampleRequest(tracker, problem.BadGateway)
	// Output: report 502 4bf92f35
}
