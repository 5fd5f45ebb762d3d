package problem_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// logged returns a text as a record has it.
func logged(t *testing.T, text string) string {
	t.Helper()
	for _, attr := range (problem.Record{Route: text}).Attrs() {
		if attr.Key == "route" {
			return attr.Value.String()
		}
	}
	require.Empty(t, text, "only an empty text is left out")
	return ""
}

func TestLogText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain":                  "plain",
		"价格 é 😀":                 "价格 é 😀",
		"a\nb\r\nc\td":           `a\u000ab\u000d\u000ac\u0009d`,
		"\x00\x1b[31mred\x7f":    `\u0000\u001b[31mred\u007f`,
		"c1 \u0080\u009b\u009f.": `c1 \u0080\u009b\u009f.`,
		"\u202eevil\u2066\u200f": `\u202eevil\u2066\u200f`,
		"\u2028\u2029\ufeff":     `\u2028\u2029\ufeff`,
		"zero\u200bwidth\u2060":  `zero\u200bwidth\u2060`,
		"soft\u00adhyphen\u061c": `soft\u00adhyphen\u061c`,
		"\u180e\ufff9\ufffb":     `\u180e\ufff9\ufffb`,
		"tag \U000E0041.":        `tag \ufffd.`,
		"bad \xff\xc3(":          "bad \uFFFD\uFFFD(",
		"surrogate \xed\xa0\x80": "surrogate \uFFFD\uFFFD\uFFFD",
		"\u00a0nbsp \u0300":      "\u00a0nbsp \u0300",
	} {
		assert.Equal(t, want, logged(t, text), "%q", text)
	}
}

func TestLogTextIsBounded(t *testing.T) {
	t.Parallel()
	assert.Equal(t, strings.Repeat("x", 1<<10), logged(t, strings.Repeat("x", 5000)))
	assert.Equal(t, "x"+strings.Repeat("é", 511), logged(t, "x"+strings.Repeat("é", 5000)), "cut at a rune")
	assert.Equal(t, strings.Repeat("😀", 256), logged(t, strings.Repeat("😀", 300)))
	assert.Equal(t, strings.Repeat(`\u0000`, 170), logged(t, strings.Repeat("\x00", 5000)), "the bound counts escapes")
	assert.NotEmpty(t, logged(t, strings.Repeat("\x80", 5000)), "a text that is no UTF-8 is not lost")
}

func FuzzLogText(f *testing.F) {
	for _, seed := range []string{"a\nb", "\u202e\xff", strings.Repeat("é", 600), strings.Repeat("\x80", 2000), "\U000E0001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := logged(t, text)
		require.True(t, utf8.ValidString(got))
		require.LessOrEqual(t, len(got), 1<<10)
		require.Equal(t, got, logged(t, got), "twice is once")
		for _, r := range got {
			require.False(t, r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF, "%U", r)
		}
		require.Equal(t, text == "", got == "")
	})
}
