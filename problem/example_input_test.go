package problem_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"

	"github.com/problemkit/problemkit/problem"
)

func ExampleReadJSON() {
	type order struct {
		Items []struct {
			Qty int `json:"qty"`
		} `json:"items"`
	}
	rs := problem.NewResponder(problem.Config{Recorder: problem.NoRecorder, TraceID: func(*http.Request) string { return "" }})
	handler := func(w http.ResponseWriter, r *http.Request) {
		var in order
		if _, err := problem.ReadJSON(r, &in); err != nil {
			rs.Respond(w, r, err)
			return
		}
	}

	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "/orders", strings.NewReader(`{"items":[{"qty":1},{"qty":"two"}]}`))
	r.Header.Set("Content-Type", "application/json")
	handler(w, r)
	fmt.Println(w.Body)
	// Output: {"type":"about:blank","title":"Bad Request","status":400,"errors":[{"detail":"must be an integer","pointer":"#/items/1/qty","code":"wrong_type"}]}
}

// A decoder of your own says by an InputError that the client is at fault.
func ExampleInputError() {
	limit := func(r *http.Request) (int, error) {
		n, err := strconv.Atoi(r.FormValue("limit"))
		if err != nil {
			return 0, &problem.InputError{In: problem.InQuery, Parameter: "limit", Err: err}
		}
		return n, nil
	}
	_, err := limit(httptest.NewRequest("GET", "/orders?limit=many", nil))
	fmt.Println(err)

	var rs *problem.Responder
	doc, _ := rs.Map(err).MarshalJSON()
	fmt.Println(string(doc))
	// Output:
	// invalid input (query limit): *strconv.NumError
	// {"type":"about:blank","title":"Bad Request","status":400,"errors":[{"detail":"must be an integer","in":"query","parameter":"limit","code":"wrong_type"}]}
}
