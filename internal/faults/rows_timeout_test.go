package faults_test

import (
	"context"
	"errors"
	"net/http"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// short is a timeout that is waited for, long one that is not.
const (
	short = 50 * time.Millisecond
	long  = time.Minute
)

const timeoutText = `{"title":"timeout"}`

// within is http.TimeoutHandler inside of the door.
func within(d time.Duration, h http.HandlerFunc) site {
	return site{plain: http.TimeoutHandler(h, d, timeoutText).ServeHTTP}
}

// around is http.TimeoutHandler with a door of its own inside.
func around(d time.Duration, h http.HandlerFunc) site {
	return site{nested: func(api nethttp.Adapter) http.Handler { return http.TimeoutHandler(api.Handler(h), d, timeoutText) }}
}

// instead is the guard that takes the place of http.TimeoutHandler.
func instead(d time.Duration, h http.HandlerFunc) site {
	return site{nested: func(api nethttp.Adapter) http.Handler { return api.Timeout(d)(h) }}
}

// timeoutRows are http.TimeoutHandler's.
func timeoutRows() []row {
	const limit = "`http.TimeoutHandler`"
	explode := func(http.ResponseWriter, *http.Request) { panic(canaryValue) }
	leave := func(http.ResponseWriter, *http.Request) { runtime.Goexit() }
	lost := answered(500)
	lost.status, lost.document, lost.body, lost.stack = 503, false, timeoutText, []string{ownFrame}
	return []row{
		{id: "P42", name: "too slow", site: within(short, untilDone), want: everywhere(untouched(503, timeoutText)), limit: limit + " | its HTML stays"},
		{
			id: "P42", name: "deadline instead", site: site{failing: deadline}, want: everywhere(answered(503)), check: checkRetryAfter,
			config: problem.Config{Rules: []problem.Rule{problem.Match(context.DeadlineExceeded, problem.ServiceUnavailable, problem.RetryAfter(time.Second))}},
		},
		{
			id: "P43", name: "panic", site: within(long, explode), want: everywhere(answered(500).at("http.(*timeoutHandler).ServeHTTP")),
			limit: "a panic that other code catches and throws anew",
		},
		{id: "P42", name: "nethttp.Timeout", site: instead(short, untilDone), want: everywhere(answered(503))},
		{id: "P43", name: "panic in nethttp.Timeout", site: instead(long, explode), want: everywhere(panicked())},
		{id: "P44", name: "Goexit in nethttp.Timeout", site: instead(long, leave), want: everywhere(panicked())},
		{id: "P43", name: "panic in a door inside", site: around(long, explode), want: everywhere(panicked())},
		{id: "P44", name: "Goexit", site: within(short, leave), want: everywhere(untouched(503, timeoutText)), limit: "`runtime.Goexit` inside `http.TimeoutHandler`"},
		{id: "P44", name: "Goexit in a door inside", site: around(short, leave), want: everywhere(lost), limit: "`runtime.Goexit` inside `http.TimeoutHandler`"},
		{id: "P45", name: "flush", site: within(long, flushAnyway), want: everywhere(untouched(200, "ok"))},
		{id: "P45", name: "flush in a door inside", site: around(long, flushAnyway), want: everywhere(untouched(200, "ok"))},
	}
}

func untilDone(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func deadline(_ http.ResponseWriter, r *http.Request) error {
	ctx, cancel := context.WithTimeout(r.Context(), time.Millisecond)
	defer cancel()
	<-ctx.Done()
	return ctx.Err()
}

func checkRetryAfter(t *testing.T, r *result) {
	t.Helper()
	assert.Equal(t, []string{"1"}, r.answer.Header["Retry-After"])
}

// flushAnyway panics when a writer promises what it can't keep.
func flushAnyway(w http.ResponseWriter, _ *http.Request) {
	if _, promised := w.(http.Flusher); promised {
		panic("a flusher")
	}
	if err := http.NewResponseController(w).Flush(); !errors.Is(err, http.ErrNotSupported) {
		panic(err)
	}
	write(w, "ok")
}
