package problem_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// lawLanguage: the same field for every method, with a HEAD as with a GET.
func lawLanguage(t *testing.T) {
	lawWire(t, problem.Config{Texts: klingon{}}, problem.NotFound, nil, func(t *testing.T, method string, a *wiretest.Answer) {
		assert.Equal(t, []string{"tlh"}, a.Header["Content-Language"])
		assert.Equal(t, []string{"Accept-Language"}, a.Header["Vary"])
		if method == "GET" {
			assert.Contains(t, string(a.Body), `"title":"tlh title.404"`)
		}
	})
	lawWire(t, problem.Config{Texts: problem.Phrases(map[string]string{"title.404": "Nothing here"})}, problem.NotFound, nil,
		func(t *testing.T, _ string, a *wiretest.Answer) {
			assert.NotContains(t, a.Header, "Content-Language")
			assert.NotContains(t, a.Header, "Vary")
		})
}

// klingon says the first key of a phrase in the one language that it has.
type klingon struct{}

func (klingon) Language([]string) string { return "tlh" }
func (klingon) Text(language string, p problem.Phrase) (string, bool) {
	return language + " " + p.Keys()[0], true
}
