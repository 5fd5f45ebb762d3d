package problem_test

import (
	"errors"
	"fmt"

	"github.com/problemkit/problemkit/problem"
)

var errNoOrder = errors.New("no such order")

// stockError is an error of the domain, free of HTTP.
type stockError struct{ Left int }

func (e *stockError) Error() string { return fmt.Sprintf("only %d left", e.Left) }

// limitError knows its own problem.
type limitError struct{ most int }

func (e *limitError) Error() string { return "too many" }

func (e *limitError) Problem() *problem.Problem {
	return problem.UnprocessableContent.New(problem.With("most", e.most))
}

// upstreamError brings a status.
type upstreamError struct{ code int }

func (e *upstreamError) Error() string   { return "upstream failed" }
func (e *upstreamError) StatusCode() int { return e.code }

func exampleMap(err error, rules ...problem.Rule) {
	p := problem.NewResponder(problem.Config{Rules: rules}).Map(err)
	doc, _ := p.MarshalJSON()
	fmt.Println(string(doc))
}

func ExampleMatch() {
	rule := problem.Match(errNoOrder, problem.NotFound, problem.Detail("There is no such order."))
	exampleMap(fmt.Errorf("load: %w", errNoOrder), rule)
	// Output: {"type":"about:blank","title":"Not Found","status":404,"detail":"There is no such order."}
}

func ExampleMatchAs() {
	rule := problem.MatchAs(func(e *stockError) *problem.Problem {
		return problem.Conflict.New(problem.With("left", e.Left))
	})
	exampleMap(fmt.Errorf("order: %w", &stockError{Left: 3}), rule)
	// Output: {"type":"about:blank","title":"Conflict","status":409,"left":3}
}

func ExampleRuleFunc() {
	rule := problem.RuleFunc(func(err error) *problem.Problem {
		if errors.Is(err, errors.ErrUnsupported) {
			return problem.BadRequest.New()
		}
		return nil // not this rule's business
	})
	exampleMap(errors.ErrUnsupported, rule)
	exampleMap(errNoOrder, rule)
	// Output:
	// {"type":"about:blank","title":"Bad Request","status":400}
	// {"type":"about:blank","title":"Internal Server Error","status":500}
}

func ExampleStatusCarriers() {
	exampleMap(&upstreamError{code: 409}, problem.StatusCarriers())
	// Output: {"type":"about:blank","title":"Conflict","status":409}
}

func ExampleConverter() {
	exampleMap(fmt.Errorf("order: %w", &limitError{most: 5}))
	// Output: {"type":"about:blank","title":"Unprocessable Content","status":422,"most":5}
}
