package faults_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

var (
	noMap     map[string]int
	noPointer *ownError
	noList    []int
)

func doing(f func()) site { return site{plain: func(http.ResponseWriter, *http.Request) { f() }} }

// panicRows are panics with usual values before anything was written.
func panicRows() []row {
	return []row{
		{id: "P01", name: "text", site: doing(func() { panic(canaryValue) }), want: everywhere(panicked())},
		{id: "P02", name: "error", site: doing(func() { panic(&ownError{canaryValue}) }), want: everywhere(panicked())},
		{
			id: "P02", name: "problem", site: doing(func() { panic(problem.Conflict.New(problem.Cause(errForeign))) }),
			want: everywhere(answered(409).at(ownFrame)),
		},
		{id: "P03", name: "wrapped error", site: doing(func() { panic(fmt.Errorf("load: %w", errForeign)) }), want: everywhere(panicked())},
		{id: "P04", name: "nil map", site: doing(func() { noMap[canaryValue] = 1 }), want: everywhere(panicked())}, //nolint:staticcheck // it is the point
		{id: "P05", name: "nil pointer", site: doing(func() { noPointer.text = canaryValue }), want: everywhere(panicked())},
		{id: "P06", name: "index", site: doing(func() { noList[len(canaryValue)] = 1 }), want: everywhere(panicked())},
		{id: "P07", name: "nil", site: doing(func() { panic(nil) }), want: everywhere(panicked())}, //nolint:govet // it is the point
		{id: "P08", name: "abort", site: doing(func() { panic(http.ErrAbortHandler) }), want: everywhere(aborted())},
		{
			id: "P02", name: "type", site: doing(func() { panic(problem.Gone) }), want: everywhere(answered(410).at(ownFrame)),
		},
		{
			id: "P02", name: "returned by a panicking defer", site: doing(func() { defer func() { panic(problem.Gone) }(); panic(canaryValue) }),
			want: everywhere(answered(410).at(ownFrame)),
		},
		{
			id: "P08", name: "abort in c.Errors", want: everywhere(aborted()),
			site: onGin(func(c *gin.Context) { _ = c.Error(http.ErrAbortHandler); c.String(http.StatusOK, "x") }),
		},
		{
			id: "P09", name: "wrapped abort in c.Errors", want: everywhere(aborted()), check: checkBareAbort,
			site: onGin(func(c *gin.Context) { _ = c.Error(fmt.Errorf("proxy: %w", http.ErrAbortHandler)) }),
		},
		{
			id: "P09", name: "wrapped abort", site: doing(func() { panic(fmt.Errorf("%s: %w", canaryValue, http.ErrAbortHandler)) }),
			want: everywhere(aborted()), check: checkBareAbort,
		},
	}
}

// checkBareAbort: net/http knows the sentinel by identity, and logs a stack for
// anything else.
func checkBareAbort(t *testing.T, r *result) {
	t.Helper()
	assert.Equal(t, []any{http.ErrAbortHandler}, r.quiet(t))
}

// explosiveRows are values that are hostile to whoever looks at them.
func explosiveRows() []row {
	return []row{
		{id: "P11", name: "Error panics", site: doing(func() { panic(badError{canaryValue}) }), want: everywhere(panicked())},
		{id: "P12", name: "Is panics", site: doing(func() { panic(badIs{canaryValue}) }), want: everywhere(panicked())},
		{
			id: "P12", name: "Is panics under rules", site: doing(func() { panic(badIs{canaryValue}) }), want: everywhere(panicked()),
			config: problem.Config{Rules: []problem.Rule{problem.Match(errors.ErrUnsupported, problem.Gone)}},
		},
		{id: "P12", name: "As panics", site: doing(func() { panic(badAs{canaryValue}) }), want: everywhere(panicked())},
		{id: "P12", name: "Unwrap panics", site: doing(func() { panic(badUnwrap{canaryValue}) }), want: everywhere(panicked())},
		{id: "P12", name: "Unwrap of many panics", site: doing(func() { panic(badBranches{canaryValue}) }), want: everywhere(panicked())},
		{id: "P12", name: "Unwrap returns itself", site: doing(func() { panic(selfWrapped{}) }), want: everywhere(panicked())},
		{id: "P13", name: "String panics", site: doing(func() { panic(badText(canaryValue)) }), want: everywhere(panicked())},
		{id: "P13", name: "Format panics", site: doing(func() { panic(badFormat{canaryValue}) }), want: everywhere(panicked())},
		{id: "P14", name: "typed nil", site: doing(func() { panic((*ownError)(nil)) }), want: everywhere(panicked())},
		{id: "P15", name: "10 MB", site: doing(func() { panic(megabytes(10)) }), want: everywhere(panicked()), check: checkBounded},
		{id: "P15", name: "10 MB of error", site: doing(func() { panic(errors.New(megabytes(10))) }), want: everywhere(panicked()), check: checkBounded},
		{id: "P15", name: "10 MB of String", site: doing(func() { panic(longText(10)) }), want: everywhere(panicked()), check: checkBounded},
		{id: "P15", name: "10 MB of Error", site: doing(func() { panic(longError(10)) }), want: everywhere(panicked()), check: checkBounded},
		{id: "P15", name: "10 MB of Format", site: doing(func() { panic(longFormat(10)) }), want: everywhere(panicked()), check: checkBounded},
		{id: "P16", name: "control characters", site: doing(func() { panic(forged) }), want: everywhere(panicked()), check: checkEscaped},
		{id: "P16", name: "control characters in an error", site: doing(func() { panic(errors.New(forged)) }), want: everywhere(panicked()), check: checkEscaped},
	}
}

// forged would make a line of its own, and turn the terminal red.
const forged = canaryValue + "\r\ntime=2026-01-01 level=INFO msg=\"all is well\"\x1b[31m\u202e\x00"

// checkBounded: 1 KiB is the bound of every text in a record.
func checkBounded(t *testing.T, r *result) {
	t.Helper()
	assert.LessOrEqual(t, len(attr(r, "cause")), 1<<10)
	assert.LessOrEqual(t, len(r.record.Panic.Error()), 2<<10)
}

// checkEscaped: no encoder of a log is trusted with the characters.
func checkEscaped(t *testing.T, r *result) {
	t.Helper()
	assert.Contains(t, attr(r, "cause"), `\u000d\u000atime=2026-01-01`)
	assert.Contains(t, attr(r, "cause"), `\u001b[31m\u202e\u0000`)
}

// attr is the text of an attribute of the record.
func attr(r *result, key string) string {
	for _, a := range r.record.Attrs() {
		if a.Key == key {
			return a.Value.String()
		}
	}
	return ""
}

// foreignValueRows are errors of other connections, which say nothing about the
// client, and the secrets of a request, which come with every row.
func foreignValueRows() []row {
	return []row{
		{id: "P46", name: "upstream reset", site: doing(func() { panic(upstreamReset()) }), want: everywhere(panicked())},
		{id: "P47", name: "pipe of a process", site: doing(func() { panic(brokenPipe()) }), want: everywhere(panicked())},
		{id: "P48", name: "secrets in the request", site: doing(func() { panic("late") }), want: everywhere(panicked()), check: checkNoRequest},
		{id: "P49", name: "secrets, broken pipe", site: doing(func() { panic(fmt.Errorf("x: %w", brokenPipe())) }), want: everywhere(panicked()), check: checkNoRequest},
	}
}

// checkNoRequest looks at the logs once more, for what the canaries stand for.
func checkNoRequest(t *testing.T, r *result) {
	t.Helper()
	for _, line := range append(r.logs.slog.lines(), r.logs.zap.lines()...) {
		assert.NotContains(t, line, "token=")
		assert.NotContains(t, line, "Bearer")
	}
}
