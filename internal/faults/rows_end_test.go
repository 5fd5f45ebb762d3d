package faults_test

import (
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// endRows are odd ways to leave a handler.
func endRows() []row {
	left := panicked().ending(closed)
	cutLater := left
	cutLater.cut = true
	return []row{
		{
			id: "P28", name: "panic in a defer", site: doing(twice), want: everywhere(panicked()), check: checkBothPlaces,
			limit: "a second panic in a deferred function",
		},
		{
			id: "P29", name: "Goexit", site: doing(func() { runtime.Goexit() }), check: checkGoexit,
			want: byProto(left, cutLater), limit: "`runtime.Goexit` in a handler",
		},
	}
}

func twice() {
	defer second()
	first()
}

func first()  { panic("first " + canaryValue) }
func second() { panic("second " + canaryValue) }

// checkBothPlaces: the first value is lost to recover, its place is not.
func checkBothPlaces(t *testing.T, r *result) {
	t.Helper()
	assert.Contains(t, attr(r, "cause"), "second")
	stack := strings.Join(r.record.Panic.Stack(), "\n")
	assert.Contains(t, stack, "faults_test.second")
	assert.Contains(t, stack, "faults_test.first")
}

func checkGoexit(t *testing.T, r *result) {
	t.Helper()
	assert.ErrorContains(t, r.record.Err, "Goexit")
}

// statusRows choose a status that is none, has no content, or comes too late.
func statusRows() []row {
	return []row{
		{id: "P30", name: "status 0", site: site{plain: choosing(0)}, want: everywhere(answered(500))},
		{id: "P30", name: "problem of status 0", site: returning(&problem.Problem{Title: "x"}), want: everywhere(answered(500))},
		{id: "P31", name: "status 1000", site: site{plain: choosing(1000)}, want: everywhere(answered(500))},
		{id: "P31", name: "problem of status 1000", site: returning(&problem.Problem{Status: 1000}), want: everywhere(answered(500))},
		{id: "P32", name: "204 with a body", site: site{plain: bodyTo204}, want: everywhere(untouched(204, ""))},
		{id: "P32", name: "problem of status 204", site: returning(&problem.Problem{Status: 204}), want: everywhere(answered(500))},
		{
			id: "P33", name: "200, then 500", site: site{plain: changeOfMind},
			want:  byDoor(untouched(200, "late error"), untouched(500, "late error")),
			limit: "a second status",
		},
	}
}

func choosing(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

func returning(err error) site {
	return site{failing: func(http.ResponseWriter, *http.Request) error { return err }}
}

func bodyTo204(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNoContent)
	write(w, "body")
}

func changeOfMind(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusOK)
	w.WriteHeader(http.StatusInternalServerError)
	write(w, "late error")
}

// hijackRows fail with a connection that is no longer the server's. HTTP/2 has
// none to take over.
func hijackRows() []row {
	silent := ideal{ends: closed, outcome: problem.Begun, level: slog.LevelError, stack: []string{ownFrame}}
	switched := silent
	switched.status = http.StatusSwitchingProtocols
	return []row{
		{
			id: "P35", name: "hijacked, nothing written", site: site{plain: hijack("")}, want: byProto(silent, panicked()),
			limit: "the connection is the handler's: recorded only", check: checkNothingWritten,
		},
		{
			id: "P36", name: "hijacked, 101 written", want: byProto(switched, panicked()),
			site:  site{plain: hijack("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")},
			limit: "the connection is the handler's: recorded only",
		},
	}
}

// checkNothingWritten: the client has seen the end of the connection, and not a
// byte before it.
func checkNothingWritten(t *testing.T, r *result) {
	t.Helper()
	if r.proto == wiretest.HTTP1 {
		assert.ErrorIs(t, r.answer.Err, io.EOF)
	}
}

func hijack(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		benchOf(r).take(conn)
		write(conn, text)
		panic(canaryValue)
	}
}
