package problem_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// droppedBy returns what was noted about a problem before it is sent.
func droppedBy(p *problem.Problem) []string { return droppedOf(problem.Record{Problem: p}) }

func TestOptionsApplyInOrder(t *testing.T) {
	t.Parallel()
	cause := errors.New("cause")
	p := problem.Conflict.New(problem.Option{}, problem.Detail("one"), problem.Detail("%s two"), problem.Cause(cause),
		problem.Instance("/a"), problem.Instance("/b"), problem.Header("X-A", "1"), problem.Header("x-a", "2"))
	assert.Equal(t, "%s two", p.Detail)
	assert.Equal(t, "/b", p.Instance)
	assert.Equal(t, map[string][]string{"X-A": {"2"}}, map[string][]string(p.Header()))
	require.ErrorIs(t, p, cause)
	p.Apply()
	p.Apply(problem.Detail(""), problem.Cause(nil))
	assert.Empty(t, p.Detail)
	assert.NoError(t, p.Unwrap())
	assert.Empty(t, droppedBy(p))
}

func TestCause(t *testing.T) {
	t.Parallel()
	secret := errors.New("dial 10.0.0.7: refused")
	p := problem.BadGateway.New(problem.Cause(fmt.Errorf("upstream: %w", secret)))
	require.ErrorIs(t, p, secret)
	assert.NotContains(t, encoded(t, p), "10.0.0.7", "a cause is never sent")
	assert.NotContains(t, p.Error(), "10.0.0.7")
	p.Apply(problem.Cause(p))
	assert.NotErrorIs(t, p, errors.New("other"), "an error that causes itself would turn errors.Is into a loop")
	require.ErrorIs(t, p, secret, "the cause before stays")
}

func TestWith(t *testing.T) {
	t.Parallel()
	p := problem.Gone.New(problem.With("a", 1), problem.With("b", 2), problem.With("a", 3), problem.With("c\xff", 4), problem.With("c\xfe", 5))
	assert.Equal(t, `{"type":"about:blank","title":"Gone","status":410,"a":3,"b":2,"c`+"\uFFFD"+`":5}`, encoded(t, p),
		"the last value in the first place, and names that look the same are the same")
}

// Standard members are safe from members, whatever the case: many clients decode
// without regard to it.
func TestWithReservedNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"type", "Type", "TITLE", "status", "sTaTuS", "ſtatus", "detail", "Detail", "instance", "INSTANCE", ""} {
		p := problem.Gone.New(problem.With(name, 200), problem.With("status_code", 1))
		assert.Equal(t, `{"type":"about:blank","title":"Gone","status":410,"status_code":1}`, encoded(t, p), name)
		assert.Equal(t, []string{"member " + name + ": the name is reserved"}, droppedBy(p))
		_, ok := p.Member(name)
		assert.False(t, ok, name)
	}
}

func TestInstance(t *testing.T) {
	t.Parallel()
	for uri, reason := range map[string]string{
		"urn:uuid:0": "", "/orders/1?x=%20#y": "", "https://api.example.com/log/7": "",
		"javascript:alert(1)": "scheme", "a b": "byte 0x20", "": "is empty", "/\r\nSet-Cookie:x": "byte 0x0d",
		"/" + strings.Repeat("x", 2<<10): "use at most 2048", "/%": "no URI reference",
	} {
		p := problem.Gone.New(problem.Instance("/before"), problem.Instance(uri))
		if reason == "" {
			assert.Equal(t, uri, p.Instance)
			assert.Empty(t, droppedBy(p), uri)
			continue
		}
		assert.Equal(t, "/before", p.Instance, uri)
		require.Len(t, droppedBy(p), 1, uri)
		assert.Contains(t, droppedBy(p)[0], reason)
		assert.NotContains(t, encoded(t, &problem.Problem{Status: 400, Instance: uri}), "instance", "not from a literal either: %s", uri)
	}
}

func TestNotesAreFitForLogs(t *testing.T) {
	t.Parallel()
	p := problem.Gone.New(problem.Header("evil\nname", "x"), problem.With("", 1), problem.Header(strings.Repeat("é", 5000), "x"))
	notes := droppedBy(p)
	require.Len(t, notes, 3)
	assert.Equal(t, `header evil\u000aname: not a field that a problem can send`, notes[0])
	assert.LessOrEqual(t, len(notes[2]), 1<<10)
}

func TestConceal(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		option problem.Option
		status int
	}{
		"bare": {problem.Conceal(), 404}, "stand-in": {problem.ConcealAs(problem.Unauthorized), 401},
		"nil": {problem.ConcealAs(nil), 404}, "with members": {problem.ConcealAs(outOfCredit()), 403},
	} {
		answer, _ := answered(t, problem.Gone.New(problem.Detail("secret"), problem.With("secret", 1), problem.Header("X-Secret", "1"), row.option))
		assert.Equal(t, row.status, answer.Code, name)
		assert.NotContains(t, answer.Body.String(), "secret", name)
		assert.Empty(t, answer.Header().Get("X-Secret"), name)
	}
}

func TestInvalid(t *testing.T) {
	t.Parallel()
	p := problem.Invalid(problem.Violation{Detail: "must be there", Pointer: problem.Pointer("name")})
	assert.Equal(t, `{"type":"about:blank","title":"Bad Request","status":400,"errors":[{"detail":"must be there","pointer":"#/name"}]}`, encoded(t, p))
	assert.ErrorIs(t, p, problem.BadRequest)
	assert.Equal(t, `{"type":"about:blank","title":"Bad Request","status":400}`, encoded(t, problem.Invalid()))
}

// Whatever data says, no option panics, and what is left can be sent.
func FuzzOptions(f *testing.F) {
	f.Add("X-A", "value", int64(1))
	f.Add("Bad Name\r\n", "\x00\x7f", int64(-1))
	f.Fuzz(func(t *testing.T, name, text string, n int64) {
		p := problem.BadRequest.New(problem.Detail(text), problem.With(name, text), problem.Instance(text), problem.Header(name, text),
			problem.Allow(name, text), problem.Accept(name, text), problem.AcceptCodings(text), problem.Upgrade(name, text),
			problem.RangeLength(n), problem.BlockedBy(text), problem.Challenges(problem.Bearer{Realm: name, Scope: text}),
			problem.Violations(problem.Violation{Detail: text, Pointer: problem.Pointer(name)}))
		encoded(t, p)
		for field, values := range p.Header() {
			for _, value := range values {
				sendable(t, field, value)
			}
		}
		for _, note := range droppedBy(p) {
			assert.Equal(t, -1, strings.IndexFunc(note, func(r rune) bool { return r < ' ' || r == 0x7f }), "%q", note)
		}
	})
}
