package problem_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

func TestLint(t *testing.T) {
	t.Parallel()
	type advisable struct {
		Fine   string `json:"fine_1"`
		Short  string `json:"id"`
		Hyphen string `json:"violated-policies"`
		NoName string `json:"1st"`
		Sigil  string `json:"$ref"`
		_      string
	}
	for name, row := range map[string]struct {
		kind problem.Kind
		want []string
	}{
		"documented":  {problem.NotFound, nil},
		"absolute":    {problem.NewType(creditURI, "T", 400), nil},
		"members":     {outOfCredit(), nil},
		"zero":        {problem.Type{}, nil},
		"path":        {problem.NewType("/problems/a:b", "T", 400), []string{`type "/problems/a:b" is relative: an absolute URI`}},
		"relative":    {problem.NewType("problems/a:b", "T", 400), []string{`type "problems/a:b" is relative to the path of the request`}},
		"query":       {problem.NewType("?p=a:b", "T", 400), []string{`type "?p=a:b" is relative to the path of the request`}},
		"501":         {problem.NotImplemented, []string{"status 501: goes out as 500 for GET and HEAD"}},
		"511":         {problem.NetworkAuthenticationRequired, []string{"status 511: is for proxies"}},
		"all at once": {problem.NewTypeOf[advisable]("/p", "T", 501), []string{"type", "status 501", `member "id"`, `member "violated-policies"`, `member "1st"`, `member "$ref"`}},
	} {
		advice := problem.Lint(row.kind)
		require.Len(t, advice, len(row.want), name)
		for i, words := range row.want {
			assert.Contains(t, advice[i], words, name)
		}
	}
}

func TestLintMember(t *testing.T) {
	t.Parallel()
	for name, words := range map[string]string{
		"balance": "", "ab1": "", "Left_2": "",
		"ab": "three or more", "a-b": "three or more", "a.b": "three or more",
		"": "can't be an XML element", "1ab": "can't be", "_ab": "can't be", "-ab": "can't be", "ä": "can't be", "a b": "can't be", "a:b": "can't be", "a$": "can't be",
		"status": "one of RFC 9457's own", "Title": "one of RFC 9457's own",
	} {
		advice := problem.LintMember(name)
		if words == "" {
			assert.Empty(t, advice, name)
			continue
		}
		require.Len(t, advice, 1, name)
		assert.Contains(t, advice[0], words)
	}
}
