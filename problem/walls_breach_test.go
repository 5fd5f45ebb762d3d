package problem_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The inspector is worth nothing if it finds nothing. Every row is the middle
// room of a small package of three, and what must be said about it.
func TestWallsBreached(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, text string
		want       []string
	}{
		{name: "earlier things", text: "func f(e Early) int { return first + e.Known }"},
		{name: "a level", text: "import \"log/slog\"\nconst level = slog.LevelInfo"},
		{"a type", "func f(Base) {}", []string{"low.go:2: uses the type Base of the later room high.go"}},
		{"a constant", "const second = Fixed", []string{"low.go:2: uses the constant Fixed of the later room high.go"}},
		{"a function", "var f = Make", []string{"low.go:2: uses the function Make of the later room high.go"}},
		{"a method", "func f(e Early) { e.Late() }", []string{"low.go:2: uses the method Late of the later room high.go"}},
		{"through embedding and an instance", "func f() {\n_ =\nHeld.\nDeep }", []string{
			"low.go:4: uses the variable Held of the later room high.go",
			"low.go:5: uses the field Deep of the later room high.go",
		}},
		{"the status line", "import \"net/http\"\nfunc f(w http.ResponseWriter) { w.WriteHeader(404) }", []string{
			"low.go:3: sends the status line by (net/http.ResponseWriter).WriteHeader, which only writer and responder may do",
		}},
		{"a stack", "import \"runtime\"\nvar f = runtime.Callers", []string{
			"low.go:3: captures a stack by runtime.Callers, which only panic may do",
		}},
		{"a log line", "import \"log/slog\"\nfunc f(l *slog.Logger) { l.Info(\"\") }", []string{
			"low.go:3: writes a log line by (*log/slog.Logger).Info, which only recorder may do",
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, row.want, inspect(t, []string{"base", "low", "high"}, around(row.text)))
		})
	}
}

func TestWallsOfUnlistedFiles(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{
		"attic.go: the room is in the list, the file does not exist",
		"high.go: no room of this name is in the list",
	}, inspect(t, []string{"base", "low", "attic"}, around("")))
}

// around builds a package with low.go between a room it may use and one it may
// not.
func around(low string) map[string]string {
	return map[string]string{
		"base.go": "package problem\nconst first = 1\ntype Early struct{ Known int }",
		"low.go":  "package problem\n" + low,
		"high.go": `package problem
			type Base struct{ Deep int }
			type Later[T any] struct { Base; Field T }
			func (Early) Late() {}
			var Held Later[int]
			const Fixed = 1
			func Make() int { return first }`,
	}
}
