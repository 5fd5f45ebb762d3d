package problem_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/problemkit/problemkit/problem"
)

func ExampleUnsupportedMedia() {
	rs := problem.NewResponder(problem.Config{Recorder: problem.NoRecorder, TraceID: func(*http.Request) string { return "" }})
	w := httptest.NewRecorder()
	rs.Respond(w, httptest.NewRequest("POST", "/orders", nil), problem.UnsupportedMedia("text/csv", "application/json"))
	fmt.Println(w.Header().Get("Accept"))
	fmt.Println(w.Body)
	// Output:
	// text/csv, application/json
	// {"type":"about:blank","title":"Unsupported Media Type","status":415,"errors":[{"detail":"the Content-Type must be one of text/csv, application/json","code":"unsupported_media_type"}]}
}
