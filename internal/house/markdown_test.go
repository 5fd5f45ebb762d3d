package house_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// texts calls visit with every file of the tree whose name keep accepts, under
// its path from the root.
func texts(t *testing.T, keep func(name string) bool, visit func(name, text string)) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return skipped(entry.Name())
		}
		name, err := filepath.Rel(root, file)
		if err != nil || !keep(name) {
			return err
		}
		text, err := os.ReadFile(file)
		visit(filepath.ToSlash(name), string(text))
		return err
	}))
}

func skipped(folder string) error {
	if slices.Contains([]string{".git", "testdata", "node_modules"}, folder) {
		return filepath.SkipDir
	}
	return nil
}

func markdown(name string) bool { return filepath.Ext(name) == ".md" }

// A block is the inside of a fence, or the text between two fences.
type block struct {
	file, language, text string
	// line is that of the first line of the text.
	line int
	// before is the last line above the fence that is not empty.
	before string
	fenced bool
}

// blocks cuts a document at its fences.
func blocks(file, text string) []block {
	b := block{file: file, line: 1}
	var found []block
	for number, line := range strings.Split(text, "\n") {
		mark, isFence := strings.CutPrefix(strings.TrimSpace(line), "```")
		if !isFence {
			b.text += line + "\n"
			continue
		}
		found = append(found, b)
		b = block{file: file, line: number + 2, fenced: !b.fenced, language: mark, before: lastLine(b.text)}
	}
	return append(found, b)
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}
