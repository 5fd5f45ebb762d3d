package problem_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

const (
	traceOne   = "4bf92f3577b34da6a3ce929d0e0e4736"
	traceValid = "00-" + traceOne + "-00f067aa0ba902b7-01"
)

func traceOf(t *testing.T, c problem.Config, lines ...string) string {
	t.Helper()
	r := httptest.NewRequest("GET", "/", nil)
	if lines != nil {
		r.Header["Traceparent"] = lines
	}
	c.Recorder = problem.NoRecorder
	w := httptest.NewRecorder()
	problem.NewResponder(c).Respond(w, r, problem.NotFound)
	id, _ := flowDoc(t, w.Body.Bytes())["trace_id"].(string)
	return id
}

func TestTraceparent(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		lines []string
		taken bool
	}{
		{"valid", []string{traceValid}, true},
		{"other flags", []string{"00-" + traceOne + "-00f067aa0ba902b7-ff"}, true},
		{"later version", []string{"01-" + traceOne + "-00f067aa0ba902b7-01"}, true},
		{"later version with more", []string{"cc-" + traceOne + "-00f067aa0ba902b7-01-what-comes"}, true},
		{"later version, no dash", []string{"cc-" + traceOne + "-00f067aa0ba902b7-01what"}, false},
		{"first version with more", []string{traceValid + "-more"}, false},
		{"forbidden version", []string{"ff-" + traceOne + "-00f067aa0ba902b7-01"}, false},
		{"version in capitals", []string{"0A-" + traceOne + "-00f067aa0ba902b7-01"}, false},
		{"id in capitals", []string{strings.ToUpper(traceValid)}, false},
		{"zero trace id", []string{"00-" + strings.Repeat("0", 32) + "-00f067aa0ba902b7-01"}, false},
		{"zero parent id", []string{"00-" + traceOne + "-" + strings.Repeat("0", 16) + "-01"}, false},
		{"no hexadecimal flags", []string{"00-" + traceOne + "-00f067aa0ba902b7-0g"}, false},
		{"too short", []string{traceValid[:54]}, false},
		{"other dividers", []string{strings.ReplaceAll(traceValid, "-", "_")}, false},
		{"script", []string{"00-<script>alert(1)</script>aaaaaaaaaaaa-00f067aa0ba902b7-01"}, false},
		{"empty", []string{""}, false},
		{"twice", []string{traceValid, traceValid}, false},
		{"twice in a line", []string{traceValid + ", " + traceValid}, false},
		{"none", nil, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			id := traceOf(t, problem.Config{}, row.lines...)
			assert.Regexp(t, "^[0-9a-f]{32}$", id)
			assert.Equal(t, row.taken, id == traceOne, "the id of the request is taken")
		})
	}
}

func FuzzTraceparent(f *testing.F) {
	reference := regexp.MustCompile(`^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$`)
	for _, line := range []string{traceValid, "", "ff" + traceValid[2:], traceValid + "-", "01" + traceValid[2:] + "-x", strings.Repeat("0", 55)} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\n") {
			t.Skip("no field value")
		}
		m := reference.FindStringSubmatch(line)
		want := m != nil && m[1] != "ff" && strings.Trim(m[2], "0") != "" && strings.Trim(m[3], "0") != "" && (m[1] != "00" || m[5] == "")
		assert.Equal(t, want, problem.ValidTraceparent(line), "%q", line)
	})
}

func TestTraceFreshIsUnique(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	seen := map[string]bool{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 250 {
				id := traceOf(t, problem.Config{})
				mu.Lock()
				assert.False(t, seen[id], "%s a second time", id)
				seen[id] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

func TestTraceIDOfYourOwn(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name       string
		make       func(*http.Request) string
		id, header string
	}{
		{"fixed", func(*http.Request) string { return "id-1" }, "id-1", "id-1"},
		{"none", flowNoID, "", ""},
		{"panicking", func(*http.Request) string { panic("CANARY") }, "", ""},
		{"no field value", func(*http.Request) string { return "a\r\nX-Evil: 1" }, "a\r\nX-Evil: 1", ""},
		{"long", func(*http.Request) string { return strings.Repeat("x", 1000) }, strings.Repeat("x", 128), strings.Repeat("x", 128)},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			log := &flowLog{}
			w := flowRespond(problem.Config{TraceID: row.make, TraceHeader: "x-trace-id", Recorder: log}, "GET", problem.NotFound)
			doc := flowDoc(t, w.Body.Bytes())
			if row.id == "" {
				assert.NotContains(t, doc, "trace_id")
				assert.NotContains(t, flowAttrs(log.only(t)), "trace_id")
			} else {
				assert.Equal(t, row.id, doc["trace_id"])
				assert.Equal(t, row.id, log.only(t).TraceID)
			}
			assert.Equal(t, row.header, w.Header().Get("X-Trace-Id"))
			assert.Empty(t, w.Header().Get("X-Evil"))
		})
	}
}

// traceWrapper is a writer of middleware.
type traceWrapper struct{ http.ResponseWriter }

func (w traceWrapper) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// traceLoop unwraps to itself.
type traceLoop struct{ http.ResponseWriter }

func (w *traceLoop) Unwrap() http.ResponseWriter { return w }

func TestTraceIDOf(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	var direct, wrapped, again string
	flowServe(problem.NewResponder(problem.Config{Recorder: problem.NoRecorder}), func(w http.ResponseWriter, _ *http.Request) error {
		direct, wrapped = problem.TraceIDOf(w), problem.TraceIDOf(traceWrapper{traceWrapper{w}})
		again = problem.TraceIDOf(w)
		return problem.NotFound
	}).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	assert.Equal(t, flowDoc(t, w.Body.Bytes())["trace_id"], direct)
	assert.Equal(t, direct, wrapped)
	assert.Equal(t, direct, again)
}

func TestTraceIDOfOthers(t *testing.T) {
	t.Parallel()
	assert.Empty(t, problem.TraceIDOf(nil))
	assert.Empty(t, problem.TraceIDOf(httptest.NewRecorder()))
	assert.Empty(t, problem.TraceIDOf(traceWrapper{nil}))
	flowWatch(t, func() { assert.Empty(t, problem.TraceIDOf(&traceLoop{})) })
}

// Respond on a wrapped writer, by another responder even, uses the exchange's id.
func TestTraceIsOneForTheExchange(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	var id string
	flowServe(problem.NewResponder(problem.Config{Recorder: problem.NoRecorder}), func(w http.ResponseWriter, r *http.Request) error {
		id = problem.TraceIDOf(w)
		problem.NewResponder(problem.Config{Recorder: problem.NoRecorder}).Respond(traceWrapper{w}, r, problem.Gone)
		return nil
	}).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	assert.Equal(t, 410, w.Code)
	assert.Equal(t, id, flowDoc(t, w.Body.Bytes())["trace_id"])
}
