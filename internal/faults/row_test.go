package faults_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// row is a fault and what should become of it. Several rows may look at one
// fault from different sides.
type row struct {
	id, name string
	site
	method string // GET unless it says otherwise
	target string // /x unless it says otherwise
	send   []wiretest.Option
	config problem.Config
	want   func(setting) ideal
	limit  string                        // why the ideal is not met, in the words of docs/limits.md
	check  func(t *testing.T, r *result) // what is to be said besides
}

// everywhere is an ideal that no setting changes.
func everywhere(i ideal) func(setting) ideal { return func(setting) ideal { return i } }

// byDoor is one for net/http and one for Gin.
func byDoor(netHTTP, gin ideal) func(setting) ideal {
	return func(s setting) ideal {
		if s.door == viaGin {
			return gin
		}
		return netHTTP
	}
}

// byProto is one for HTTP/1.1 and one for HTTP/2.
func byProto(first, second ideal) func(setting) ideal {
	return func(s setting) ideal {
		if s.proto == wiretest.HTTP2 {
			return second
		}
		return first
	}
}

func rows() (all []row) {
	for _, group := range [][]row{
		panicRows(), explosiveRows(), foreignValueRows(), betweenRows(), begunRows(), headerRows(), requestRows(), endRows(), statusRows(),
		hijackRows(), encodeRows(), clientRows(), timeoutRows(), ginBindRows(), ginErrorRows(), ginRenderRows(), ginRouterRows(), ginWriterRows(),
	} {
		all = append(all, group...)
	}
	return all
}

func (r row) runsIn(s setting) bool { return r.site.gin == nil || s.door == viaGin }

func TestFaults(t *testing.T) {
	t.Parallel()
	for _, r := range rows() {
		for _, s := range settings() {
			if !r.runsIn(s) {
				continue
			}
			t.Run(r.id+" "+r.name+"/"+s.String(), func(t *testing.T) {
				t.Parallel()
				r.run(t, s)
			})
		}
	}
}

func (r row) run(t *testing.T, s setting) {
	t.Helper()
	b, want := start(t, s, r.config, r.site), r.want(s)
	got := &result{bench: b, setting: s, method: r.verb()}
	got.answer = b.Do(t, got.method, r.path(), append(append(secrets(), wiretest.Context(b.gone)), r.send...)...)
	b.quiet(t)
	got.checkAnswer(t, want)
	got.findRecord(t)
	got.checkRecord(t, want)
	got.checkLogs(t)
	got.checkConnection(t, want)
	b.quiet(t)
	assert.Len(t, b.logs.all(), min(1, len(want.outcome)), "records after the second request")
	if r.check != nil {
		r.check(t, got)
	}
}

func (r row) verb() string {
	if r.method == "" {
		return http.MethodGet
	}
	return r.method
}

// path has a secret in its query.
func (r row) path() string {
	target := r.target
	if target == "" {
		target = "/x"
	}
	return target + "?token=" + canaryQuery
}

func (r *result) findRecord(t *testing.T) {
	t.Helper()
	records := r.logs.all()
	require.LessOrEqual(t, len(records), 1, "records")
	if len(records) == 1 {
		r.record = &records[0]
	}
}

// maxLine bounds a line of a log: 32 frames take most of it.
const maxLine = 12 << 10

// checkLogs checks that a record is one line in every log, bounded and without
// control characters, and that nothing of the request's secrets is in any.
func (r *result) checkLogs(t *testing.T) {
	t.Helper()
	for name, lines := range map[string][]string{"slog": r.logs.slog.lines(), "zap": r.logs.zap.lines()} {
		assert.Len(t, lines, len(r.logs.all()), name)
		for _, line := range lines {
			assert.Less(t, len(line), maxLine, name)
			assert.NotContains(t, line, canaryHeader, name)
			assert.NotContains(t, line, canaryQuery, name)
			assert.False(t, strings.ContainsFunc(line, isControl), "%s: %q", name, line)
		}
	}
	assert.Empty(t, r.Log(), "the server's own log")
}

// isControl leaves out the tab, which separates the columns of zap's console.
func isControl(c rune) bool { return c < 0x20 && c != '\t' || c >= 0x7F && c <= 0x9F }

// TestReasonsAreWrittenDown: whoever runs into one of them finds it in the
// documentation.
func TestReasonsAreWrittenDown(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/limits.md")
	require.NoError(t, err)
	page := strings.Join(strings.Fields(string(text)), " ")
	for _, r := range rows() {
		assert.Contains(t, page, r.limit, "%s %s", r.id, r.name)
	}
}
