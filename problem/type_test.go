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

type credit struct {
	Balance int `json:"balance"`
	Cost    int `json:"cost"`
}

const creditURI = "https://api.example.com/problems/out-of-credit"

func outOfCredit() problem.TypeOf[credit] {
	return problem.NewTypeOf[credit](creditURI, "Out of credit", 403)
}

// panicText returns what a declaration panics with.
func panicText(t *testing.T, declare func()) (text string) {
	t.Helper()
	defer func() {
		err, ok := recover().(error)
		require.True(t, ok, "the declaration must panic with an error")
		text = err.Error()
	}()
	declare()
	return ""
}

func TestNewType(t *testing.T) {
	t.Parallel()
	kind := problem.NewType(creditURI, "Out of credit", 403)
	assert.Equal(t, creditURI, kind.URI())
	assert.Equal(t, "Out of credit", kind.Title())
	assert.Equal(t, 403, kind.Status())
	assert.EqualError(t, kind, "403 Out of credit")
	text, err := kind.MarshalText()
	require.NoError(t, err)
	assert.Equal(t, creditURI, string(text))
}

func TestNewTypeNamesEveryMistake(t *testing.T) {
	t.Parallel()
	text := panicText(t, func() { problem.NewType("https://api.example.com/a b", "", 200) })
	assert.Contains(t, text, `problem.NewType("https://api.example.com/a b", "", 200)`, "where")
	assert.Contains(t, text, "has the byte 0x20 at 25", "what is wrong with the URI")
	assert.Contains(t, text, "percent-encode it", "how to mend it")
	assert.Contains(t, text, "the title is empty: give", "what is wrong with the title, and how to mend it")
	assert.Contains(t, text, "the status 200 is not an error: use one of 400 to 599")
}

func TestNewTypeOfNamesEveryMistake(t *testing.T) {
	t.Parallel()
	type one struct{ Same string }
	type other struct{ Same string }
	type wrong struct {
		one
		other
		Kind string `json:"Type"`
	}
	text := panicText(t, func() { problem.NewTypeOf[wrong]("", "Wrong", 600) })
	for _, words := range []string{
		"problem.NewTypeOf[problem_test.wrong]", "is empty: use about:blank or a URI of your own", "the status 600",
		`the member "Type" is one of RFC 9457's own`, `two fields give the member "Same"`,
	} {
		assert.Contains(t, text, words)
	}
}

func TestTypeURIs(t *testing.T) {
	t.Parallel()
	for uri, mistake := range map[string]string{
		"https://api.example.com/p/x?y=%20#z":     "",
		"http://[2001:db8::1]:8080/p":             "",
		"urn:example:problem:out-of-credit":       "",
		"tag:ops@example.org,2024-02-29:DiskFull": "",
		"about:blank":      "",
		"/problems/locked": "",
		"locked":           "",
		"https://iana.org/assignments/http-problem-types#foo": "",
		"":                                  "is empty",
		"javascript:alert(1)":               `the scheme "javascript"`,
		"JavaScript:alert(1)":               `the scheme "javascript"`,
		"data:text/html,x":                  `the scheme "data"`,
		"file:///etc/passwd":                `the scheme "file"`,
		"https:///problems/x":               "has no host",
		"http:x":                            "has no host",
		"https://example.com/a\r\nb":        "has the byte 0x0d",
		"https://example.com/\x00":          "has the byte",
		"https://example.com/ä":             "has the byte 0xc3",
		"https://example.com/<b>":           "has the byte 0x3c",
		`https://example.com/"`:             "has the byte 0x22",
		"https://example.com/{id}":          "has the byte 0x7b",
		"https://example.com/%zz":           "is no URI reference",
		"https://example.com/?q=%zz":        "is no URI reference",
		"https://example.com/?q=%4":         "is no URI reference",
		"urn:example:%":                     "is no URI reference",
		"https://example.com/#a#b":          "is no URI reference",
		"https://example.com/a[1]":          "is no URI reference",
		"1:2":                               "is no URI reference",
		"://x":                              "is no URI reference",
		"/" + strings.Repeat("x", 2<<10):    "has 2049 bytes: use at most 2048",
		"/" + strings.Repeat("x", 2<<10-1):  "",
		"https://example.com:port/problems": "is no URI reference",
	} {
		if mistake == "" {
			assert.NotPanics(t, func() { problem.NewType(uri, "Title", 400) }, uri)
			continue
		}
		assert.Contains(t, panicText(t, func() { problem.NewType(uri, "Title", 400) }), mistake, uri)
	}
}

func TestTypeTitleIsBounded(t *testing.T) {
	t.Parallel()
	text := panicText(t, func() { problem.NewType(creditURI, strings.Repeat("x", 4097), 400) })
	assert.Contains(t, text, "the title has 4097 bytes: use at most 4096")
}

func TestZeroType(t *testing.T) {
	t.Parallel()
	var zero problem.Type
	var zeroOf problem.TypeOf[credit]
	for _, kind := range []problem.Kind{zero, zeroOf} {
		assert.EqualError(t, kind, "500 Internal Server Error")
		assert.ErrorIs(t, kind, problem.InternalServerError)
		assert.NotErrorIs(t, kind, problem.NotFound)
	}
	assert.Equal(t, "about:blank", zero.URI())
	assert.NotEqual(t, problem.InternalServerError, zero, "== means the same declaration")
	assert.JSONEq(t, `{"type":"about:blank","title":"Internal Server Error","status":500}`, encoded(t, zero.New()))
	assert.JSONEq(t, encoded(t, zero.New()), encoded(t, zeroOf.New(credit{1, 2})), "it declares no members")
}

// Everything that comes from the same URI is the same problem type, in whatever
// form it is and whichever side is asked.
func TestSameType(t *testing.T) {
	t.Parallel()
	of, kind := outOfCredit(), problem.NewType(creditURI, "Another title", 402)
	same := []error{
		of, of.Type, kind, of.New(credit{}), of.Type.New(), kind.New(problem.Detail("no")), &problem.Problem{Type: creditURI},
	}
	for _, one := range same {
		for _, other := range same {
			assert.ErrorIs(t, one, other, "%T and %T", one, other)
			assert.ErrorIs(t, fmt.Errorf("wrapped: %w", one), other, "%T wrapped and %T", one, other)
		}
		for _, stranger := range []error{problem.Forbidden, problem.Forbidden.New(), problem.Type{}, errors.New("other")} {
			assert.NotErrorIs(t, one, stranger)
			assert.NotErrorIs(t, stranger, one)
		}
	}
	assert.Equal(t, of, of)
	assert.NotEqual(t, of.Type, kind, "== means the same declaration")
	assert.Equal(t, of.Type, of.Type)
}

// about:blank adds nothing to the status, so that the status decides.
func TestSameTypeOfBlank(t *testing.T) {
	t.Parallel()
	named := problem.NewType("about:blank", "Nothing here", 404)
	members := problem.NewTypeOf[credit]("about:blank", "Nothing here", 404)
	same := []error{problem.NotFound, named, members, problem.NotFound.New(), members.New(credit{}), &problem.Problem{Status: 404}}
	for _, one := range same {
		for _, other := range same {
			assert.ErrorIs(t, one, other, "%T and %T", one, other)
		}
		assert.NotErrorIs(t, one, problem.Gone)
		assert.NotErrorIs(t, problem.Gone.New(), one)
	}
}

func TestTypesAreFreeErrors(t *testing.T) {
	kind, of := problem.NewType(creditURI, "Out of credit", 403), outOfCredit()
	var err error
	assert.Zero(t, testing.AllocsPerRun(100, func() { err = kind }), "a Type as an error")
	assert.Zero(t, testing.AllocsPerRun(100, func() { err = of }), "a TypeOf as an error")
	assert.Zero(t, testing.AllocsPerRun(100, func() { err = problem.NotFound }), "a documented type as an error")
	assert.ErrorIs(t, err, problem.NotFound)
}
