package house_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	root   = "../.."
	module = "github.com/problemkit/problemkit"
)

// pkg is what the go command tells about one package.
type pkg struct {
	ImportPath, Dir, Name, Export string
	Standard                      bool
	Module                        *struct{ Path string }
	GoFiles, Deps                 []string
}

func (p pkg) ours() bool { return p.Module != nil && p.Module.Path == module }

// room is the import path below the module, "problem/zapproblem".
func (p pkg) room() string { return strings.TrimPrefix(p.ImportPath, module+"/") }

func (p pkg) example() bool { return within(p.room(), "examples") }

// testing tells the packages that only tests use: all of the top folder internal.
func (p pkg) testing() bool { return within(p.room(), "internal") }

func (p pkg) public() bool {
	return p.Name != "main" && !p.example() && !slices.Contains(strings.Split(p.room(), "/"), "internal")
}

// within says whether an import path is base or below it.
func within(importPath, base string) bool {
	return importPath == base || strings.HasPrefix(importPath, base+"/")
}

// list returns every package of the module and all that they are built from,
// tests left out.
func list(t *testing.T) map[string]pkg {
	t.Helper()
	out := goCommand(t, root, "list", "-deps", "-export", "-json", "./...")
	found := map[string]pkg{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return found
		}
		require.NoError(t, err)
		found[p.ImportPath] = p
	}
}

// house returns the packages of the module that are not examples, by path, and
// skips the test if it has none with code.
func house(t *testing.T, all map[string]pkg) []pkg {
	t.Helper()
	var found []pkg
	for _, p := range all {
		if p.ours() && !p.example() && !p.testing() {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		t.Fatal("the module has no package")
	}
	slices.SortFunc(found, func(a, b pkg) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	return found
}

func goCommand(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	var complaint bytes.Buffer
	cmd.Dir, cmd.Stderr = dir, &complaint
	out, err := cmd.Output()
	require.NoError(t, err, "go %s:\n%s", strings.Join(args, " "), &complaint)
	return out
}

// parse reads the files that a package is built from, under their names in
// the repository.
func parse(t *testing.T, fset *token.FileSet, p pkg) []*ast.File {
	t.Helper()
	var files []*ast.File
	for _, name := range p.GoFiles {
		text, err := os.ReadFile(filepath.Join(p.Dir, name))
		require.NoError(t, err)
		file, err := parser.ParseFile(fset, path.Join(p.room(), name), text, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		files = append(files, file)
	}
	return files
}

// compiled imports packages from what the compiler wrote about them.
func compiled(fset *token.FileSet, all map[string]pkg) types.Importer {
	return importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(all[path].Export)
	})
}

func place(fset *token.FileSet, n ast.Node) string {
	p := fset.Position(n.Pos())
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}
