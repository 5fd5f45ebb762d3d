package accept_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

func TestBoundOfBytes(t *testing.T) {
	t.Parallel()
	const tail = "," + problemXML
	fill := func(n int) string { return strings.Repeat(",", n) }
	tests := []struct {
		name  string
		lines []string
		index int
	}{
		{"ends at the bound", []string{fill(accept.MaxBytes-len(tail)) + tail}, 1},
		{"ends behind the bound", []string{fill(accept.MaxBytes-len(tail)+1) + tail}, 0},
		{"second line ends at the bound", []string{fill(accept.MaxBytes - len(tail)), tail}, 1},
		{"second line ends behind the bound", []string{fill(accept.MaxBytes - len(tail) + 1), tail}, 0},
		{"second line starts at the bound", []string{fill(accept.MaxBytes), problemXML}, 0},
		{"second line starts behind the bound", []string{fill(accept.MaxBytes + 1), problemXML}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			index, acceptable := accept.Choose(tt.lines, both())
			assert.Equal(t, tt.index, index)
			assert.Equal(t, tt.index == 1, acceptable)
		})
	}
}

// A refusal made by cutting the weight in half would be worse than no range.
func TestBoundOfBytesCutsNoRange(t *testing.T) {
	t.Parallel()
	const head, weight = problemXML + ",", problemXML + ";q=0"
	padding := strings.Repeat(" ", accept.MaxBytes-len(head)-len(weight))
	index, acceptable := accept.Choose([]string{head + padding + weight + ".9"}, both())
	assert.Equal(t, 1, index)
	assert.True(t, acceptable)
}

func TestBoundOfRanges(t *testing.T) {
	t.Parallel()
	fill := strings.Repeat("a/b, bad, ", accept.MaxRanges-1)
	index, acceptable := accept.Choose([]string{fill + problemXML}, both())
	assert.Equal(t, 1, index, "the last range within the bound counts")
	assert.True(t, acceptable)

	index, acceptable = accept.Choose([]string{fill, "a/b," + problemXML}, both())
	assert.Zero(t, index, "the first range behind the bound does not")
	assert.False(t, acceptable)
}
