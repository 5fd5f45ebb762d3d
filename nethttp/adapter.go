package nethttp

import (
	"context"
	"net/http"

	"github.com/problemkit/problemkit/problem"
)

// Adapter makes http.Handlers whose errors become problem documents. The zero
// value is ready: it answers by a responder with the default configuration. An
// Adapter is safe for concurrent use.
type Adapter struct {
	// Responder answers the errors; nil means the default configuration.
	Responder *problem.Responder
}

// Handler wraps a router, or any handler, and answers whatever fails inside.
// Put it outside of everything that may fail, and inside of access logs, which
// then see the final status.
//
// The writer that next gets keeps what the inner one can do: flushing,
// hijacking, reading from files and pushing, by type assertion and by
// http.ResponseController. A response that has begun when something fails is
// cut by panicking http.ErrAbortHandler.
func (a Adapter) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.serve(w, r, next) })
}

// serve is a method, because a function inside of another one is named after the
// package that the other was inlined into, and stacks would not show the door.
func (a Adapter) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	var x problem.Exchange
	defer x.Close()
	x.Open(a.Responder, w, r)
	next.ServeHTTP(x.Writer(), x.Request())
	x.Done(nil)
}

// Handle adapts a function that returns an error. Nil, and a nil *Problem in an
// error, mean success. Inside of Handler it joins that exchange; elsewhere, or
// behind middleware that wraps the writer, it answers by itself and the outer
// door stays silent.
func (a Adapter) Handle(f func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.run(w, r, f)
	})
}

func (a Adapter) run(w http.ResponseWriter, r *http.Request, f func(http.ResponseWriter, *http.Request) error) (ok bool) {
	if x := problem.ExchangeOf(w, a.Responder); x != nil {
		return join(x, w, r, f)
	}
	var x problem.Exchange
	defer x.Close()
	x.Open(a.Responder, w, r)
	x.Done(f(x.Writer(), x.Request()))
	return !x.Failed()
}

// join leaves recovery to the exchange that is open already. Routers may have
// set the pattern on a copy of its request.
func join(x *problem.Exchange, w http.ResponseWriter, r *http.Request, f func(http.ResponseWriter, *http.Request) error) (ok bool) {
	if r.Pattern != "" {
		x.SetRoute(r.Pattern)
	}
	x.Fail(f(w, r))
	return !x.Failed()
}

// Check makes a guard, for authentication and the like: an error of f is
// answered and next does not run. A context that f returns goes on with the
// request; nil leaves it unchanged.
func (a Adapter) Check(f func(*http.Request) (context.Context, error)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if ctx, ok := a.admit(w, r, f); ok {
				inner := withContext(r, ctx)
				defer giveBack(r, inner)
				next.ServeHTTP(w, inner)
			}
		})
	}
}

func (a Adapter) admit(w http.ResponseWriter, r *http.Request, f func(*http.Request) (context.Context, error)) (ctx context.Context, ok bool) {
	ok = a.run(w, r, func(_ http.ResponseWriter, r *http.Request) (err error) {
		ctx, err = f(r)
		return err
	})
	return ctx, ok
}

func withContext(r *http.Request, ctx context.Context) *http.Request {
	if ctx == nil {
		return r
	}
	return r.WithContext(ctx)
}
