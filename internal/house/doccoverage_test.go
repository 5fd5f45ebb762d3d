package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDocCoverage asks for a comment on everything that a reader of the
// documentation sees: packages, names, methods, fields.
func TestDocCoverage(t *testing.T) {
	t.Parallel()
	fset := token.NewFileSet()
	for _, p := range house(t, list(t)) {
		files := parse(t, fset, p)
		assert.True(t, introduced(files), "package %s: no file has a package comment", p.room())
		for _, file := range files {
			for _, missing := range undocumented(fset, file) {
				t.Error(missing)
			}
		}
	}
}

func introduced(files []*ast.File) bool {
	for _, file := range files {
		if said(file.Doc) {
			return true
		}
	}
	return false
}

// said is false for a comment that holds nothing but directives.
func said(comments ...*ast.CommentGroup) bool {
	for _, c := range comments {
		if strings.TrimSpace(c.Text()) != "" {
			return true
		}
	}
	return false
}

func undocumented(fset *token.FileSet, file *ast.File) []string {
	r := &reader{fset: fset}
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			r.function(decl)
		case *ast.GenDecl:
			r.declaration(decl)
		}
	}
	return r.missing
}

type reader struct {
	fset    *token.FileSet
	missing []string
}

func (r *reader) want(id *ast.Ident, owner string, documented bool) {
	if id.IsExported() && !documented {
		r.missing = append(r.missing, place(r.fset, id)+": "+owner+id.Name+" has no comment")
	}
}

// function passes over methods of types that nobody outside can name.
func (r *reader) function(f *ast.FuncDecl) {
	owner := receiver(f)
	if owner == "" || ast.IsExported(owner) {
		r.want(f.Name, prefix(owner), said(f.Doc))
	}
}

func prefix(owner string) string {
	if owner == "" {
		return ""
	}
	return owner + "."
}

func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	name := ""
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name
		}
		return name == ""
	})
	return name
}

// declaration lets the comment of a group speak for its constants and
// variables, but not for its types: those are read one by one.
func (r *reader) declaration(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			for _, id := range spec.Names {
				r.want(id, "", said(spec.Doc, spec.Comment, d.Doc))
			}
		case *ast.TypeSpec:
			r.want(spec.Name, "", said(spec.Doc) || !d.Lparen.IsValid() && said(d.Doc))
			r.parts(spec)
		}
	}
}

func (r *reader) parts(spec *ast.TypeSpec) {
	if !spec.Name.IsExported() {
		return
	}
	switch body := spec.Type.(type) {
	case *ast.StructType:
		r.fields(spec.Name.Name, body.Fields)
	case *ast.InterfaceType:
		r.methods(spec, body)
	}
}

// methods lets the comment of an interface speak for its method if both stand on one
// line: there is no place for another.
func (r *reader) methods(spec *ast.TypeSpec, body *ast.InterfaceType) {
	if body.Methods.NumFields() != 1 || r.line(body.Methods.Opening) != r.line(body.Methods.Closing) {
		r.fields(spec.Name.Name, body.Methods)
	}
}

// fields lets the comment above a run of lines speak for the whole run, up to
// the next empty line. What is embedded has its comment elsewhere.
func (r *reader) fields(owner string, list *ast.FieldList) {
	covered, last := false, -1
	for _, f := range list.List {
		first := r.line(f.Pos())
		if f.Doc != nil {
			first = r.line(f.Doc.Pos())
		}
		covered = said(f.Doc) || covered && first <= last+1
		last = r.line(f.End())
		for _, id := range f.Names {
			r.want(id, prefix(owner), covered || said(f.Comment))
		}
	}
}

func (r *reader) line(p token.Pos) int { return r.fset.Position(p).Line }

func TestUndocumented(t *testing.T) {
	t.Parallel()
	const text = `package p

func Bare() {}

// Said is documented.
func Said() {}

//go:noinline
func Directive() {}

type hidden struct{ Field int }

func (hidden) Method() {}

// Pair is a pair.
type Pair[T any] struct {
	// Left and Right are a run,
	Left  T
	Right T

	Alone T
	Late  T // which ends here
	hidden
}

func (*Pair[T]) Swap() {}

// One has a single method.
type One interface{ Do() }

// Long has one as well.
type Long interface {
	Do()
}

// Two has more.
type Two interface {
	Do() // it does
	Undo()
}

// All of them are numbers.
const (
	A = 1
	B = 2
)

var C, d int
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", text, parser.ParseComments)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"p.go:3: Bare has no comment",
		"p.go:9: Directive has no comment",
		"p.go:21: Pair.Alone has no comment",
		"p.go:26: Pair.Swap has no comment",
		"p.go:33: Long.Do has no comment",
		"p.go:39: Two.Undo has no comment",
		"p.go:48: C has no comment",
	}, undocumented(fset, file))
	assert.False(t, introduced([]*ast.File{file}))
}
