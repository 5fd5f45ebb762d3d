package problem_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// detailOf returns a text as a document has it.
func detailOf(t *testing.T, text string) string {
	t.Helper()
	document, err := problem.JSON.Append(nil, problem.NotFound.New(problem.Detail("."+text)))
	require.NoError(t, err)
	_, rest, ok := strings.Cut(string(document), `"detail":`)
	require.True(t, ok)
	return strings.TrimSuffix(rest, "}")
}

// spelled is encoding/json's way to write the same text.
func spelled(t *testing.T, text string) string {
	t.Helper()
	want, err := json.Marshal("." + text)
	require.NoError(t, err)
	// It has short forms for two controls and escapes what replaces bytes that are
	// not UTF-8, which RFC 8259 leaves open.
	return strings.NewReplacer(`\b`, `\u0008`, `\f`, `\u000c`, `\ufffd`, "\uFFFD").Replace(string(want))
}

// TestEveryByteAtEveryPlace: eight bytes are looked at in one step, and none of
// them may hide another.
func TestEveryByteAtEveryPlace(t *testing.T) {
	t.Parallel()
	for c := range 256 {
		for at := range 18 {
			for _, beside := range []string{"a", "\x7f", " ", "!", "\x00", "<"} {
				text := strings.Repeat(beside, at) + string([]byte{byte(c)}) + strings.Repeat(beside, 17-at)
				require.Equal(t, spelled(t, text), detailOf(t, text), "%#x at %d beside %q", c, at, beside)
			}
		}
	}
	assert.Equal(t, `"."`, detailOf(t, ""))
}
