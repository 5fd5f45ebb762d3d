package problem_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"

	"github.com/problemkit/problemkit/problem"
)

// exampleLogger prints no times, so that the output stays the same.
func exampleLogger() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		},
	}))
}

func exampleRequest(rec problem.Recorder, err error) {
	rs := problem.NewResponder(problem.Config{Recorder: rec, TraceID: func(*http.Request) string { return "4bf92f35" }})
	rs.Respond(httptest.NewRecorder(), httptest.NewRequest("GET", "/orders/12", nil), err)
}

func ExampleNewSlogRecorder() {
	exampleRequest(problem.NewSlogRecorder(exampleLogger()), fmt.Errorf("load: %w", errors.New("connection refused")))
	// Output:
	// level=ERROR msg="request failed" type=about:blank status=500 title="Internal Server Error" trace_id=4bf92f35 method=GET outcome=answered cause="load: connection refused"
}

// counter is a Recorder that counts.
type counter map[int]int

func (c counter) Enabled(context.Context, slog.Level) bool   { return true }
func (c counter) Record(_ context.Context, r problem.Record) { c[r.Status]++ }

func ExampleRecorders() {
	counts := counter{}
	rec := problem.Recorders(problem.NewSlogRecorder(exampleLogger()), counts)
	exampleRequest(rec, problem.Gone)
	fmt.Println(counts)
	// Output:
	// level=INFO msg="request failed" type=about:blank status=410 title=Gone trace_id=4bf92f35 method=GET outcome=answered
	// map[410:1]
}

// A sink of your own takes the attributes, which are bounded and escaped.
func ExampleRecord_Attrs() {
	record := problem.Record{Problem: problem.NotFound.New(), Err: errors.New("no row\nfor 12"), Status: 404, Outcome: problem.Answered}
	for _, attr := range record.Attrs() {
		fmt.Println(attr.Key, attr.Value)
	}
	// Output:
	// type about:blank
	// status 404
	// title Not Found
	// outcome answered
	// cause no row\u000afor 12
}

func ExamplePanicError() {
	record := make(chan problem.Record, 1)
	rs := problem.NewResponder(problem.Config{Recorder: recordTo(record)})
	func() {
		var x problem.Exchange
		defer x.Close()
		x.Open(rs, httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
		panic("out of order")
	}()
	r := <-record
	fmt.Println(r.Status, r.Panic)
	// Output: 500 panic: out of order
}

type recordTo chan problem.Record

func (recordTo) Enabled(context.Context, slog.Level) bool     { return true }
func (c recordTo) Record(_ context.Context, r problem.Record) { c <- r }
