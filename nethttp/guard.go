package nethttp

import (
	"context"
	"net/http"

	"github.com/problemkit/problemkit/problem"
)

// Unavailable makes a guard that answers 503 while m is on: the handler behind it
// does not run. Requests that are being served when m goes on are not disturbed.
// With a nil m everything passes.
func (a Adapter) Unavailable(m *problem.Maintenance) func(http.Handler) http.Handler {
	return a.Check(func(*http.Request) (context.Context, error) { return nil, m.Check() })
}

// Limit makes a guard that answers 503 to requests beyond the limit of l. A
// request keeps its place until the handler behind the guard has ended, in
// whatever way; one that passes two guards of l, or the same one twice, takes two
// places. With a nil l everything passes.
//
// Put it inside of Timeout to count handlers that run on after their time, and
// outside to count requests that wait for their answer.
func (a Adapter) Limit(l *problem.Limiter) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := l.Enter(); err != nil {
				a.run(w, r, func(http.ResponseWriter, *http.Request) error { return err })
				return
			}
			defer l.Leave()
			next.ServeHTTP(w, r)
		})
	}
}
