package nethttp

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/problemkit/problemkit/problem"
)

// Timeout makes a guard in the place of http.TimeoutHandler: the context of a
// handler that does not return within d is cancelled, and the client gets a 503
// problem, whatever the handler does then. A panic in the handler is answered
// and recorded with its own stack; after the time it is still recorded, while a
// late error is not: the 503 has told of it. Timeout panics when d is not above
// 0.
//
// The handler runs on a goroutine of its own, and goes on there after the time
// until it looks at its context: only handlers that do so set resources free.
//
// A handler that has answered with an error already, and then goes on, holds the
// connection until it ends: its client has the answer, but the next request on
// that connection waits. Where a writer outside hides the server's, a client that
// stops in the middle of its content holds back the 503 until
// http.Server.ReadTimeout, as with http.TimeoutHandler.
//
// Like http.TimeoutHandler it keeps the whole response in memory until the
// handler has returned. It is not for streams: the writer can neither flush nor
// be hijacked. An error or a panic after a part of the body was written cuts the
// response, as it would without Timeout.
func (a Adapter) Timeout(d time.Duration) func(http.Handler) http.Handler {
	if d <= 0 {
		panic(fmt.Errorf("nethttp.Timeout: within %v no handler could return: use a duration above 0", d))
	}
	up := fmt.Errorf("the handler did not return within %v: %w", d, context.DeadlineExceeded)
	return func(next http.Handler) http.Handler {
		covered, router := a.Handler(next), next
		return a.Handle(func(w http.ResponseWriter, r *http.Request) error {
			ctx, cancel := context.WithTimeoutCause(r.Context(), d, up)
			defer cancel()
			timer := time.NewTimer(d)
			defer timer.Stop()
			k := newKept(ctx, w, up)
			err := await(k, r, covered, timer.C)
			if k.superseded() {
				nameRoute(router, w, r, a.Responder)
			}
			return err
		})
	}
}

// ending is how a handler has ended.
type ending struct {
	returned bool
	value    any // what it panicked with
}

// nameRoute asks a router of net/http which route a late handler belongs to, as
// nobody may look at the handler's own request.
func nameRoute(next http.Handler, w http.ResponseWriter, r *http.Request, rs *problem.Responder) {
	router, ok := next.(interface {
		Handler(r *http.Request) (h http.Handler, pattern string)
	})
	if ok && r.Pattern == "" {
		_, r.Pattern = router.Handler(r)
	}
	if x := problem.ExchangeOf(w, rs); x != nil && r.Pattern != "" {
		x.SetRoute(r.Pattern)
	}
}

// await runs next beside the request, until it returns or time is up. A client
// that goes away does not end the wait: it may still read, and the handler is the
// one to know.
func await(k *keptResponse, r *http.Request, next http.Handler, up <-chan time.Time) error {
	ended := make(chan ending, 1) // nobody may wait for a late one
	inner := r.Clone(k.ctx)       // a late handler may write to its header while the answer is made
	// NoBody stays itself: clients and proxies compare with it.
	if r.Body != nil && r.Body != http.NoBody {
		k.content.ReadCloser, k.content.outer, k.content.inner = r.Body, r, inner
		inner.Body = &k.content
	}
	go attend(k, inner, next, ended)
	select {
	case end := <-ended:
		giveBack(r, inner)
		return conclude(k, r, end)
	case <-up:
		<-k.ctx.Done() // at any moment; a late handler must see why
	}
	if k.supersede() {
		return tooLate(k, r)
	}
	end := <-ended
	giveBack(r, inner)
	return conclude(k, r, end)
}

// giveBack tells the request outside what a router and a form parser have put into
// the handler's: the pattern for the record, and the files that net/http removes.
func giveBack(outer, inner *http.Request) {
	if outer != inner {
		outer.Pattern, outer.MultipartForm = inner.Pattern, inner.MultipartForm
	}
}

// attend runs the handler behind a door of its own, so that a panic is caught
// where its stack is. What leaves the door all the same goes on outside.
func attend(k *keptResponse, r *http.Request, next http.Handler, ended chan<- ending) {
	var end ending
	defer func() {
		end.value = recover()
		if k.superseded() && r.MultipartForm != nil {
			_ = r.MultipartForm.RemoveAll() // nobody else will
		}
		ended <- end
	}()
	next.ServeHTTP(k, r)
	end.returned = true
}

// errGoexit is for requests whose door leaves them alone.
var errGoexit = errors.New("runtime.Goexit in a handler")

func conclude(k *keptResponse, r *http.Request, end ending) error {
	switch {
	case k.superseded():
		return tooLate(k, r)
	case end.value != nil:
		panic(end.value)
	case !end.returned && !k.released():
		return errGoexit
	}
	k.finish()
	return nil
}

// tooLate frees the body, on which the handler may be waiting: HTTP/1 reads what
// is left of it before it sends an answer. Reading the connection is at an end
// then, so it can't serve another request.
func tooLate(k *keptResponse, r *http.Request) error {
	cancelled := r.Context().Err() == context.Canceled
	if r.ContentLength != 0 && !k.content.ended.Load() {
		_ = http.NewResponseController(k.outer).SetReadDeadline(time.Now())
		if r.ProtoMajor == 1 {
			k.outer.Header().Set("Connection", "close")
		}
	}
	if cancelled {
		return leftError{k.up}
	}
	return unavailable(k.up)
}

func unavailable(up error) *problem.Problem { return problem.ServiceUnavailable.New(problem.Cause(up)) }

// leftError is for a handler that has not noticed that its client has gone. If it
// was somebody else who has cancelled the request, it is a 503 as well.
type leftError struct{ up error }

// Error returns why the wait has ended.
func (e leftError) Error() string { return e.up.Error() }

// Unwrap returns context.Canceled.
func (e leftError) Unwrap() error { return context.Canceled }

// Problem returns the 503.
func (e leftError) Problem() *problem.Problem { return unavailable(e.up) }
