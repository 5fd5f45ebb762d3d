package problem_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/problemkit/problemkit/problem"
)

// Without a door a handler calls Respond where it would call http.Error.
func ExampleResponder_Respond() {
	rs := problem.NewResponder(problem.Config{
		TraceID:  func(*http.Request) string { return "4bf92f35" },
		Recorder: problem.NoRecorder,
	})
	handler := func(w http.ResponseWriter, r *http.Request) {
		rs.Respond(w, r, problem.MethodNotAllowed.New(problem.Allow("POST", "GET")))
	}

	w := httptest.NewRecorder()
	handler(w, httptest.NewRequest("DELETE", "/orders", nil))
	fmt.Println(w.Code, w.Header().Get("Allow"))
	fmt.Println(w.Body)
	// Output:
	// 405 GET, HEAD, POST
	// {"type":"about:blank","title":"Method Not Allowed","status":405,"trace_id":"4bf92f35"}
}

// Map is for tests of rules.
func ExampleResponder_Map() {
	rs := problem.NewResponder(problem.Config{
		Rules: []problem.Rule{problem.Match(errNoOrder, problem.NotFound)},
	})
	p := rs.Map(fmt.Errorf("load: %w", errNoOrder))
	fmt.Println(p.Status, errors.Is(p, errNoOrder))
	// Output: 404 true
}

func ExampleResponder_Notice() {
	rs := problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})
	rs.Notice("this recorder takes no notices")
	// Output:
}

func ExampleError() {
	handler := func(w http.ResponseWriter, r *http.Request) {
		problem.Error(w, r, errors.New("the password of the database is wrong"))
	}
	_ = http.HandlerFunc(handler)
}

// A handler can show the id before anything fails.
func ExampleTraceIDOf() {
	rs := problem.NewResponder(problem.Config{TraceID: func(*http.Request) string { return "4bf92f35" }})
	handler := func(w http.ResponseWriter, r *http.Request) {
		var x problem.Exchange
		defer x.Close()
		x.Open(rs, w, r)
		fmt.Println(problem.TraceIDOf(x.Writer()))
		x.Done(nil)
	}
	handler(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	// Output: 4bf92f35
}
