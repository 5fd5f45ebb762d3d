package problem_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// rooms are the files of the package in reading order. A file uses the files
// before it and none after it, so that every file can be understood with what
// has been read so far.
func rooms() []string {
	return []string{
		"doc", "limits", "plain", "text", "redact", "guard", "status", "method", "structfield", "phrase", "type", "documented", "pointer", "violation", "spot",
		"field", "challenge", "member", "problem", "option", "headeroption", "refusal", "tree", "place", "panic", "locate", "input", "body", "watch", "rule", "expected", "fault", "inputviolation", "hidden", "merge", "collector", "standard", "quoted", "mapper",
		"format", "jsonvalue", "format_json", "typed", "trace", "maintenance", "limiter", "quota", "record", "recorder", "sampler", "texts", "config", "draft", "leftover", "law", "judge", "inputphrase", "localise", "encode", "report",
		"door", "chain", "writer", "keeper", "flush", "ending", "capability", "deadline", "traceof", "responder", "exchange", "content", "reading", "readjson", "misfit", "validate", "bind", "paramfault", "checkparam", "readform", "readparam", "lint",
	}
}

// An effect is something that only its homes may do: whoever looks for the
// place where it happens has few files to read.
type effect struct {
	what  string
	homes []string
	is    func(*types.Func) bool
}

func effects() []effect {
	return []effect{
		{"sends the status line", []string{"writer", "responder"}, sendsStatus},
		{"captures a stack", []string{"panic"}, capturesStack},
		{"writes a log line", []string{"recorder"}, logs},
	}
}

func sendsStatus(f *types.Func) bool { return f.Name() == "WriteHeader" }

func capturesStack(f *types.Func) bool {
	return slices.Contains([]string{
		"runtime.Callers", "runtime.Caller", "runtime.Stack", "runtime/debug.Stack", "runtime/debug.PrintStack",
	}, f.FullName())
}

// logs names functions and methods, not the package: a level is a value that
// any room may hold.
func logs(f *types.Func) bool {
	switch pathOf(f) {
	case "log":
		return true
	case "fmt":
		return strings.HasPrefix(f.Name(), "Print")
	case "log/slog":
		return slices.Contains([]string{
			"Debug", "DebugContext", "Info", "InfoContext", "Warn", "WarnContext",
			"Error", "ErrorContext", "Log", "LogAttrs", "Handle",
		}, f.Name())
	}
	return false
}

func pathOf(o types.Object) string {
	if o.Pkg() == nil {
		return ""
	}
	return o.Pkg().Path()
}

// walls is one package under inspection.
type walls struct {
	fset     *token.FileSet
	order    map[string]int
	breaches map[string]bool
}

func TestWalls(t *testing.T) {
	t.Parallel()
	sources, err := filepath.Glob("*.go")
	require.NoError(t, err)
	pkg := map[string]string{}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		pkg[name] = string(text)
	}
	for _, breach := range inspect(t, rooms(), pkg) {
		t.Error(breach)
	}
}

// inspect returns every breach of the walls of a package given as file name →
// text, in a stable order.
func inspect(t *testing.T, rooms []string, pkg map[string]string) []string {
	t.Helper()
	w := &walls{fset: token.NewFileSet(), order: map[string]int{}, breaches: map[string]bool{}}
	for i, room := range rooms {
		w.order[room] = i
	}
	w.checkFiles(pkg)
	files := w.parse(t, pkg)
	for id, used := range w.resolve(t, files) {
		w.checkOrder(id, used)
		w.checkEffect(id, used)
	}
	return slices.Sorted(maps.Keys(w.breaches))
}

func (w *walls) report(format string, args ...any) {
	w.breaches[fmt.Sprintf(format, args...)] = true
}

func (w *walls) checkFiles(pkg map[string]string) {
	for name := range pkg {
		if _, ok := w.order[strings.TrimSuffix(name, ".go")]; !ok {
			w.report("%s: no room of this name is in the list", name)
		}
	}
	for room := range w.order {
		if _, ok := pkg[room+".go"]; !ok {
			w.report("%s.go: the room is in the list, the file does not exist", room)
		}
	}
}

func (w *walls) checkOrder(id *ast.Ident, used types.Object) {
	here, there := w.room(id.Pos()), w.room(used.Pos())
	if here == "" || there == "" || w.order[here] >= w.order[there] {
		return
	}
	w.report("%s: uses the %s %s of the later room %s.go", w.at(id), kind(used), used.Name(), there)
}

func (w *walls) checkEffect(id *ast.Ident, used types.Object) {
	f, ok := used.(*types.Func)
	if !ok {
		return
	}
	for _, e := range effects() {
		if e.is(f) && !slices.Contains(e.homes, w.room(id.Pos())) {
			w.report("%s: %s by %s, which only %s may do", w.at(id), e.what, f.FullName(), strings.Join(e.homes, " and "))
		}
	}
}

func (w *walls) at(id *ast.Ident) string {
	p := w.fset.Position(id.Pos())
	return p.Filename + ":" + strconv.Itoa(p.Line)
}

// room is empty for a place outside the package: positions of imported things
// belong to other file names, or to none.
func (w *walls) room(p token.Pos) string {
	room := strings.TrimSuffix(w.fset.Position(p).Filename, ".go")
	if _, ok := w.order[room]; !ok {
		return ""
	}
	return room
}

func kind(o types.Object) string {
	switch o := o.(type) {
	case *types.Func:
		if o.Signature().Recv() != nil {
			return "method"
		}
		return "function"
	case *types.Var:
		if o.IsField() {
			return "field"
		}
		return "variable"
	case *types.TypeName:
		return "type"
	}
	return "constant"
}

func (w *walls) parse(t *testing.T, pkg map[string]string) []*ast.File {
	t.Helper()
	var files []*ast.File
	for _, name := range slices.Sorted(maps.Keys(pkg)) {
		file, err := parser.ParseFile(w.fset, name, pkg[name], parser.SkipObjectResolution)
		require.NoError(t, err)
		files = append(files, file)
	}
	return files
}

func (w *walls) resolve(t *testing.T, files []*ast.File) map[*ast.Ident]types.Object {
	t.Helper()
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: importer.ForCompiler(w.fset, "gc", exports(t, files))}
	_, err := conf.Check("problem", w.fset, files, info)
	require.NoError(t, err)
	return info.Uses
}

// exports opens what the compiler wrote about the imported packages. That is
// ten times faster than reading the standard library from source, and the
// go command has it in its cache because the test itself was built from it.
func exports(t *testing.T, files []*ast.File) importer.Lookup {
	t.Helper()
	args := []string{"list", "-deps", "-export", "-f", "{{.ImportPath}}\t{{.Export}}", "--"}
	for _, file := range files {
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			args = append(args, path)
		}
	}
	out, err := exec.CommandContext(t.Context(), "go", args...).Output()
	require.NoError(t, err)
	found := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		found[path] = file
	}
	return func(path string) (io.ReadCloser, error) { return os.Open(found[path]) }
}
