package house_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The figures of well-kept packages. They guide: a function or two may be
// longer or deeper where that reads better.
const (
	medianLines = 6   // of a function, between its braces
	mostLines   = 30  // of 95 functions in 100
	mostDepth   = 2   // of 95 functions in 100
	fileLines   = 250 // of every file
)

// mostNamed bounds the list of offenders: nobody mends more at a time.
const mostNamed = 20

func TestShape(t *testing.T) {
	t.Parallel()
	fset := token.NewFileSet()
	var all []function
	for _, p := range house(t, list(t)) {
		var here []function
		for _, file := range parse(t, fset, p) {
			if lines := fset.Position(file.FileEnd).Line; lines > fileLines {
				t.Errorf("%s: %d lines, more than %d", fset.Position(file.Pos()).Filename, lines, fileLines)
			}
			here = append(here, functions(fset, file)...)
		}
		t.Logf("%s: %s", p.room(), figures(here))
		all = append(all, here...)
	}
	t.Logf("together: %s", figures(all))
	checkShape(t, all)
}

func checkShape(t *testing.T, all []function) {
	t.Helper()
	lines, depth := column(all, lengthOf), column(all, depthOf)
	assert.LessOrEqual(t, share(lines, 50), medianLines, "median lines of a function; the longest:%s", worst(all, lengthOf, mostLines/2))
	assert.LessOrEqual(t, share(lines, 95), mostLines, "lines of 95 %% of the functions; longer:%s", worst(all, lengthOf, mostLines))
	assert.LessOrEqual(t, share(depth, 95), mostDepth, "nesting of 95 %% of the functions; deeper:%s", worst(all, depthOf, mostDepth))
}

// function is one of the declared functions, with the literals inside it.
type function struct {
	place, name  string
	lines, depth int
}

func lengthOf(f function) int { return f.lines }
func depthOf(f function) int  { return f.depth }

func functions(fset *token.FileSet, file *ast.File) []function {
	var found []function
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		found = append(found, function{
			place: place(fset, f),
			name:  prefix(receiver(f)) + f.Name.Name,
			lines: bodyLines(fset, f.Body),
			depth: nesting(f.Body),
		})
	}
	return found
}

// bodyLines counts the lines between the braces, one for a body on the line of
// the signature.
func bodyLines(fset *token.FileSet, body *ast.BlockStmt) int {
	return max(1, fset.Position(body.Rbrace).Line-fset.Position(body.Lbrace).Line-1)
}

// nesting counts the statements and literals with a body that are open at the
// deepest place. An else-if is as deep as its if.
func nesting(n ast.Node) int {
	deepest := 0
	ast.Inspect(n, func(m ast.Node) bool {
		if m == nil || m == n {
			return true
		}
		depth, descend := 0, true
		switch s := m.(type) {
		case *ast.IfStmt:
			depth, descend = branches(s), false
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.FuncLit:
			depth, descend = 1+nesting(m), false
		}
		deepest = max(deepest, depth)
		return descend
	})
	return deepest
}

func branches(s *ast.IfStmt) int {
	depth := max(1+nesting(s.Body), nesting(s.Cond))
	if s.Init != nil {
		depth = max(depth, nesting(s.Init))
	}
	switch other := s.Else.(type) {
	case *ast.IfStmt:
		depth = max(depth, branches(other))
	case *ast.BlockStmt:
		depth = max(depth, 1+nesting(other))
	}
	return depth
}

func column(all []function, figure func(function) int) []int {
	var values []int
	for _, f := range all {
		values = append(values, figure(f))
	}
	slices.Sort(values)
	return values
}

// share returns the value that so many per cent of the values do not exceed.
func share(sorted []int, percent int) int {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)-1)*percent/100]
}

func figures(all []function) string {
	lines, depth := column(all, lengthOf), column(all, depthOf)
	return fmt.Sprintf("%d functions, lines %d/%d/%d, nesting %d/%d/%d (median/95 %%/most)", len(all),
		share(lines, 50), share(lines, 95), share(lines, 100), share(depth, 50), share(depth, 95), share(depth, 100))
}

func worst(all []function, figure func(function) int, bound int) string {
	sorted := slices.SortedFunc(slices.Values(all), func(a, b function) int { return figure(b) - figure(a) })
	var text strings.Builder
	for _, f := range sorted[:min(len(sorted), mostNamed)] {
		if figure(f) > bound {
			fmt.Fprintf(&text, "\n\t%s: %s: %d", f.place, f.name, figure(f))
		}
	}
	return text.String()
}
