package accept_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

type namedField struct {
	name  string
	lines []string
}

func usualFields() []namedField {
	return []namedField{
		{"none", nil},
		{"curl", []string{"*/*"}},
		{"exact", []string{problemJSON}},
		{"axios", []string{"application/json, text/plain, */*"}},
		{"chrome", []string{"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp," +
			"image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"}},
	}
}

// hostileFields are as long as a server lets a header become.
func hostileFields() []namedField {
	const size = 1 << 20
	return []namedField{
		{"megabyte of ranges", []string{strings.Repeat(`a/b;c="\\";q=0.1,`, size/17)}},
		{"megabyte of separators", []string{strings.Repeat(", ", size/2)}},
		{"megabyte of open quotes", []string{strings.Repeat(`a/b;c="\`, size/8)}},
		{"many malformed elements", []string{strings.Repeat("a/b;q=2,", size/8)}},
	}
}

func TestChooseDoesNotAllocate(t *testing.T) {
	offers := both()
	for _, field := range append(usualFields(), hostileFields()...) {
		allocs := testing.AllocsPerRun(100, func() { accept.Choose(field.lines, offers) })
		assert.Zero(t, allocs, field.name)
	}
}

func BenchmarkChoose(b *testing.B) {
	offers := both()
	for _, field := range append(usualFields(), hostileFields()...) {
		b.Run(field.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				accept.Choose(field.lines, offers)
			}
		})
	}
}
