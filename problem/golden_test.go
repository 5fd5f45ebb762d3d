package problem_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// go test ./problem -update writes the recorded answers anew.
var update = flag.Bool("update", false, "write the files under testdata/golden anew")

// golden compares a JSON text with its recorded form, which is indented for
// those who read it. The order of the members counts.
func golden(t *testing.T, name, text string) {
	t.Helper()
	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, []byte(text), "", "\t"))
	indented.WriteByte('\n')
	path := filepath.Join("testdata", "golden", name+".json")
	if *update {
		require.NoError(t, os.WriteFile(path, indented.Bytes(), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "a new one: go test ./problem -update")
	assert.Equal(t, string(want), indented.String(), "%s: if the change is meant, go test ./problem -update", path)
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for name, p := range goldenProblems() {
		golden(t, name, encoded(t, p))
	}
	files, err := filepath.Glob("testdata/golden/document-*.json")
	require.NoError(t, err)
	assert.Len(t, files, len(goldenProblems()), "no file without a test")
}

func goldenProblems() map[string]*problem.Problem {
	type quota struct {
		Limit    int            `json:"limit"`
		ResetsAt time.Time      `json:"resets_at,omitzero"`
		Used     map[string]int `json:"used"`
		Plan     *string        `json:"plan"`
		Account  uint64         `json:"account,string"`
		Note     string         `json:"note,omitempty"`
	}
	overQuota := problem.NewTypeOf[quota]("https://api.example.com/problems/over-quota", "Over quota", 429)
	locked := problem.NewType("urn:example:problem:locked", "Locked", 423)
	return map[string]*problem.Problem{
		"document-not-found":      problem.NotFound.New(),
		"document-detail":         problem.Conflict.New(problem.Detail("The order was changed by somebody else."), problem.Instance("/orders/8812")),
		"document-zero":           {},
		"document-literal":        {Type: "/problems/teapot", Title: "Teapot", Status: 418},
		"document-members":        outOfCredit().New(credit{30, 50}, problem.Detail("Your balance is 30, but that costs 50.")),
		"document-omitted":        overQuota.New(quota{Limit: 10, Used: map[string]int{"today": 11, "all": 12}, Account: 1<<53 + 1}),
		"document-complete":       overQuota.New(quota{ResetsAt: time.Date(2026, 3, 9, 8, 5, 3, 0, time.UTC), Account: 7, Note: "n"}),
		"document-named-members":  locked.New(problem.With("by", "somebody"), problem.With("since", nil), problem.With("by", []string{"a", "b"})),
		"document-escapes":        problem.BadRequest.New(problem.Detail("<b>\"quoted\"</b> & \\ \n\t\x00\x7f\u2028 é 😀 \xff")),
		"document-unsendable":     problem.BadRequest.New(problem.With("f", func() {}), problem.With("status", 200), problem.With("kept", true)),
		"document-violations":     problem.Invalid(exampleViolations()...),
		"document-too-many":       problem.UnprocessableContent.New(problem.Violations(numbered(102)...)),
		"document-nested":         problem.BadGateway.New(problem.With("upstream", problem.Gone.New(problem.Detail("Away.")))),
		"document-header-is-none": problem.Unauthorized.New(problem.Challenges(problem.Basic{}), problem.RetryAfter(time.Second), problem.Cause(problem.Gone)),
	}
}

func exampleViolations() []problem.Violation {
	return []problem.Violation{
		{Detail: "must be a positive integer", Pointer: problem.Pointer("items", problem.Index(0), "qty"), Code: "min"},
		{Detail: "must be one of red, green", Parameter: "color", In: problem.InQuery, Code: "one_of"},
	}
}
