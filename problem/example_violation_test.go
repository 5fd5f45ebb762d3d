package problem_test

import (
	"encoding/json"
	"fmt"

	"github.com/problemkit/problemkit/problem"
)

func ExampleViolations() {
	printProblem(problem.UnprocessableContent.New(problem.Violations(
		problem.Violation{Detail: "must be a positive integer", Pointer: problem.Pointer("items", problem.Index(0), "qty")},
		problem.Violation{Detail: "must be one of red, green", In: problem.InQuery, Parameter: "color"},
	)))
	// Output:
	// {
	//   "type": "about:blank",
	//   "title": "Unprocessable Content",
	//   "status": 422,
	//   "errors": [
	//     {
	//       "detail": "must be a positive integer",
	//       "pointer": "#/items/0/qty"
	//     },
	//     {
	//       "detail": "must be one of red, green",
	//       "in": "query",
	//       "parameter": "color"
	//     }
	//   ]
	// } <nil>
}

func ExampleInvalid() {
	err := problem.Invalid(problem.Violation{Detail: "must not be in the past", Pointer: problem.Pointer("date"), Code: "past"})
	rs := problem.NewResponder(problem.Config{InvalidInput: problem.UnprocessableContent})
	fmt.Println(rs.Map(err))
	// Output:
	// 422 Unprocessable Content
}

func ExampleViolation() {
	text, err := json.Marshal(problem.Violation{Detail: "is required", Pointer: "#/name", Code: "required"})
	fmt.Println(string(text), err)
	// Output:
	// {"detail":"is required","pointer":"#/name","code":"required"} <nil>
}

func ExamplePointer() {
	fmt.Println(problem.Pointer("items", problem.Index(0), "a/b", "m~n", "é"))
	fmt.Println(problem.Pointer())
	// Output:
	// #/items/0/a~1b/m~0n/%C3%A9
	// #
}

func ExampleIndex() {
	fmt.Println(problem.Pointer("tags", problem.Index(2)))
	// Output:
	// #/tags/2
}
