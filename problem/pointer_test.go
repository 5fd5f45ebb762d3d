package problem_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

func TestPointer(t *testing.T) {
	t.Parallel()
	for want, tokens := range map[string][]string{
		"#": nil, "#/": {""}, "#//": {"", ""}, "#/items/0/qty": {"items", problem.Index(0), "qty"},
		"#/a~1b": {"a/b"}, "#/m~0n": {"m~n"}, "#/~01": {"~1"}, "#/~0~1~0": {"~/~"}, "#/c%25d": {"c%d"}, "#/e%5Ef": {"e^f"},
		"#/g%7Ch": {"g|h"}, "#/i%5Cj": {`i\j`}, "#/k%22l": {`k"l`}, "#/%20": {" "}, "#/%C3%A9": {"é"}, "#/%F0%9F%98%80": {"😀"},
		"#/a.b_c-d!$&'()*+,;=:@?": {"a.b_c-d!$&'()*+,;=:@?"}, "#/%00%0D%0A%7F%FF": {"\x00\r\n\x7f\xff"}, "#/%23%5B%5D%3C": {"#[]<"},
		"#/-1": {problem.Index(-1)},
	} {
		assert.Equal(t, want, problem.Pointer(tokens...))
	}
}

// A pointer that would be too long ends at a value that encloses the place.
func TestPointerIsBounded(t *testing.T) {
	t.Parallel()
	fits := strings.Repeat("x", 510)
	assert.Equal(t, "#/"+fits, problem.Pointer(fits), "512 bytes")
	assert.Equal(t, "#", problem.Pointer(fits+"x"), "513 bytes")
	assert.Equal(t, "#/a", problem.Pointer("a", strings.Repeat("é", 100), "b"), "600 bytes, encoded")
	assert.Equal(t, "#/a", problem.Pointer("a", strings.Repeat("x", 1<<20), "b"), "nothing follows what was left out")
}

// decodePointer is RFC 6901, sections 6 and 4, in its own words.
func decodePointer(t *testing.T, pointer string) []string {
	t.Helper()
	fragment, ok := strings.CutPrefix(pointer, "#")
	require.True(t, ok)
	text, err := url.PathUnescape(fragment)
	require.NoError(t, err)
	if text == "" {
		return []string{}
	}
	tokens := strings.Split(text, "/")
	require.Empty(t, tokens[0])
	for i, token := range tokens {
		tokens[i] = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
	}
	return tokens[1:]
}

func FuzzPointer(f *testing.F) {
	f.Add("a/b", "~1", "", 3)
	f.Add("\x00%\xff", "é~", "long", 200)
	f.Fuzz(func(t *testing.T, one, two, three string, n int) {
		tokens := []string{one, two, strings.Repeat(three, max(0, n%200)), problem.Index(n)}
		pointer := problem.Pointer(tokens...)
		require.LessOrEqual(t, len(pointer), 512)
		const allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%"
		require.Equal(t, -1, strings.IndexFunc(pointer[1:], func(r rune) bool { return !strings.ContainsRune(allowed, r) }), "only what a fragment can hold")
		got := decodePointer(t, pointer)
		require.LessOrEqual(t, len(got), len(tokens))
		assert.Equal(t, tokens[:len(got)], got, "what is there is right")
		if size := len("#") + 3*len(strings.Join(tokens, "")) + len(tokens); size <= 512 {
			assert.Len(t, got, len(tokens), "what fits is there")
		}
	})
}
