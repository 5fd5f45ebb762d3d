package problem_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/problemkit/problemkit/problem"
)

// printHeader shows the header fields that a problem brings along.
func printHeader(p *problem.Problem) {
	h := p.Header()
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, value := range h[name] {
			fmt.Printf("%s: %s\n", name, value)
		}
	}
}

func ExampleDetail() {
	fmt.Println(problem.NotFound.New(problem.Detail("There is no order 8812.")))
	// Output:
	// 404 Not Found: There is no order 8812.
}

func ExampleCause() {
	p := problem.BadGateway.New(problem.Cause(errors.New("dial tcp 10.0.0.7: refused")))
	printProblem(p)
	fmt.Println("for the log:", p.Unwrap())
	// Output:
	// {
	//   "type": "about:blank",
	//   "title": "Bad Gateway",
	//   "status": 502
	// } <nil>
	// for the log: dial tcp 10.0.0.7: refused
}

func ExampleWith() {
	printProblem(problem.TooManyRequests.New(problem.With("limit", 100), problem.With("window", "1h"), problem.With("status", 200)))
	// Output:
	// {
	//   "type": "about:blank",
	//   "title": "Too Many Requests",
	//   "status": 429,
	//   "limit": 100,
	//   "window": "1h"
	// } <nil>
}

func ExampleInstance() {
	p := problem.Conflict.New(problem.Instance("urn:uuid:0b0ce1a8-6b0e-4c7e-9c1f-5c4a8a0a7d11"), problem.Instance("javascript:alert(1)"))
	fmt.Println(p.Instance)
	// Output:
	// urn:uuid:0b0ce1a8-6b0e-4c7e-9c1f-5c4a8a0a7d11
}

func ExampleHeader() {
	printHeader(problem.Gone.New(problem.Header("cache-control", "max-age=3600"), problem.Header("Content-Length", "7")))
	// Output:
	// Cache-Control: max-age=3600
}

func ExampleAllow() {
	printHeader(problem.MethodNotAllowed.New(problem.Allow("GET", "POST")))
	// Output:
	// Allow: GET, POST
}

func ExampleRetryAfter() {
	printHeader(problem.TooManyRequests.New(problem.RetryAfter(1500 * time.Millisecond)))
	// Output:
	// Retry-After: 2
}

func ExampleRetryAt() {
	printHeader(problem.ServiceUnavailable.New(problem.RetryAt(time.Date(2026, 3, 9, 9, 5, 3, 0, time.FixedZone("CET", 3600)))))
	// Output:
	// Retry-After: Mon, 09 Mar 2026 08:05:03 GMT
}

func ExampleAccept() {
	printHeader(problem.UnsupportedMediaType.New(problem.Accept("application/json", "application/merge-patch+json")))
	// Output:
	// Accept: application/json, application/merge-patch+json
}

func ExampleAcceptCodings() {
	printHeader(problem.UnsupportedMediaType.New(problem.AcceptCodings("gzip", "zstd")))
	// Output:
	// Accept-Encoding: gzip, zstd
}

func ExampleUpgrade() {
	printHeader(problem.UpgradeRequired.New(problem.Upgrade("websocket")))
	// Output:
	// Upgrade: websocket
}

func ExampleRangeLength() {
	printHeader(problem.RangeNotSatisfiable.New(problem.RangeLength(1234)))
	// Output:
	// Content-Range: bytes */1234
}

func ExampleBlockedBy() {
	printHeader(problem.UnavailableForLegalReasons.New(problem.BlockedBy("https://authority.example/orders/17")))
	// Output:
	// Link: <https://authority.example/orders/17>; rel="blocked-by"
}

func ExampleConceal() {
	rs := problem.NewResponder(problem.Config{})
	p := problem.Forbidden.New(problem.Detail("Order 8812 belongs to somebody else."), problem.Conceal())
	fmt.Println("for the log:", rs.Map(p))
	// Output:
	// for the log: 403 Forbidden: Order 8812 belongs to somebody else.
}

func ExampleConcealAs() {
	p := problem.Forbidden.New(problem.ConcealAs(problem.Unauthorized))
	fmt.Println(p.Status, "in the log, and a bare 401 for the client")
	// Output:
	// 403 in the log, and a bare 401 for the client
}
