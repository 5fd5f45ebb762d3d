package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/problemkit/problemkit/problem"
)

// print shows a problem as a client gets it.
func printProblem(p *problem.Problem) {
	text, err := json.MarshalIndent(p, "", "  ")
	fmt.Println(string(text), err)
}

func ExampleNewType() {
	locked := problem.NewType("https://api.example.com/problems/locked", "Order is locked", 423)
	printProblem(locked.New(problem.Detail("Somebody else is editing order 8812.")))
	// Output:
	// {
	//   "type": "https://api.example.com/problems/locked",
	//   "title": "Order is locked",
	//   "status": 423,
	//   "detail": "Somebody else is editing order 8812."
	// } <nil>
}

func ExampleType() {
	load := func() error { return problem.NotFound } // costs no allocation
	err := fmt.Errorf("load order 8812: %w", load())
	fmt.Println(errors.Is(err, problem.NotFound), errors.Is(err, problem.Gone))
	fmt.Println(problem.NotFound.URI(), problem.NotFound.Status(), problem.NotFound.Title())
	// Output:
	// true false
	// about:blank 404 Not Found
}

func ExampleType_New() {
	p := problem.Conflict.New(problem.Detail("The order was changed."), problem.With("revision", 7), problem.Cause(errors.New("row 8812: stale")))
	fmt.Println(p)
	printProblem(p)
	// Output:
	// 409 Conflict: The order was changed.
	// {
	//   "type": "about:blank",
	//   "title": "Conflict",
	//   "status": 409,
	//   "detail": "The order was changed.",
	//   "revision": 7
	// } <nil>
}

func ExampleOfStatus() {
	fmt.Println(problem.OfStatus(404) == problem.NotFound)
	fmt.Println(problem.OfStatus(418))
	fmt.Println(problem.OfStatus(200))
	// Output:
	// true
	// 418 Client Error
	// 500 Internal Server Error
}

func ExampleType_MarshalText() {
	text, err := json.Marshal(map[string]any{"kind": problem.NewType("https://api.example.com/problems/locked", "Locked", 423)})
	fmt.Println(string(text), err)
	// Output:
	// {"kind":"https://api.example.com/problems/locked"} <nil>
}

func ExampleType_Is() {
	mine := problem.NewType("https://api.example.com/problems/locked", "Order is locked", 423)
	theirs := problem.NewType("https://api.example.com/problems/locked", "Locked", 409)
	fmt.Println("the same declaration:", mine == theirs)
	fmt.Println("the same type:", errors.Is(mine.New(), theirs))
	// Output:
	// the same declaration: false
	// the same type: true
}

func ExampleProblem() {
	p := &problem.Problem{Status: 404, Detail: "There is no order 8812."}
	printProblem(p)
	// Output:
	// {
	//   "type": "about:blank",
	//   "title": "Not Found",
	//   "status": 404,
	//   "detail": "There is no order 8812."
	// } <nil>
}

func ExampleProblem_Apply() {
	p := problem.ServiceUnavailable.New()
	p.Apply(problem.Detail("Back in a minute."), problem.With("region", "eu"))
	for name, value := range p.Members() {
		fmt.Println(name, value)
	}
	region, ok := p.Member("region")
	fmt.Println(region, ok)
	// Output:
	// region eu
	// eu true
}

func ExampleProblem_Unwrap() {
	stale := errors.New("stale row")
	err := error(problem.Conflict.New(problem.Cause(stale)))
	fmt.Println(errors.Is(err, stale), errors.Unwrap(err) == stale)
	// Output:
	// true true
}
