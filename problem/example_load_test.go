package problem_test

import (
	"fmt"
	"time"

	"github.com/problemkit/problemkit/problem"
)

// A switch for all handlers that ask it; the doors' guards do so by themselves.
func ExampleMaintenance() {
	var m problem.Maintenance
	fmt.Println(m.Check())
	m.Begin()
	fmt.Println(m.Check())
	m.End()
	fmt.Println(m.Check())
	// Output:
	// <nil>
	// 503 Service Unavailable
	// <nil>
}

// What the doors' guards do for every request.
func ExampleLimiter() {
	l := problem.NewLimiter(1, 2*time.Second)
	serve := func(work func()) error {
		if err := l.Enter(); err != nil {
			return err
		}
		defer l.Leave()
		work()
		return nil
	}

	fmt.Println(serve(func() { fmt.Println(serve(nil)) }))
	// Output:
	// 503 Service Unavailable
	// <nil>
}

// A limiter of requests per time is yours; this is how to tell its verdict.
func ExampleThrottled() {
	p := problem.Throttled(1500*time.Millisecond, problem.Quota{Name: "burst", Limit: 100, Window: time.Minute, Reset: 1500 * time.Millisecond})
	fmt.Println(p)
	fmt.Println(p.Header().Get("Retry-After"))
	fmt.Println(p.Header().Get("RateLimit-Policy"))
	fmt.Println(p.Header().Get("RateLimit"))
	// Output:
	// 429 Too Many Requests
	// 2
	// "burst";q=100;w=60
	// "burst";r=0;t=2
}

// The fields can go with any problem.
func ExampleRateLimit() {
	p := problem.Forbidden.New(
		problem.Detail("The plan has no requests left."),
		problem.RateLimit(problem.Quota{Name: "plan", Limit: 1000, Window: 24 * time.Hour}),
	)
	fmt.Println(p.Header().Get("RateLimit"))
	// Output: "plan";r=0
}
