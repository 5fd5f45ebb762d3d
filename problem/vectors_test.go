package problem_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// vector is one case of testdata/vectors.json: what goes in, and what the
// specifications demand of what comes out.
type vector struct {
	ID, Group, Level, Title string
	In, Expect              json.RawMessage
}

func TestVectors(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/vectors.json")
	require.NoError(t, err)
	var all struct {
		Count   int
		Vectors []vector
	}
	require.NoError(t, json.Unmarshal(text, &all))
	require.Len(t, all.Vectors, all.Count)
	checks := map[string]func(*testing.T, vector){
		"encode": checkEncode, "pointer": checkPointer, "status": checkStatus, "challenge": checkChallenge, "retry_after": checkRetryAfter,
	}
	for _, v := range all.Vectors {
		t.Run(v.ID, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, checks, v.Group)
			checks[v.Group](t, v)
		})
	}
}

// read decodes without rounding numbers; "9007199254740993" stays what it is.
func read(t *testing.T, raw []byte, into any) {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.UseNumber()
	require.NoError(t, dec.Decode(into), "%s", raw)
}

type encodeCase struct {
	Members struct {
		Type, Title, Detail, Instance string
		Status                        int
	}
	Extensions map[string]any
}

func (c encodeCase) problem() *problem.Problem {
	p := &problem.Problem{
		Type: c.Members.Type, Title: c.Members.Title, Status: c.Members.Status, Detail: c.Members.Detail, Instance: c.Members.Instance,
	}
	for name, value := range c.Extensions {
		p.Apply(problem.With(name, unwrapped(value)))
	}
	return p
}

// unwrapped resolves the one wrapper that these vectors use.
func unwrapped(value any) any {
	if object, ok := value.(map[string]any); ok && len(object) == 1 && object["$num"] != nil {
		return json.Number(object["$num"].(string))
	}
	return value
}

func checkEncode(t *testing.T, v vector) {
	var in encodeCase
	var want struct {
		Body, Optional map[string]any
		Exact          bool
		Absent, Raw    []string
	}
	read(t, v.In, &in)
	read(t, v.Expect, &want)
	text := encoded(t, in.problem())
	var got map[string]any
	read(t, []byte(text), &got)
	if got["type"] == "about:blank" {
		delete(got, "type")
	}
	for name, value := range want.Body {
		assert.Equal(t, normal(unwrapped(value)), normal(got[name]), "%s: %s", v.Title, name)
		assert.Contains(t, got, name)
	}
	for name, value := range got {
		if _, listed := want.Body[name]; !listed && want.Exact {
			assert.Equal(t, normal(want.Optional[name]), normal(value), "%s: %s", v.Title, name)
		}
	}
	for _, name := range want.Absent {
		assert.NotContains(t, got, name)
	}
	if assert.Contains(t, got, "status") {
		assert.IsType(t, json.Number(""), got["status"], "the status is a number")
	}
}

func checkPointer(t *testing.T, v vector) {
	var in struct{ Tokens []any }
	var want struct{ Fragment string }
	read(t, v.In, &in)
	read(t, v.Expect, &want)
	var tokens []string
	for _, token := range in.Tokens {
		tokens = append(tokens, fmt.Sprint(token))
	}
	assert.Equal(t, want.Fragment, problem.Pointer(tokens...), v.Title)
}

func checkStatus(t *testing.T, v vector) {
	var in struct{ Code int }
	var want struct {
		Valid        *bool
		Class        int
		Title        *string
		TitleNot     []string `json:"title_not"`
		MustNotStore bool     `json:"must_not_store"`
		Required     []string `json:"required_headers"`
	}
	read(t, v.In, &in)
	read(t, v.Expect, &want)
	if want.Valid == nil && want.Class < 4 {
		t.Skipf("%d is the status of no error: a problem is never sent with it", in.Code)
	}
	kind := problem.OfStatus(in.Code)
	if want.Valid != nil {
		assert.Equal(t, problem.InternalServerError, kind, v.Title)
		return
	}
	if want.Title != nil {
		assert.Equal(t, *want.Title, kind.Title())
	}
	assert.NotContains(t, want.TitleNot, kind.Title())
	assert.Equal(t, want.Class, kind.Status()/100)
	p := kind.New(problem.Header("Cache-Control", "max-age=60"), problem.Upgrade("h2c"))
	answer, _ := answered(t, p)
	assert.Equal(t, in.Code, answer.Code)
	assert.Equal(t, want.MustNotStore, answer.Header().Get("Cache-Control") == "no-store")
	for _, name := range want.Required {
		assert.Contains(t, answer.Header(), http.CanonicalHeaderKey(name), v.Title)
	}
}

func checkRetryAfter(t *testing.T, v vector) {
	var in struct {
		Delay *int64 `json:"delay_ms"`
		At    string
	}
	var want struct {
		Value    *string
		ValueAny []*string `json:"value_any"`
	}
	read(t, v.In, &in)
	read(t, v.Expect, &want)
	option := problem.Option{}
	if in.Delay != nil {
		option = problem.RetryAfter(time.Duration(*in.Delay) * time.Millisecond)
	} else {
		at, err := time.Parse(time.RFC3339, in.At)
		require.NoError(t, err)
		option = problem.RetryAt(at)
	}
	got := problem.TooManyRequests.New(option).Header().Get("Retry-After")
	for _, allowed := range append(want.ValueAny, want.Value) {
		if allowed != nil && *allowed == got {
			return
		}
	}
	t.Errorf("%s: %q", v.Title, got)
}

type challengeCase struct {
	Situation, Scheme, Realm string
	Scope                    []string
	Description              string `json:"error_description"`
	Schemes                  []struct{ Scheme, Realm string }
}

func (c challengeCase) challenges() (cs []problem.Challenge) {
	for _, each := range append(c.Schemes, struct{ Scheme, Realm string }{c.Scheme, c.Realm}) {
		switch {
		case each.Scheme == "Basic":
			cs = append(cs, problem.Basic{Realm: each.Realm})
		case c.Situation == "no_credentials" && each.Scheme != "":
			cs = append(cs, problem.Bearer{Realm: each.Realm})
		case each.Scheme != "":
			cs = append(cs, problem.Bearer{Realm: each.Realm, Scope: strings.Join(c.Scope, " "), Error: c.Situation, Description: c.Description})
		}
	}
	return cs
}

func checkChallenge(t *testing.T, v vector) {
	var in challengeCase
	var want struct {
		Status     int
		StatusAny  []any `json:"status_any"`
		Challenges []struct {
			Scheme string
			Params map[string]string
			Absent []string
		}
		RawContains  []string          `json:"raw_contains"`
		RawForbidden []string          `json:"raw_forbidden"`
		Charset      map[string]string `json:"param_charset"`
	}
	read(t, v.In, &in)
	read(t, v.Expect, &want)
	answer, _ := answered(t, problem.OfStatus(want.Status).New(problem.Challenges(in.challenges()...)))
	assert.Equal(t, want.Status, answer.Code)
	lines := answer.Header().Values("Www-Authenticate")
	require.Len(t, lines, len(want.Challenges), v.Title)
	for i, challenge := range want.Challenges {
		scheme, params := parseChallenge(t, lines[i])
		assert.Equal(t, challenge.Scheme, scheme)
		assert.Subset(t, params, challenge.Params, v.Title)
		for _, name := range challenge.Absent {
			assert.NotContains(t, params, name)
		}
		for name, charset := range want.Charset {
			assert.Regexp(t, regexp.MustCompile(charset), params[name])
		}
	}
	for _, words := range want.RawContains {
		assert.Contains(t, strings.Join(lines, "\n"), words)
	}
	for _, words := range want.RawForbidden {
		assert.NotContains(t, strings.Join(lines, "\n"), words)
	}
}
