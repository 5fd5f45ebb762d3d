package problem_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

func TestViolationJSON(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]problem.Violation{
		`{"detail":""}`: {},
		`{"detail":"must be \u003c 9","pointer":"#/a"}`:                                             {Detail: "must be < 9", Pointer: "#/a"},
		`{"detail":"d","in":"query","parameter":"p"}`:                                               {Detail: "d", Parameter: "p", In: problem.InQuery},
		`{"detail":"d","pointer":"#","in":"body","parameter":"p","code":"c"}`:                       {Detail: "d", Pointer: "#", Parameter: "p", In: problem.InBody, Code: "c"},
		`{"detail":"` + strings.Repeat("x", 4096) + `","code":"` + strings.Repeat("c", 4096) + `"}`: {Detail: strings.Repeat("x", 5000), Code: strings.Repeat("c", 5000)},
	} {
		text, err := json.Marshal(v)
		require.NoError(t, err)
		assert.Equal(t, want, string(text))
		assert.Contains(t, encoded(t, problem.BadRequest.New(problem.Violations(v))), `"errors":[`+want+`]`)
		assert.Contains(t, encoded(t, problem.BadRequest.New(problem.With("own", []problem.Violation{v}))), `"own":[`+want+`]`)
		assert.Contains(t, encoded(t, problem.BadRequest.New(problem.With("own", v))), `"own":`+want)
	}
}

func numbered(n int) []problem.Violation {
	vs := make([]problem.Violation, n)
	for i := range vs {
		vs[i] = problem.Violation{Detail: fmt.Sprint(i)}
	}
	return vs
}

func TestViolationsAreCounted(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		opts       []problem.Option
		kept, left int
	}{
		"none": {[]problem.Option{problem.Violations()}, 0, 0}, "one": {[]problem.Option{problem.Violations(numbered(1)...)}, 1, 0},
		"100": {[]problem.Option{problem.Violations(numbered(100)...)}, 100, 0}, "101": {[]problem.Option{problem.Violations(numbered(101)...)}, 100, 1},
		"thousands": {[]problem.Option{problem.Violations(numbered(5000)...)}, 100, 4900},
		"in turn":   {[]problem.Option{problem.Violations(numbered(60)...), problem.Violations(numbered(60)...), problem.Violations(numbered(60)...)}, 100, 80},
		"replaced":  {[]problem.Option{problem.With("errors", "other"), problem.Violations(numbered(2)...)}, 2, 0},
	} {
		p := problem.BadRequest.New(row.opts...)
		var document struct {
			Errors  []struct{ Detail string }
			Omitted int `json:"errors_omitted"`
		}
		require.NoError(t, json.Unmarshal([]byte(encoded(t, p)), &document))
		assert.Len(t, document.Errors, row.kept, name)
		assert.Equal(t, row.left, document.Omitted, name)
		_, has := p.Member("errors_omitted")
		assert.Equal(t, row.left > 0, has, name)
	}
}

// Long names that a client chose must not cost the whole list.
func TestViolationsFitIntoTheDocument(t *testing.T) {
	t.Parallel()
	long := problem.Violation{Detail: strings.Repeat("<", 300), Pointer: problem.Pointer(strings.Repeat("x", 500))}
	vs := make([]problem.Violation, 100)
	for i := range vs {
		vs[i] = long
	}
	p := problem.BadRequest.New(problem.Violations(vs...))
	kept, _ := p.Member("errors")
	omitted, _ := p.Member("errors_omitted")
	assert.Len(t, kept, 100-omitted.(int))
	assert.InDelta(t, 13, len(kept.([]problem.Violation)), 2, "32 KiB of them")
	assert.Contains(t, encoded(t, p), `"errors":[{"detail":"`)
	worst := problem.Violation{Detail: strings.Repeat("<", 4<<10), Parameter: strings.Repeat("<", 4<<10)}
	assert.Contains(t, encoded(t, problem.BadRequest.New(problem.Violations(worst, worst))), `"errors":[],"errors_omitted":2}`)
}

func TestViolationsAreCopied(t *testing.T) {
	t.Parallel()
	vs := numbered(2)
	p := problem.BadRequest.New(problem.Violations(vs...))
	vs[0].Detail = "changed"
	assert.NotContains(t, encoded(t, p), "changed")
}
