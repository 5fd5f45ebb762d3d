package problem_test

import (
	"iter"

	"github.com/problemkit/problemkit/problem"
)

func ExampleChallenges() {
	printHeader(problem.Unauthorized.New(problem.Challenges(problem.Bearer{Realm: "orders"}, problem.Basic{Realm: "orders"})))
	// Output:
	// Www-Authenticate: Bearer realm="orders"
	// Www-Authenticate: Basic realm="orders", charset="UTF-8"
}

func ExampleBearer() {
	printHeader(problem.Forbidden.New(problem.Challenges(problem.Bearer{
		Realm: "orders", Scope: "orders:write", Error: "insufficient_scope", Description: `The token may only "read"`,
	})))
	// Output:
	// Www-Authenticate: Bearer realm="orders", scope="orders:write", error="insufficient_scope", error_description="The token may only 'read'"
}

func ExampleBasic() {
	printHeader(problem.Unauthorized.New(problem.Challenges(problem.Basic{Realm: `the "inner" circle`})))
	// Output:
	// Www-Authenticate: Basic realm="the \"inner\" circle", charset="UTF-8"
}

// hoba is a challenge of RFC 7486. Values are plain: quoting is not its task.
type hoba struct{ challenge string }

func (hoba) Scheme() string { return "HOBA" }

func (h hoba) Params() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		_ = yield("challenge", h.challenge) && yield("max-age", "180")
	}
}

func ExampleChallenge() {
	printHeader(problem.Unauthorized.New(problem.Challenges(hoba{"R0lGODlh"})))
	// Output:
	// Www-Authenticate: HOBA challenge="R0lGODlh", max-age="180"
}
