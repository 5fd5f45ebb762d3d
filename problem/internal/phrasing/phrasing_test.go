package phrasing_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem/internal/phrasing"
)

type words string

func (words) String() string { panic("a method of an argument") }

func TestFill(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		template string
		args     []any
		want     string
		ok       bool
	}{
		{"", nil, "", true},
		{"plain", nil, "plain", true},
		{"{0} of {1} and {0}", []any{"a", 2}, "a of 2 and a", true},
		{"{0} {0|item|items}", []any{"1"}, "1 item", true},
		{"{0} {0|item|items}", []any{2}, "2 items", true},
		{"{0} {0|item|items}", []any{"1.0"}, "1.0 items", true},
		{"{0|one|{0} more}", []any{"5"}, "{0 more}", true},
		{"{0|one}", []any{"5"}, "", true},
		{"{0|a||b|c}", []any{"5"}, "|b|c", true},
		{"{{0}", []any{"a"}, "{0}", true},
		{"{{{0}", []any{"a"}, "{a", true},
		{"{", nil, "{", true},
		{"{}", nil, "{}", true},
		{"{x} {-1} {+1} { 0}", []any{"a"}, "{x} {-1} {+1} { 0}", true},
		{"{0", []any{"a"}, "{0", true},
		{"{1}", []any{"a"}, "", false},
		{"{255} {300}", []any{"a"}, "", false},
		{"{300}", []any{"a"}, "{300}", true},
		{"{0}", []any{errors.New("a")}, "", false},
		{"{0}", []any{struct{}{}}, "", false},
		{"{0}", []any{nil}, "", false},
		{"{0}{1}{2}{3}{4}{5}", []any{words("w"), true, int8(-8), uint8(8), 1.5, []string{"a", "b"}}, "wtrue-881.5a, b", true},
	} {
		text, ok := phrasing.Fill(tt.template, tt.args)
		assert.Equal(t, tt.ok, ok, tt.template)
		assert.Equal(t, tt.want, text, tt.template)
	}
}

// TestFillIsBounded: neither a template nor an argument can make megabytes of a
// few words.
func TestFillIsBounded(t *testing.T) {
	t.Parallel()
	text, ok := phrasing.Fill(strings.Repeat("{0}", 1000), []any{strings.Repeat("x", 4000)})
	assert.True(t, ok)
	assert.Less(t, len(text), 16<<10)
	text, ok = phrasing.Fill("{0}", []any{make([]string, 1_000_000)})
	assert.True(t, ok)
	assert.Less(t, len(text), 16<<10)
}

func FuzzFill(f *testing.F) {
	f.Add("{0} {0|item|items} {{ {1}", "1", 5)
	f.Add("{0|", "", -1)
	f.Fuzz(func(t *testing.T, template, first string, second int) {
		text, ok := phrasing.Fill(template, []any{first, second})
		if !ok {
			assert.Empty(t, text)
			return
		}
		if !strings.Contains(template, "{") {
			assert.Equal(t, template, text)
		}
		if utf8.ValidString(template) && utf8.ValidString(first) {
			assert.True(t, utf8.ValidString(text))
		}
		again, _ := phrasing.Fill(template, []any{first, second})
		assert.Equal(t, text, again)
	})
}

// phrase is a phrase with a text of its own if it has one.
type phrase struct {
	key  string
	args []any
}

func (p *phrase) Keys() []string { return []string{p.key} }
func (p *phrase) Args() []any    { return p.args }

type speaking struct{ phrase }

func (s *speaking) String() string { return "own " + s.key }

func voice(builtin bool) phrasing.Voice {
	return phrasing.Voice{Builtin: builtin, Text: func(keys []string, args []any) (string, bool) {
		if keys[0] == "unknown" {
			return "", false
		}
		text, _ := phrasing.Fill("<{0}>", append(args, keys[0]))
		return text, true
	}}
}

func TestSay(t *testing.T) {
	t.Parallel()
	loop := &phrase{key: "loop"}
	loop.args = []any{loop}
	inner := []any{&phrase{key: "a"}}
	outer := &phrase{key: "b", args: inner}
	for _, tt := range []struct {
		name    string
		builtin bool
		p       phrasing.Phrase
		want    string
	}{
		{"alone", false, &phrase{key: "a"}, "<a>"},
		{"inside", false, outer, "<<a>>"},
		{"unknown", true, &phrase{key: "unknown"}, ""},
		{"unknown inside", true, &phrase{"b", []any{&phrase{key: "unknown"}}}, ""},
		{"unknown inside with a text of its own", true, &phrase{"b", []any{&speaking{phrase{key: "unknown"}}}}, "<own unknown>"},
		{"which another language must not have", false, &phrase{"b", []any{&speaking{phrase{key: "unknown"}}}}, ""},
		{"a loop", true, loop, ""},
	} {
		text, ok := voice(tt.builtin).Say(tt.p)
		assert.Equal(t, tt.want, text, tt.name)
		assert.Equal(t, tt.want != "", ok, tt.name)
	}
	assert.IsType(t, &phrase{}, inner[0], "arguments are not written to")
}

func TestFrames(t *testing.T) {
	t.Parallel()
	for _, key := range phrasing.Frames() {
		template, ok := phrasing.Frame(key)
		assert.True(t, ok, key)
		_, ok = phrasing.Fill(template, []any{"a", "b", "c"})
		assert.True(t, ok, key)
	}
	_, ok := phrasing.Frame("rule.min")
	assert.False(t, ok)
}
