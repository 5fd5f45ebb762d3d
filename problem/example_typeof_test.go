package problem_test

import (
	"errors"
	"fmt"

	"github.com/problemkit/problemkit/problem"
)

type Credit struct {
	Balance int `json:"balance"`
	Cost    int `json:"cost"`
	Limit   int `json:"limit,omitzero"`
}

func ExampleNewTypeOf() {
	outOfCredit := problem.NewTypeOf[Credit]("https://api.example.com/problems/out-of-credit", "Out of credit", 403)
	printProblem(outOfCredit.New(Credit{Balance: 30, Cost: 50}, problem.Detail("Your balance is 30, but that costs 50.")))
	// Output:
	// {
	//   "type": "https://api.example.com/problems/out-of-credit",
	//   "title": "Out of credit",
	//   "status": 403,
	//   "detail": "Your balance is 30, but that costs 50.",
	//   "balance": 30,
	//   "cost": 50
	// } <nil>
}

func ExampleTypeOf_From() {
	outOfCredit := problem.NewTypeOf[Credit]("https://api.example.com/problems/out-of-credit", "Out of credit", 403)
	err := fmt.Errorf("charge: %w", outOfCredit.New(Credit{Balance: 30, Cost: 50}))
	if members, ok := outOfCredit.From(err); ok {
		fmt.Println("missing:", members.Cost-members.Balance)
	}
	fmt.Println(errors.Is(err, outOfCredit), errors.Is(err, outOfCredit.Type))
	// Output:
	// missing: 20
	// true true
}

func ExampleTypeOf_New() {
	outOfCredit := problem.NewTypeOf[Credit]("https://api.example.com/problems/out-of-credit", "Out of credit", 403)
	p := outOfCredit.New(Credit{Balance: 30, Cost: 50}, problem.With("currency", "EUR"))
	for name, value := range p.Members() {
		fmt.Println(name, value)
	}
	// Output:
	// balance 30
	// cost 50
	// currency EUR
}
