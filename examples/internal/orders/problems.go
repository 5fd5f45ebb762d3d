package orders

import (
	"time"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// Credit are the members of OutOfCredit.
type Credit struct {
	Balance int `json:"balance"`
	Cost    int `json:"cost"`
}

// The problem types of the API.
var (
	OrderNotFound = problem.NewType("https://api.example.com/problems/order-not-found", "Order not found", 404)
	Busy          = problem.NewType("https://api.example.com/problems/busy", "Payment service busy", 503)
	OutOfCredit   = problem.NewTypeOf[Credit]("https://api.example.com/problems/out-of-credit", "Out of credit", 403)
)

// Rules say what the errors of the domain become. An order of somebody else
// looks like one that does not exist; the log keeps the truth.
func Rules() []problem.Rule {
	return []problem.Rule{
		problem.Match(ErrNoOrder, OrderNotFound),
		problem.Match(ErrForeign, problem.Forbidden, problem.ConcealAs(OrderNotFound)),
		problem.Match(ErrBusy, Busy, problem.RetryAfter(30*time.Second)),
		problem.MatchAs(func(e *CreditError) *problem.Problem { return OutOfCredit.New(Credit{e.Balance, e.Cost}) }),
		validatorproblem.Rule(),
	}
}

// Authenticate looks at an Authorization field. The answer to a missing token
// has no error code, that to a wrong one has (RFC 6750, section 3.1).
func Authenticate(authorization string) error {
	switch authorization {
	case "Bearer good":
		return nil
	case "":
		return problem.Unauthorized
	}
	return problem.Unauthorized.New(problem.Challenges(problem.Bearer{Realm: "orders", Error: "invalid_token"}))
}

// Try are commands that show what the API does.
func Try(addr string) string {
	return `Listening on http://` + addr + `
Try:
  curl -i http://` + addr + `/orders/41
  curl -i http://` + addr + `/orders -H 'Content-Type: application/json' -d '{"email":"x","items":[{"sku":"a","qty":0}]}'
  curl -i -X POST http://` + addr + `/orders/poor/pay
  curl -i -X POST http://` + addr + `/orders/busy/pay
  curl -i http://` + addr + `/me
  curl -i http://` + addr + `/boom
`
}
