package problem_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/problemkit/problemkit/problem"
)

// A door for a framework of your own: whatever its handlers look like, as long
// as there are an http.ResponseWriter and an *http.Request.
func ExampleExchange() {
	type action func(r *http.Request) (string, error)
	responder := problem.NewResponder(problem.Config{
		Recorder: problem.NoRecorder,
		TraceID:  func(*http.Request) string { return "" },
	})
	door := func(a action) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var x problem.Exchange
			defer x.Close() // recovers, so it has to be deferred directly
			x.Open(responder, w, r)
			text, err := a(x.Request())
			if err == nil {
				_, err = fmt.Fprint(x.Writer(), text)
			}
			x.Done(err)
		})
	}

	for _, a := range []action{
		func(*http.Request) (string, error) { return "hello", nil },
		func(*http.Request) (string, error) { return "", problem.Locked },
		func(*http.Request) (string, error) { panic("unforeseen") },
	} {
		w := httptest.NewRecorder()
		door(a).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		fmt.Println(w.Code, w.Body)
	}
	// Output:
	// 200 hello
	// 423 {"type":"about:blank","title":"Locked","status":423}
	// 500 {"type":"about:blank","title":"Internal Server Error","status":500}
}
