package house_test

import (
	"flag"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Only the flag package sets it, before the first test runs.
var update = flag.Bool("update", false, "accept the exported names as they are")

// TestAPI compares what the public packages export with the lists under
// docs/api, so that no name comes, goes or changes unseen.
func TestAPI(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(root, "docs", "api")
	want := exported(t)
	if *update {
		rewrite(t, dir, want)
	}
	have, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	require.NoError(t, err)
	for _, file := range have {
		assert.Contains(t, want, filepath.Base(file), "this list belongs to no package; remove it with -update")
	}
	for name, text := range want {
		list, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err, "a package without a list; write it with -update")
		listed, exported := strings.Split(string(list), "\n"), strings.Split(text, "\n")
		for _, line := range without(listed, exported) {
			t.Errorf("gone: %s", line)
		}
		for _, line := range without(exported, listed) {
			t.Errorf("not in docs/api/%s yet, accept it with -update: %s", name, line)
		}
	}
}

func without(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return slices.Contains(others, line) })
}

// exported returns the list of every public package by file name. The base
// name of a package must be enough to tell it from the others.
func exported(t *testing.T) map[string]string {
	t.Helper()
	all := list(t)
	importer := compiled(token.NewFileSet(), all)
	lists := map[string]string{}
	for _, p := range house(t, all) {
		if !p.public() {
			continue
		}
		types, err := importer.Import(p.ImportPath)
		require.NoError(t, err)
		name := path.Base(p.ImportPath) + ".txt"
		require.NotContains(t, lists, name)
		lists[name] = strings.Join(features(p.room(), types), "\n") + "\n"
	}
	return lists
}

func rewrite(t *testing.T, dir string, lists map[string]string) {
	t.Helper()
	require.NoError(t, os.RemoveAll(dir))
	require.NoError(t, os.MkdirAll(dir, 0o755))
	for name, text := range lists {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
}
