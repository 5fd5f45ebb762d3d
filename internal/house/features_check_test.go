package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFeatures(t *testing.T) {
	t.Parallel()
	const text = `package p

const Bound = 4 << 10
var Zero, hidden Set[int]
func Make[E error](next ...func(e E) (done bool)) (s *Set[E]) { return nil }
type Set[E any] struct { Base; Name string; Next map[string][]func(a, b int); private int }
func (s Set[E]) Get(at int) (e E) { return }
func (s *Set[E]) Put(e E) {}
func (s *Set[E]) put(e E) {}
type Base struct{}
func (*Base) Promoted() {}
type Closed interface { Open; a(); b() }
type Open interface { Do(in string) (out error) }
type Short = Set[string]
type Kind uint8
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", text, 0)
	require.NoError(t, err)
	p, err := new(types.Config).Check("p", fset, []*ast.File{file}, nil)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"pkg a/p, const Bound untyped int = 4096",
		"pkg a/p, func Make[E error](...func(E) bool) *Set[E]",
		"pkg a/p, method (*Base) Promoted()",
		"pkg a/p, method (*Set[E any]) Promoted()",
		"pkg a/p, method (*Set[E any]) Put(E)",
		"pkg a/p, method (Set[E any]) Get(int) E",
		"pkg a/p, type Base struct",
		"pkg a/p, type Closed interface { Do, unexported methods }",
		"pkg a/p, type Closed interface, Do(string) error",
		"pkg a/p, type Kind uint8",
		"pkg a/p, type Open interface { Do }",
		"pkg a/p, type Open interface, Do(string) error",
		"pkg a/p, type Set[E any] struct",
		"pkg a/p, type Set[E any] struct, Name string",
		"pkg a/p, type Set[E any] struct, Next map[string][]func(int, int)",
		"pkg a/p, type Set[E any] struct, embedded Base",
		"pkg a/p, type Short = Set[string]",
		"pkg a/p, var Zero Set[int]",
	}, features("a/p", p))
}
