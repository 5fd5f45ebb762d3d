package problem_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

func TestMembers(t *testing.T) {
	t.Parallel()
	p := outOfCredit().New(credit{30, 50}, problem.With("b", 1), problem.With("a", nil), problem.With("b", 2), problem.With("cost", 9))
	var names []string
	for name := range p.Members() {
		names = append(names, name)
	}
	assert.Equal(t, []string{"balance", "cost", "b", "a"}, names, "fields first; the first place of a name counts")
	assert.Equal(t, map[string]any{"balance": 30, "cost": 9, "b": 2, "a": nil}, maps.Collect(p.Members()), "the last value counts")
	for range p.Members() {
		break
	}
	for range problem.Gone.New(problem.With("a", 1), problem.With("b", 1)).Members() {
		break
	}
}

func TestMember(t *testing.T) {
	t.Parallel()
	p := outOfCredit().New(credit{30, 50}, problem.With("nil", nil))
	for name, want := range map[string]any{"balance": 30, "cost": 50, "nil": nil} {
		value, ok := p.Member(name)
		assert.True(t, ok, name)
		assert.Equal(t, want, value, name)
	}
	for _, name := range []string{"Balance", "type", "status", "", "trace_id"} {
		_, ok := p.Member(name)
		assert.False(t, ok, name)
	}
}

func TestOmittedFieldIsNoMember(t *testing.T) {
	t.Parallel()
	type optional struct {
		Left  int `json:"left,omitempty"`
		Right int `json:"right"`
	}
	p := problem.NewTypeOf[optional](creditURI, "T", 400).New(optional{})
	_, ok := p.Member("left")
	assert.False(t, ok)
	p.Apply(problem.With("left", 0))
	assert.Contains(t, encoded(t, p), `"left":0,"right":0}`, "set by name it is sent, in its place")
}

// Copies of a problem share lists, and must not see each other's members.
func TestCopiesAreIndependent(t *testing.T) {
	t.Parallel()
	base := problem.Gone.New(problem.With("a", 1), problem.Header("X-A", "1"), problem.Violations(problem.Violation{Detail: "one"}))
	before := encoded(t, base)
	one, other := *base, *base
	one.Apply(problem.With("a", 2), problem.With("b", 3), problem.Header("X-A", "2"), problem.Violations(problem.Violation{Detail: "two"}))
	other.Apply(problem.With("c", 4), problem.Header("X-B", "2"), problem.Violations(problem.Violation{Detail: "three"}))
	assert.Equal(t, before, encoded(t, base))
	assert.Equal(t, "1", base.Header().Get("X-A"))
	assert.Contains(t, encoded(t, &one), `"a":2,"errors":[{"detail":"one"},{"detail":"two"}],"b":3}`)
	assert.Contains(t, encoded(t, &other), `"a":1,"errors":[{"detail":"one"},{"detail":"three"}],"c":4}`)
	assert.Equal(t, "1", other.Header().Get("X-A"))
}
