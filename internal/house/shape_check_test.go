package house_test

import (
	"go/parser"
	"go/token"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFunctions(t *testing.T) {
	t.Parallel()
	const text = `package p

func flat() int { return 1 }

// Its comment does not count.
func (t *T[E]) deep() {
	if a := func() { for {} }; a != nil {
		return
	} else if true {
		switch {
		case true:
			for range 3 {
			}
		}
	}
}
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", text, parser.ParseComments)
	require.NoError(t, err)
	assert.Equal(t, []function{
		{"p.go:3", "flat", 1, 0},
		{"p.go:6", "T.deep", 9, 3},
	}, functions(fset, file))
}

func TestShare(t *testing.T) {
	t.Parallel()
	values := []int{1, 2, 3, 4, 100}
	assert.Equal(t, 3, share(values, 50))
	assert.Equal(t, 100, share(values, 100))
	assert.Zero(t, share(nil, 95))
}
