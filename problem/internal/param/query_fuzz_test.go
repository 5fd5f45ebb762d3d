package param_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem/internal/param"
)

// FuzzQuery compares with net/url: what is read is what net/url reads, and what it
// calls an error is refused.
func FuzzQuery(f *testing.F) {
	for _, seed := range []string{"", "a=1&b=2&a=3", "a", "=", "&&a&", "a=%zz", "a;b=1", "a=%20+%2B", "%61=1&a=2", "a==b", "a=1&a=2&b=3&a=4"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, refused := url.ParseQuery(text)
		got, err := param.Query(text)
		if refused != nil {
			require.Error(t, err)
			return
		}
		if err != param.ErrTooMany {
			require.NoError(t, err)
			assert.Equal(t, map[string][]string(want), got)
		}
	})
}
