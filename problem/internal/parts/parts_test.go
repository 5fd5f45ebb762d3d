package parts_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem/internal/parts"
)

type item struct{ Name string }

// folded keys have a text that several of them share.
type folded struct{ text string }

func (f folded) MarshalText() ([]byte, error) { return []byte(strings.ToLower(f.text)), nil }

// silent keys are read from a text and have none.
type silent struct{ a, b byte }

func (s *silent) UnmarshalText([]byte) error { return nil }

type loop []loop

func walk(target any) (ways []string) {
	parts.Walk(reflect.ValueOf(target), func(p parts.Part) bool {
		way := strings.Join(p.Tokens, "/")
		if p.Opaque {
			way += " opaque"
		}
		ways = append(ways, way)
		return true
	})
	return ways
}

func TestWalk(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{""}, walk(&item{}))
	assert.Equal(t, []string{"0", "1/0"}, walk([]any{item{}, []*item{nil}}))
	assert.Equal(t, []string{"-3", "7"}, walk(map[int]item{7: {}, -3: {}}))
	assert.Nil(t, walk([]int{1}))
	assert.Nil(t, walk(loop{loop{}, nil}))
}

// Every entry is visited, whatever the text of its key.
func TestWalkOddKeys(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"list/a", "list/a"}, walk(map[string]map[folded]item{"list": {{"A"}: {}, {"a"}: {}}}))
	assert.Equal(t, []string{"list opaque"}, walk(map[string]map[silent]item{"list": {silent{1, 2}: {}}}))
}
