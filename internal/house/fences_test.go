package house_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	gin       = "github.com/gin-gonic/gin"
	validator = "github.com/go-playground/validator/v10"
	zap       = "go.uber.org/zap"
	testify   = "github.com/stretchr/testify"
	text      = "golang.org/x/text"
	language  = text + "/language"
)

// A fence says what a package may be built from besides the standard library
// and this module. A public package without a fence may use nothing else.
type fence struct {
	planned bool // the room may be missing as yet
	room    string
	// lean rooms leave out the packages that cost a program megabytes.
	lean bool
	// gates are foreign packages; what they need themselves comes with them.
	gates []string
}

func fences() []fence {
	return []fence{
		{room: "problem", lean: true},
		{room: "problem/internal", lean: true},
		{room: "problem/problemtest", lean: true, planned: true},
		{room: "nethttp", lean: true},
		{room: "problem/validatorproblem", gates: []string{validator}},
		{room: "problem/zapproblem", gates: []string{zap}},
		{room: "problem/languageproblem", gates: []string{language}},
		{room: "ginproblem", gates: []string{gin, validator}},
	}
}

func heavy() []string {
	return []string{"encoding/xml", "html/template", "text/template"}
}

func TestFences(t *testing.T) {
	t.Parallel()
	all := list(t)
	for _, p := range house(t, all) {
		if !p.public() && !within(p.room(), "problem/internal") {
			continue
		}
		for _, dep := range trespasses(all, p) {
			t.Errorf("%s is built from %s", p.room(), dep)
		}
	}
}

// Texts in other languages are for those who ask for them: no other package brings
// them along.
func TestLanguagesAreALeaf(t *testing.T) {
	t.Parallel()
	all := list(t)
	for _, p := range house(t, all) {
		assert.NotContains(t, p.Deps, module+"/problem/languageproblem", p.room())
	}
	assert.NotContains(t, all[module+"/problem/languageproblem"].Deps, validator)
}

func trespasses(all map[string]pkg, p pkg) []string {
	f := fenceOf(p)
	return slices.DeleteFunc(slices.Clone(p.Deps), func(dep string) bool {
		if f.lean && slices.Contains(heavy(), dep) {
			return false
		}
		return all[dep].Standard || all[dep].ours() || passes(all, f, dep)
	})
}

// A fence around a room that was renamed would keep nothing.
func TestFencesStandSomewhere(t *testing.T) {
	t.Parallel()
	all := list(t)
	house(t, all)
	for _, f := range fences() {
		t.Run(f.room, func(t *testing.T) {
			t.Parallel()
			for path := range all {
				if within(path, module+"/"+f.room) {
					return
				}
			}
			if !f.planned {
				t.Fatalf("%s does not exist: its fence keeps nothing", f.room)
			}
			t.Skipf("%s is planned and does not exist yet", f.room)
		})
	}
}

// fenceOf prefers the fence of the package itself to that of a folder above.
func fenceOf(p pkg) fence {
	best := fence{room: p.room()}
	for _, f := range fences() {
		if f.room == p.room() || f.room == "problem/internal" && within(p.room(), f.room) {
			best = f
		}
	}
	return best
}

func passes(all map[string]pkg, f fence, dep string) bool {
	return slices.ContainsFunc(f.gates, func(gate string) bool {
		return dep == gate || slices.Contains(all[gate].Deps, dep)
	})
}

func TestTrespasses(t *testing.T) {
	t.Parallel()
	all := map[string]pkg{
		zap:                 {Deps: []string{"go.uber.org/multierr", "log"}},
		"log":               {Standard: true},
		"html/template":     {Standard: true},
		module + "/problem": {Module: &struct{ Path string }{module}},
	}
	for room, want := range map[string][]string{
		"problem":                 {zap, "go.uber.org/multierr", "html/template"},
		"problem/internal/accept": {zap, "go.uber.org/multierr", "html/template"},
		"problem/zapproblem":      nil,
		"problem/htmlproblem":     {zap, "go.uber.org/multierr"},
	} {
		p := pkg{
			ImportPath: module + "/" + room,
			Deps:       []string{"log", zap, "go.uber.org/multierr", module + "/problem", "html/template"},
		}
		assert.ElementsMatch(t, want, trespasses(all, p), room)
	}
}

func TestRequirements(t *testing.T) {
	t.Parallel()
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
		Replace []any
	}
	require.NoError(t, json.Unmarshal(goCommand(t, root, "mod", "edit", "-json"), &mod))
	direct := map[string]bool{}
	for _, r := range mod.Require {
		direct[r.Path] = !r.Indirect
	}
	maps.DeleteFunc(direct, func(_ string, direct bool) bool { return !direct })
	assert.Equal(t, []string{gin, validator, testify, zap, text}, slices.Sorted(maps.Keys(direct)))
	assert.Empty(t, mod.Replace, "a replace line does not reach the users of a module")
}
