package problem_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// FuzzURI compares with net/url, which is more lenient, and which must never
// find a scheme that browsers run in what was let through.
func FuzzURI(f *testing.F) {
	for _, seed := range []string{"https://u@[::1]:80/a?b#c", "JavaScript:x", "//host", "a/b:c", "urn:%41", "about:blank", ":", "http://%zz", "x%2", "?a#b#c", "https:/x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := problem.Gone.New(problem.Instance(text))
		if p.Instance == "" {
			require.Len(t, droppedBy(p), 1, "what is not sent is noted")
			return
		}
		parsed, err := url.Parse(text)
		require.NoError(t, err)
		assert.Equal(t, text, p.Instance)
		assert.Contains(t, []string{"", "http", "https", "urn", "tag", "about"}, parsed.Scheme)
		assert.True(t, parsed.Host != "" || parsed.Scheme != "http" && parsed.Scheme != "https")
		assert.Contains(t, encoded(t, p), `"instance":`)
	})
}
