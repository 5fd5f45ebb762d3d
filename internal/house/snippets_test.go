package house_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fragment stands above a block that is not a whole file. Such a block is only
// parsed; every other one is compiled as it stands.
const fragment = "<!-- fragment -->"

// firstLines bounds the first Go that a newcomer sees.
const firstLines = 14

func TestSnippets(t *testing.T) {
	t.Parallel()
	dir, whole := t.TempDir(), 0
	for _, b := range snippets(t) {
		if complete(b.text) {
			whole++
			save(t, filepath.Join(dir, fmt.Sprintf("snippet%02d", whole)), b)
			continue
		}
		assert.Equal(t, fragment, b.before, "%s:%d: neither a whole file nor marked as a fragment", b.file, b.line)
		assert.NoError(t, parsed(b.text), "%s:%d", b.file, b.line)
	}
	require.NotZero(t, whole, "no guide shows a whole file")
	consume(t, dir)
	goCommand(t, dir, "vet", "./...")
}

func TestFirstSnippetIsShort(t *testing.T) {
	t.Parallel()
	for _, b := range snippets(t) {
		if b.file == "README.md" {
			assert.LessOrEqual(t, strings.Count(b.text, "\n"), firstLines, "lines of the first Go in README.md")
			return
		}
	}
	t.Error("README.md shows no Go")
}

// snippets returns the Go of the guides: README.md and everything under docs.
func snippets(t *testing.T) []block {
	t.Helper()
	var found []block
	texts(t, markdown, func(name, text string) {
		if name != "README.md" && !within(name, "docs") {
			return
		}
		for _, b := range blocks(name, text) {
			if b.fenced && b.language == "go" {
				found = append(found, b)
			}
		}
	})
	return found
}

func complete(text string) bool {
	_, err := parser.ParseFile(token.NewFileSet(), "", text, parser.PackageClauseOnly)
	return err == nil
}

// parsed tries a fragment as declarations and as statements.
func parsed(text string) error {
	fset := token.NewFileSet()
	if _, err := parser.ParseFile(fset, "", "package p\n"+text, 0); err == nil {
		return nil
	}
	_, err := parser.ParseFile(fset, "", "package p\nfunc _() {\n"+text+"\n}", 0)
	return err
}

// save writes a block so that the compiler's complaints name the place in the
// document.
func save(t *testing.T, dir string, b block) {
	t.Helper()
	name := "snippet.go"
	if strings.Contains(b.text, `"testing"`) {
		name = "snippet_test.go"
	}
	place := fmt.Sprintf("//line %s:%d\n", b.file, b.line)
	require.NoError(t, os.MkdirAll(dir, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(place+b.text), 0o644))
}

// consume makes the folder a module that uses this tree and knows the same
// versions of everything else.
func consume(t *testing.T, dir string) {
	t.Helper()
	tree, err := filepath.Abs(root)
	require.NoError(t, err)
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), text, 0o644))
	}
	goCommand(t, dir, "mod", "edit", "-module=example.com/snippets",
		"-require="+module+"@v0.0.0", "-replace="+module+"="+tree)
}

func TestParsed(t *testing.T) {
	t.Parallel()
	assert.NoError(t, parsed("func f() {}"))
	assert.NoError(t, parsed("var a = 1\nb := a"))
	assert.Error(t, parsed("func f( {}"))
	assert.True(t, complete("// A comment.\npackage main"))
	assert.False(t, complete("a := 1"))
}
