package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestGlobals lets package variables be values that are written down once.
// What changes after that is state, and state belongs into a value that
// somebody holds.
func TestGlobals(t *testing.T) {
	t.Parallel()
	all, fset := list(t), token.NewFileSet()
	for _, p := range house(t, all) {
		w := &watch{fset: fset, conf: types.Config{Importer: compiled(fset, all)}}
		require.NoError(t, w.read(p.ImportPath, parse(t, fset, p)))
		t.Logf("%s holds %v", p.room(), w.held)
		for _, change := range w.changes {
			t.Error(change)
		}
	}
}

// watch collects the variables of a package and whatever changes one, be it
// of this package or of another.
type watch struct {
	fset    *token.FileSet
	conf    types.Config
	uses    map[*ast.Ident]types.Object
	held    []string
	changes []string
}

func (w *watch) read(path string, files []*ast.File) error {
	w.uses = map[*ast.Ident]types.Object{}
	p, err := w.conf.Check(path, w.fset, files, &types.Info{Uses: w.uses})
	if err != nil {
		return err
	}
	for _, name := range p.Scope().Names() {
		if _, ok := p.Scope().Lookup(name).(*types.Var); ok {
			w.held = append(w.held, name)
		}
	}
	for _, file := range files {
		ast.Inspect(file, w.visit)
	}
	slices.Sort(w.changes)
	return nil
}

func (w *watch) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Recv == nil && n.Name.Name == "init" {
			w.changes = append(w.changes, place(w.fset, n)+": func init runs before anybody asked for it")
		}
	case *ast.AssignStmt:
		w.assigned(n.Lhs...)
	case *ast.IncDecStmt:
		w.assigned(n.X)
	case *ast.RangeStmt:
		w.assigned(n.Key, n.Value)
	}
	return true
}

func (w *watch) assigned(targets ...ast.Expr) {
	for _, target := range targets {
		id := w.base(target)
		if id == nil {
			continue
		}
		v, ok := w.uses[id].(*types.Var)
		if ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
			w.changes = append(w.changes, place(w.fset, id)+": assigns to the package variable "+id.Name)
		}
	}
}

// base returns the variable that an assignment reaches: x of x.f[i], and V of
// p.V if p is a package.
func (w *watch) base(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.ParenExpr:
		return w.base(e.X)
	case *ast.StarExpr:
		return w.base(e.X)
	case *ast.IndexExpr:
		return w.base(e.X)
	case *ast.SelectorExpr:
		if id, ok := e.X.(*ast.Ident); ok && w.isPackage(id) {
			return e.Sel
		}
		return w.base(e.X)
	}
	return nil
}

func (w *watch) isPackage(id *ast.Ident) bool {
	_, ok := w.uses[id].(*types.PkgName)
	return ok
}

func TestWatch(t *testing.T) {
	t.Parallel()
	const text = `package p

import "net/http"

var a, b = []int{1}, &struct{ f int }{}

func init() {}

func f() {
	a := a
	a[0] = 1
	b.f++
	(*b).f = 2
	http.DefaultClient = nil
	for range a {
	}
}
`
	all, fset := list(t), token.NewFileSet()
	if all["net/http"].Export == "" {
		t.Fatal("no package uses net/http")
	}
	file, err := parser.ParseFile(fset, "p.go", text, 0)
	require.NoError(t, err)
	w := &watch{fset: fset, conf: types.Config{Importer: compiled(fset, all)}}
	require.NoError(t, w.read("p", []*ast.File{file}))
	assert.Equal(t, []string{"a", "b"}, w.held)
	assert.Equal(t, []string{
		"p.go:12: assigns to the package variable b",
		"p.go:13: assigns to the package variable b",
		"p.go:14: assigns to the package variable DefaultClient",
		"p.go:7: func init runs before anybody asked for it",
	}, w.changes)
}
