package problem_test

import (
	"iter"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// own is a challenge of somebody else's.
type ownChallenge struct {
	scheme string
	params [][2]string
}

func (c ownChallenge) Scheme() string { return c.scheme }
func (c ownChallenge) Params() iter.Seq2[string, string] {
	if c.params == nil {
		return nil
	}
	return func(yield func(string, string) bool) {
		for _, param := range c.params {
			if !yield(param[0], param[1]) {
				return
			}
		}
	}
}

// challengesOf returns the field lines that are sent.
func challengesOf(cs ...problem.Challenge) []string {
	return problem.Unauthorized.New(problem.Challenges(cs...)).Header()["Www-Authenticate"]
}

func TestChallenges(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]problem.Challenge{
		`Bearer realm="api"`: problem.Bearer{},
		`Bearer realm="r", scope="a b", error="invalid_token", error_description="The token expired"`: problem.Bearer{
			Realm: "r", Scope: "a b", Error: "invalid_token", Description: "The token expired"},
		`Bearer realm="say \"hi\" \\ there"`:                               problem.Bearer{Realm: `say "hi" \ there`},
		`Bearer realm="api", scope="'a' b/c", error_description="d?'e f "`: problem.Bearer{Scope: `"a" b\c`, Description: "dé\"e\x7ff\n"},
		`Basic realm="api", charset="UTF-8"`:                               problem.Basic{},
		`Basic realm="a  b?", charset="UTF-8"`:                             problem.Basic{Realm: "a\r\nb\u2028"},
		`Negotiate`:                                                        ownChallenge{"Negotiate", nil},
		`Digest`:                                                           ownChallenge{"Digest", [][2]string{{"", "x"}, {"a b", "x"}, {"a\"", "x"}}},
		`Digest realm="r", qop="auth", empty=""`: ownChallenge{"Digest", [][2]string{
			{"realm", "r"}, {"qop", "auth"}, {"QOP", "twice"}, {"bad name", "x"}, {"empty", ""}, {"realm", "again"}}},
		`Own a="` + strings.Repeat("x", 4000) + `"`: ownChallenge{"Own", [][2]string{{"a", strings.Repeat("x", 4000)}, {"b", strings.Repeat("x", 100)}, {"c", "d"}}},
	} {
		assert.Equal(t, []string{want}, challengesOf(c), "%#v", c)
	}
}

func TestChallengesDropped(t *testing.T) {
	t.Parallel()
	for _, scheme := range []string{"", "a b", "Ä", "x\r\ny", "a,b", `"`, strings.Repeat("x", 5000)} {
		assert.Empty(t, challengesOf(ownChallenge{scheme, nil}, nil), "%.20q", scheme)
		assert.Len(t, challengesOf(ownChallenge{scheme, nil}, problem.Basic{}), 1, "the others stay")
	}
	answer, _ := answered(t, problem.Unauthorized.New(problem.Challenges()))
	assert.Equal(t, []string{`Bearer realm="api"`}, answer.Header()["Www-Authenticate"], "a 401 never goes without")
}

func TestChallengesWhereTheyBelong(t *testing.T) {
	t.Parallel()
	for status, field := range map[int]string{401: "Www-Authenticate", 403: "Www-Authenticate", 407: "Proxy-Authenticate"} {
		answer, _ := answered(t, problem.OfStatus(status).New(problem.Challenges(problem.Basic{}, problem.Bearer{})))
		assert.Equal(t, []string{`Basic realm="api", charset="UTF-8"`, `Bearer realm="api"`}, answer.Header()[field], status)
	}
}

func TestChallengeParams(t *testing.T) {
	t.Parallel()
	assert.Equal(t, map[string]string{"realm": "api", "charset": "UTF-8"}, maps.Collect(problem.Basic{}.Params()))
	full := problem.Bearer{Realm: "r", Scope: "s", Error: "e", Description: "d"}
	for stop := range 4 {
		seen := 0
		for range full.Params() {
			if seen++; seen > stop {
				break
			}
		}
		assert.Equal(t, stop+1, seen)
	}
}

// parseChallenge reads one challenge with quoted values (RFC 9110, section 11.3).
func parseChallenge(t *testing.T, line string) (scheme string, params map[string]string) {
	t.Helper()
	scheme, rest, _ := strings.Cut(line, " ")
	params = map[string]string{}
	for rest != "" {
		name, quoted, ok := strings.Cut(rest, `="`)
		require.True(t, ok, "%q", line)
		require.NotContains(t, params, strings.ToLower(name))
		end, value := 0, []byte{}
		for ; end < len(quoted) && quoted[end] != '"'; end++ {
			if quoted[end] == '\\' {
				end++
			}
			value = append(value, quoted[end])
		}
		require.Less(t, end, len(quoted), "the quotation mark at the end of %q", line)
		params[strings.ToLower(name)] = string(value)
		rest = strings.TrimPrefix(quoted[end+1:], ", ")
	}
	return scheme, params
}

func FuzzChallenge(f *testing.F) {
	f.Add("Bearer", "realm", `a "quoted" \ realm`, "scope")
	f.Add("Bearer", "realm", strings.Repeat(`"`, 3000), "scope")
	f.Add("x y", "a=b", "\r\n\x00\x7f\u0085é\xff", "")
	f.Fuzz(func(t *testing.T, scheme, name, value, other string) {
		own := ownChallenge{scheme, [][2]string{{name, value}, {other, value}, {"last", name}}}
		for _, line := range challengesOf(own, problem.Basic{Realm: value}, problem.Bearer{Realm: name, Scope: value, Error: other, Description: value}) {
			sendable(t, "Www-Authenticate", line)
			got, params := parseChallenge(t, line)
			assert.NotContains(t, got, "\t")
			if realm := params["realm"]; got == "Basic" && scheme != "Basic" && value != "" {
				kept := onlyASCII(value)
				if tooLong := 2*len(kept) > 4000 && realm == ""; !tooLong { // a value has 4 KiB, and quotes are escaped
					assert.Equal(t, kept, realm, "a realm is kept as far as a field can hold it")
				}
			}
			if got == "Bearer" && scheme != "Bearer" {
				assert.NotContains(t, params["scope"]+params["error"]+params["error_description"], `"`, "RFC 6750, section 3")
				assert.NotContains(t, params["scope"]+params["error"]+params["error_description"], `\`, "RFC 6750, section 3")
			}
		}
	})
}

func onlyASCII(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ', r == 0x7F:
			return ' '
		case r > 0x7F:
			return '?'
		}
		return r
	}, s)
}
