package problem_test

import (
	"fmt"
	"net/http/httptest"

	"github.com/problemkit/problemkit/problem"
)

// Parameters is for helpers of your own: with another strictness, for one.
func ExampleReading_Parameters() {
	var in struct {
		Page int `query:"page"`
	}
	how := problem.Reading{In: problem.InQuery, RefuseUnknownParameters: true}
	err := how.Parameters(httptest.NewRequest("GET", "/?page=1&pgae=2", nil), &in)
	fmt.Println(in.Page, err)
	// Output: 1 invalid input (query): unknown pgae
}

// Values takes what a router of another kind has found in the path.
func ExampleReading_Values() {
	var in struct {
		ID int `path:"id"`
	}
	how := problem.Reading{In: problem.InPath}
	fmt.Println(how.Values(map[string][]string{"id": {"seven"}}, &in))
	// Output: invalid input (path): wrong_type id
}
