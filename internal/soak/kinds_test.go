package soak_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing/iotest"
	"time"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// kind is one sort of request: what the handler does, how the client asks, and
// what may come back.
type kind struct {
	name  string
	run   func(http.ResponseWriter, *http.Request) error
	guard string // the guard before the handler: "", "timeout" or "limit"
	send  func(identity) (options []wiretest.Option, done func())
	want  verdict
}

func kinds(s *stragglers) []kind {
	return append(answered(), append(rough(), lasting(s)...)...)
}

type credit struct{ ID string }

func outOfCredit() problem.TypeOf[credit] {
	return problem.NewTypeOf[credit]("https://example.com/problems/out-of-credit", "Out of credit", 403)
}

// answered are those whose handlers end in good order.
func answered() []kind {
	typed := outOfCredit()
	return []kind{
		{name: "success", run: say, want: text},
		{name: "error", run: refuse, want: telling(409)},
		{name: "undeclared", run: func(_ http.ResponseWriter, r *http.Request) error {
			return errors.New(identify(r))
		}, want: traced(500)},
		{name: "typed", run: func(_ http.ResponseWriter, r *http.Request) error {
			return typed.New(credit{identify(r)})
		}, want: telling(403)},
		{name: "invalid", run: func(_ http.ResponseWriter, r *http.Request) error {
			return problem.Invalid(problem.Violation{Detail: identify(r), Pointer: "#/quantity"})
		}, want: telling(400)},
		{name: "empty", run: func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(http.StatusGone)
			return nil
		}, want: traced(410)},
		{name: "text", run: func(w http.ResponseWriter, r *http.Request) error {
			http.Error(w, identify(r), http.StatusTeapot)
			return nil
		}, want: telling(418)},
		{name: "limit", guard: "limit", run: func(w http.ResponseWriter, r *http.Request) error {
			time.Sleep(2 * time.Millisecond)
			return say(w, r)
		}, want: either(text, traced(503))},
	}
}

func say(w http.ResponseWriter, r *http.Request) error {
	_, err := io.WriteString(w, identify(r))
	return err
}

func refuse(_ http.ResponseWriter, r *http.Request) error {
	return problem.Conflict.New(problem.Detail(identify(r)))
}

// rough are those that end otherwise.
func rough() []kind {
	return []kind{
		{name: "panic", run: func(_ http.ResponseWriter, r *http.Request) error { panic(identify(r)) }, want: traced(500)},
		{name: "problem panic", run: func(w http.ResponseWriter, r *http.Request) error {
			panic(refuse(w, r))
		}, want: telling(409)},
		{name: "begun", run: func(w http.ResponseWriter, r *http.Request) error {
			_ = say(w, r)
			_ = http.NewResponseController(w).Flush()
			return refuse(w, r)
		}, want: cut},
		{name: "begun panic", run: func(w http.ResponseWriter, r *http.Request) error {
			_ = say(w, r)
			panic(identify(r))
		}, want: cut},
		{name: "abort", run: func(http.ResponseWriter, *http.Request) error { panic(http.ErrAbortHandler) }, want: cut},
		{name: "hijack", run: hijack, want: either(text, telling(409))},
	}
}

// hijack answers by itself. Over HTTP/2 it can't, and is refused.
func hijack(w http.ResponseWriter, r *http.Request) error {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return refuse(w, r)
	}
	id := identify(r)
	_, err = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", len(id), id)
	return errors.Join(err, conn.Close())
}

// lasting are those in which someone is slow, or stays.
func lasting(s *stragglers) []kind {
	return []kind{
		{name: "hang-up", run: func(w http.ResponseWriter, r *http.Request) error {
			await(r.Context())
			return refuse(w, r)
		}, send: hangUp, want: either(cut, telling(409))},
		{name: "slow body", run: func(w http.ResponseWriter, r *http.Request) error {
			_, err := io.Copy(w, r.Body)
			return err
		}, send: slowly, want: text},
		{name: "unread body", run: refuse, send: slowly, want: telling(409)},
		{name: "leak after error", run: func(w http.ResponseWriter, r *http.Request) error {
			s.leave(w, r)
			return refuse(w, r)
		}, want: telling(409)},
		{name: "leak after success", run: func(w http.ResponseWriter, r *http.Request) error {
			s.leave(w, r)
			return say(w, r)
		}, want: text},
		{name: "in time", guard: "timeout", run: refuse, want: either(telling(409), traced(503))},
		{name: "too late", guard: "timeout", run: func(w http.ResponseWriter, r *http.Request) error {
			await(r.Context())
			return errors.Join(say(w, r), refuse(w, r))
		}, want: traced(503)},
	}
}

// await waits for the end of a request, and not for ever.
func await(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(5 * time.Second):
	}
}

func hangUp(identity) ([]wiretest.Option, func()) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	return []wiretest.Option{wiretest.Context(ctx)}, cancel
}

// slowly sends the id byte by byte.
func slowly(who identity) ([]wiretest.Option, func()) {
	return []wiretest.Option{wiretest.Stream(pausing{iotest.OneByteReader(strings.NewReader(who.id))})}, func() {}
}

type pausing struct{ io.Reader }

func (p pausing) Read(b []byte) (int, error) {
	time.Sleep(200 * time.Microsecond)
	return p.Reader.Read(b)
}

// stragglers are goroutines that handlers have left behind with their writers.
type stragglers struct {
	sync.WaitGroup
	other *problem.Responder // has no part in the request
}

// leave does with a writer what is forbidden: use it after the handler.
func (s *stragglers) leave(w http.ResponseWriter, r *http.Request) {
	id := identify(r)
	s.Go(func() {
		await(r.Context())
		for range 3 {
			w.Header().Set("X-Straggler", id)
			w.WriteHeader(http.StatusAccepted)
			_, _ = io.WriteString(w, "straggler "+id)
			_ = http.NewResponseController(w).Flush()
			problem.Error(w, r, problem.Gone.New(problem.Detail("straggler "+id)))
			s.other.Respond(w, r, problem.Gone)
			time.Sleep(time.Millisecond)
		}
	})
}
