package faults_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// ownFrame begins the names of the functions of this package. It is the first
// frame, unless the value was caught in between and thrown anew.
const (
	ownFrame   = "faults_test."
	thrownAnew = ""
)

// ideal is how a fault should end.
type ideal struct {
	status   int             // of the answer; 0: there is none
	document bool            // the body is a problem document,
	body     string          // or this
	cut      bool            // the client sees that the answer is not whole
	ends     connectionEnd   // what becomes of an HTTP/1.1 connection
	outcome  problem.Outcome // of the only record; "": there is no record
	recorded int             // the status in it
	level    slog.Level      // its level
	stack    []string        // beginnings of functions in its stack, the first of the first; nil: it has none
}

type connectionEnd int

const (
	kept    connectionEnd = iota
	closed                // not usable afterwards
	unknown               // the server decides by what is left of the request
)

// answered is a document and a record.
func answered(status int) ideal {
	i := ideal{status: status, document: true, outcome: problem.Answered, recorded: status, level: slog.LevelInfo}
	if status >= 500 {
		i.level = slog.LevelError
	}
	return i
}

// panicked is a 500 whose record shows where it happened.
func panicked() ideal { return answered(http.StatusInternalServerError).at(ownFrame) }

// torn is a part of a success, visibly cut, with a record.
func torn(body string) ideal {
	return ideal{
		status: http.StatusOK, body: body, cut: true, ends: closed,
		outcome: problem.Begun, recorded: http.StatusOK, level: slog.LevelError, stack: []string{ownFrame},
	}
}

// aborted is no answer and no record: somebody wanted it so.
func aborted() ideal { return ideal{ends: closed} }

// hungUp is a client that has gone: no stack, and nothing to worry about.
func hungUp() ideal {
	return ideal{ends: closed, outcome: problem.ClientGone, recorded: 499, level: slog.LevelDebug}
}

// untouched is the handler's own answer, without a record.
func untouched(status int, body string) ideal { return ideal{status: status, body: body} }

func (i ideal) at(frames ...string) ideal      { i.stack = frames; return i }
func (i ideal) ending(end connectionEnd) ideal { i.ends = end; return i }

// result is what one request has come to.
type result struct {
	*bench
	setting
	method  string
	answer  *wiretest.Answer
	members map[string]any  // of the document
	record  *problem.Record // nil: none
}

// document checks RFC 9457 and what every document promises besides.
func (r *result) checkDocument(t *testing.T) {
	t.Helper()
	h := r.answer.Header
	assert.Equal(t, []string{"application/problem+json"}, h["Content-Type"])
	assert.Equal(t, []string{"no-store"}, h["Cache-Control"])
	assert.Equal(t, []string{"nosniff"}, h["X-Content-Type-Options"])
	assert.True(t, h.Get("Content-Length") != "" || h.Get("Content-Encoding") != "", "the length is told")
	if r.method == http.MethodHead {
		assert.Empty(t, r.answer.Body)
		return
	}
	require.NoError(t, json.Unmarshal(r.answer.Body, &r.members), "%s", r.answer.Body)
	assert.EqualValues(t, r.answer.Status, r.members["status"])
	assert.NotEmpty(t, r.members["type"])
	assert.NotEmpty(t, r.members["title"])
}

func (r *result) checkAnswer(t *testing.T, want ideal) {
	t.Helper()
	assertNoCanary(t, r.answer)
	if want.status == 0 {
		assert.True(t, r.answer.Err != nil || r.answer.Cut, "there is an answer: %d %q", r.answer.Status, r.answer.Body)
		return
	}
	require.NoError(t, r.answer.Err)
	assert.Equal(t, want.status, r.answer.Status)
	assert.Equal(t, want.cut, r.answer.Cut, "cut")
	if want.document {
		r.checkDocument(t)
	} else {
		assert.Equal(t, want.body, string(r.answer.Body))
	}
}

func assertNoCanary(t *testing.T, a *wiretest.Answer) {
	t.Helper()
	assert.NotContains(t, string(a.Body), canary)
	for name, values := range a.Header {
		assert.NotContains(t, name+strings.Join(values, " "), canary)
	}
}

func (r *result) checkRecord(t *testing.T, want ideal) {
	t.Helper()
	if want.outcome == "" {
		assert.Nil(t, r.record)
		return
	}
	require.NotNil(t, r.record)
	assert.Equal(t, want.outcome, r.record.Outcome)
	assert.Equal(t, want.recorded, r.record.Status)
	assert.Equal(t, want.level, r.record.Level)
	if want.document && r.members != nil {
		assert.Equal(t, r.members["trace_id"], r.record.TraceID)
	}
	r.checkStack(t, want.stack)
}

func (r *result) checkStack(t *testing.T, want []string) {
	t.Helper()
	if want == nil {
		assert.Nil(t, r.record.Panic)
		return
	}
	require.NotNil(t, r.record.Panic)
	stack := r.record.Panic.Stack()
	require.NotEmpty(t, stack)
	assert.True(t, strings.HasPrefix(stack[0], want[0]), "%q", stack)
	for _, frame := range want {
		assert.True(t, slices.ContainsFunc(stack, func(s string) bool { return strings.HasPrefix(s, frame) }), "%q", stack)
	}
}

// checkConnection sends a second request. A connection of HTTP/2 outlives all of
// its streams.
func (r *result) checkConnection(t *testing.T, want ideal) {
	t.Helper()
	second := r.Do(t, http.MethodGet, "/ok")
	if second.Err != nil && r.proto == wiretest.HTTP1 && want.ends != kept {
		second = r.Do(t, http.MethodGet, "/ok") // the client had not heard of the end yet
	}
	require.NoError(t, second.Err)
	assert.Equal(t, http.StatusOK, second.Status)
	assert.Equal(t, "fine", string(second.Body))
	if r.proto == wiretest.HTTP1 && want.ends == unknown {
		return
	}
	assert.Equal(t, r.proto == wiretest.HTTP2 || want.ends == kept, second.Reused, "the connection is usable")
}
