package languageproblem_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/languageproblem"
)

func TestNothingIsMissing(t *testing.T) {
	t.Parallel()
	assert.Empty(t, languageproblem.Missing(languageproblem.English(), languageproblem.Keys()...))
	assert.Empty(t, languageproblem.Missing(languageproblem.German(), languageproblem.Keys()...))
}

func TestMissing(t *testing.T) {
	t.Parallel()
	own := problem.NewType("https://api.example.com/problems/late", "Late", 409)
	french := languageproblem.FromMap("fr", map[string]string{
		"title.404": "Introuvable", "rule.email": "", "rule.min.number": "doit être au moins {7}", "rule.max.number": "{0} au plus",
	})
	assert.Equal(t, []string{"rule.email", "rule.min.number", "title:https://api.example.com/problems/late", "title.500"},
		languageproblem.Missing(french, "rule.email", "rule.min.number", "rule.max.number", languageproblem.TitleKeys(own)[0],
			"title.404", problem.TitleKey(problem.InternalServerError)))
	assert.Equal(t, []string{"title.404", "title.500"},
		languageproblem.TitleKeys(problem.NotFound, problem.NewType("about:blank", "My own", 404), nil))
}
