package zapproblem_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/zapproblem"
)

func ExampleNewRecorder() {
	core, logs := observer.New(zapcore.InfoLevel)
	logger := zap.New(core)

	rs := problem.NewResponder(problem.Config{
		Recorder: zapproblem.NewRecorder(logger),
		TraceID:  func(*http.Request) string { return "4bf92f35" },
	})
	rs.Respond(httptest.NewRecorder(), httptest.NewRequest("GET", "/orders/12", nil), problem.NotFound)

	entry := logs.All()[0]
	fmt.Println(entry.Level, entry.Message)
	for _, field := range entry.Context {
		fmt.Println(field.Key, field.String, field.Integer)
	}
	// Output:
	// info request failed
	// type about:blank 0
	// status  404
	// title Not Found 0
	// trace_id 4bf92f35 0
	// method GET 0
	// outcome answered 0
}
