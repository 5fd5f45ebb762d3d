package problem_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// recordBroken panics in every method.
type recordBroken struct{}

func (recordBroken) Enabled(context.Context, slog.Level) bool { panic("Enabled") }
func (recordBroken) Record(context.Context, problem.Record)   { panic("Record") }
func (recordBroken) Notice(string)                            { panic("Notice") }

// recordLevel wants records of a level and above.
type recordLevel struct {
	flowLog
	least slog.Level
}

func (l *recordLevel) Enabled(_ context.Context, level slog.Level) bool { return level >= l.least }

func recordKeys(r problem.Record) []string {
	var keys []string
	for _, a := range r.Attrs() {
		keys = append(keys, a.Key)
	}
	return keys
}

func TestRecordAttrs(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	rs := problem.NewResponder(problem.Config{Recorder: log, TraceID: func(*http.Request) string { return "id-1" }})
	r := httptest.NewRequest("PUT", "/orders/12?secret=CANARY", nil)
	r.Pattern = "PUT /orders/{id}"
	cause := errors.New("row 7 is locked")
	rs.Respond(httptest.NewRecorder(), r, problem.Conflict.New(
		problem.Detail("somebody else was faster"), problem.Instance("/orders/12"), problem.Cause(cause), problem.With("status", 200)))
	rec := log.only(t)
	assert.Equal(t, []slog.Attr{
		slog.String("type", "about:blank"), slog.Int("status", 409), slog.String("title", "Conflict"),
		slog.String("detail", "somebody else was faster"), slog.String("instance", "/orders/12"), slog.String("trace_id", "id-1"),
		slog.String("method", "PUT"), slog.String("route", "PUT /orders/{id}"), slog.String("outcome", "answered"),
		slog.String("cause", "row 7 is locked"), slog.Any("dropped", []string{"member status: the name is reserved"}),
	}, rec.Attrs())
	assert.Equal(t, "application/problem+json", rec.MediaType)
	assert.NotContains(t, fmt.Sprint(rec.Attrs()), "CANARY")
}

func TestRecordZero(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"type", "status", "title"}, recordKeys(problem.Record{}))
	assert.Equal(t, []string{"type", "status", "title", "cause"}, recordKeys(problem.Record{Err: problem.NotFound.New(problem.Cause(io.EOF))}))
}

func TestRecordBoundsAndEscapes(t *testing.T) {
	t.Parallel()
	evil := "a\nlevel=INFO \x1b[31m\u202e\u2028\x7f" + strings.Repeat("x", 3000)
	log := &flowLog{}
	var opts []problem.Option
	for range 100 {
		opts = append(opts, problem.With("type", evil), problem.Header("Connection", evil))
	}
	p := problem.NewType("https://example.com/"+strings.Repeat("p", 1500), "Long", 400).New(append(opts, problem.Detail(evil), problem.Cause(errors.New(evil)))...)
	p.Title = evil
	rs := problem.NewResponder(problem.Config{Recorder: log})
	r := httptest.NewRequest("GET", "/", nil)
	r.Method, r.Pattern = evil, evil
	rs.Respond(httptest.NewRecorder(), r, p)
	for _, a := range log.only(t).Attrs() {
		texts, ok := a.Value.Any().([]string)
		if !ok {
			texts = []string{a.Value.String()}
		}
		assert.LessOrEqual(t, len(texts), 32, a.Key)
		for _, text := range texts {
			assert.NotRegexp(t, regexp.MustCompile("[\x00-\x1f\x7f\u202e\u2028]"), text, a.Key)
			assert.LessOrEqual(t, len(text), 1100, a.Key)
		}
	}
}

func TestRecordCauses(t *testing.T) {
	t.Parallel()
	cause := errors.New("no row")
	wrapped := fmt.Errorf("load: %w", cause)
	for _, row := range []struct {
		name string
		err  error
		want any
	}{
		{"type", problem.NotFound, nil},
		{"type with members", flowTypes(), nil},
		{"problem", problem.NotFound.New(), nil},
		{"cause", problem.NotFound.New(problem.Cause(cause)), "no row"},
		{"undeclared", wrapped, "load: no row"},
		{"wrapped type", fmt.Errorf("load: %w", problem.NotFound), "load: 404 Not Found"},
		{"wrapped problem with a cause", fmt.Errorf("load: %w", problem.NotFound.New(problem.Cause(cause))), "load: 404 Not Found; no row"},
		{"rule with its own cause", mapCode{1}, "code; load: no row"},
		{"cause that is quoted", &mapConverter{problem.NotFound.New(problem.Cause(errors.New("CANARY")))}, "CANARY converter"},
		{"concealed", problem.Forbidden.New(problem.Conceal(), problem.Detail("not yours")), "concealed 403 Forbidden: not yours"},
		{"concealed with a cause", problem.Forbidden.New(problem.Conceal(), problem.Cause(cause)), "concealed 403 Forbidden; no row"},
		{"panicking text", treeBroken{}, "problem_test.treeBroken, whose Error method panicked"},
		{"panicking cause", problem.NotFound.New(problem.Cause(treeBroken{})), "problem_test.treeBroken, whose Error method panicked"},
		{"uncomparable", treeList{"x"}, "list"},
		{"input", &problem.InputError{In: problem.InBody, Err: errors.New("CANARY")}, "invalid input (body): *errors.errorString"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			log := &flowLog{}
			flowRespond(problem.Config{Recorder: log, Rules: []problem.Rule{
				problem.MatchAs(func(mapCode) *problem.Problem { return problem.Gone.New(problem.Cause(wrapped)) }),
			}}, "GET", row.err)
			assert.Equal(t, row.want, flowAttrs(log.only(t))["cause"])
		})
	}
}

func recordPanic(log problem.Recorder, f func()) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	flowServe(problem.NewResponder(problem.Config{Recorder: log}), func(http.ResponseWriter, *http.Request) error {
		f()
		return nil
	}).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	return w
}

func recordIndex(list []int) int { return list[len(list)] }

func recordNested() {
	defer func() { panic("second") }()
	panic("first")
}

func TestRecordStacks(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, first, cause string
		f                  func()
	}{
		{"panic", "problem_test.TestRecordStacks.", "panic: boom", func() { panic("boom") }},
		{"index", "problem_test.recordIndex(", "panic: runtime error: index out of range [0] with length 0", func() { recordIndex(nil) }},
		//lint:ignore SA5000 the panic is wanted
		{"nil map", "problem_test.TestRecordStacks.", "panic: assignment to entry in nil map", func() { map[string]int(nil)["x"] = 1 }},
		{"nil pointer", "problem_test.TestRecordStacks.", "panic: runtime error: invalid memory address or nil pointer dereference", func() { _ = (*problem.Record)(nil).Err }},
		{"nested", "problem_test.recordNested.func1(", "panic: second", recordNested},
		{"nil", "problem_test.TestRecordStacks.", "panic: panic called with nil argument", func() { panic(nil) }},
		{"deep", "problem_test.recordDeep(", "panic: deep", func() { recordDeep(100) }},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			log := &flowLog{}
			assert.Equal(t, 500, recordPanic(log, row.f).Code)
			attrs := flowAttrs(log.only(t))
			assert.Equal(t, row.cause, attrs["cause"])
			stack, ok := attrs["stack"].([]string)
			require.True(t, ok, "there is a stack")
			assert.Contains(t, stack[0], row.first, "the first frame is where it happened:\n%s", strings.Join(stack, "\n"))
			assert.Contains(t, stack[0], "record_test.go:")
			assert.LessOrEqual(t, len(stack), 32)
		})
	}
}

func recordDeep(n int) {
	if n == 0 {
		panic("deep")
	}
	recordDeep(n - 1)
}

func TestRecordOutcomes(t *testing.T) {
	t.Parallel()
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	for _, row := range []struct {
		name    string
		ctx     context.Context
		handler func(http.ResponseWriter, *http.Request) error
		outcome problem.Outcome
		status  int
		level   slog.Level
	}{
		{"answered", context.Background(), func(http.ResponseWriter, *http.Request) error { return problem.Gone }, problem.Answered, 410, slog.LevelInfo},
		{"gone", gone, func(_ http.ResponseWriter, r *http.Request) error { return fmt.Errorf("load: %w", r.Context().Err()) }, problem.ClientGone, 499, slog.LevelDebug},
		{"gone, but that was not it", gone, func(http.ResponseWriter, *http.Request) error { return problem.Gone }, problem.Answered, 410, slog.LevelInfo},
		{"cancelled inside", context.Background(), func(http.ResponseWriter, *http.Request) error { return context.Canceled }, problem.Answered, 500, slog.LevelError},
		{"declared cause", gone, func(http.ResponseWriter, *http.Request) error {
			return problem.ServiceUnavailable.New(problem.Cause(context.Canceled))
		}, problem.Answered, 503, slog.LevelError},
		{"begun and complete", context.Background(), func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("Content-Length", "2")
			_, _ = io.WriteString(w, "ok")
			return problem.Gone
		}, problem.Begun, 200, slog.LevelInfo},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			log := &flowLog{}
			r := httptest.NewRequest("GET", "/", nil).WithContext(row.ctx)
			flowServe(problem.NewResponder(problem.Config{Recorder: log}), row.handler).ServeHTTP(httptest.NewRecorder(), r)
			rec := log.only(t)
			assert.Equal(t, row.outcome, rec.Outcome)
			assert.Equal(t, row.status, rec.Status)
			assert.Equal(t, row.level, rec.Level)
		})
	}
}

// recordWriter fails in one way or another.
type recordWriter struct {
	httptest.ResponseRecorder
	write func([]byte) (int, error)
	flush func() error
}

func (w *recordWriter) Write(p []byte) (int, error) { return w.write(p) }
func (w *recordWriter) FlushError() error           { return w.flush() }

func TestRecordFailingWriters(t *testing.T) {
	t.Parallel()
	fine := func(p []byte) (int, error) { return len(p), nil }
	flushed := func() error { return nil }
	for _, row := range []struct {
		name  string
		write func([]byte) (int, error)
		flush func() error
		want  string
	}{
		{"error", func([]byte) (int, error) { return 0, errors.New("broken pipe") }, flushed, "write: broken pipe"},
		{"short", func(p []byte) (int, error) { return len(p) / 2, nil }, flushed, "write: short write"},
		{"panic", func([]byte) (int, error) { panic("CANARY") }, flushed, "write: a method panicked"},
		{"flush of a foreign writer is not called", fine, func() error { panic("CANARY") }, ""},
		{"can't flush", fine, func() error { return http.ErrNotSupported }, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			log := &flowLog{}
			w := &recordWriter{*httptest.NewRecorder(), row.write, row.flush}
			asked := 0
			rs := problem.NewResponder(problem.Config{Recorder: log, Level: func(r problem.Record) slog.Level {
				asked++
				return slog.LevelWarn
			}})
			rs.Respond(w, httptest.NewRequest("GET", "/", nil), problem.NotFound)
			rec := log.only(t)
			if row.want == "" {
				assert.Equal(t, problem.Answered, rec.Outcome)
				return
			}
			assert.Equal(t, problem.WriteFailed, rec.Outcome)
			assert.Equal(t, row.want, flowAttrs(rec)["cause"])
			assert.Equal(t, 2, asked, "the level is asked for again")
		})
	}
}

func TestRecordersBroken(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	quiet := &recordLevel{least: slog.LevelError}
	w := flowRespond(problem.Config{Recorder: problem.Recorders(recordBroken{}, nil, quiet, problem.NoRecorder, log)}, "GET", problem.NotFound)
	assert.Equal(t, 404, w.Code)
	assert.Len(t, log.all(), 1, "the others get it")
	assert.Empty(t, quiet.all(), "one does not want the level")
	assert.Equal(t, 404, flowRespond(problem.Config{Recorder: recordBroken{}}, "GET", problem.NotFound).Code)
	none := problem.Recorders()
	assert.False(t, none.Enabled(t.Context(), slog.LevelError))
	assert.False(t, problem.NoRecorder.Enabled(t.Context(), slog.LevelError))
	assert.NotPanics(t, func() { problem.NoRecorder.Record(t.Context(), problem.Record{}) })
}

// recordOnlyRecords panics in Record alone.
type recordOnlyRecords struct{ flowLog }

func (*recordOnlyRecords) Record(context.Context, problem.Record) { panic("Record") }

func TestRecordPanics(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	assert.Equal(t, 404, flowRespond(problem.Config{Recorder: &recordOnlyRecords{}}, "GET", problem.NotFound).Code)
	assert.Equal(t, 404, flowRespond(problem.Config{Recorder: problem.Recorders(&recordOnlyRecords{}, log)}, "GET", problem.NotFound).Code)
	assert.Len(t, log.all(), 1)
}

func TestRecordNobodyWants(t *testing.T) {
	t.Parallel()
	log := &recordLevel{least: slog.LevelError + 1}
	assert.Equal(t, 500, recordPanic(log, func() { panic("x") }).Code)
	assert.Empty(t, log.all())
}

// A client must not wait for a slow log.
func TestRecordAfterTheFlush(t *testing.T) {
	t.Parallel()
	for _, proto := range wiretest.Protos() {
		t.Run(proto.String(), func(t *testing.T) {
			t.Parallel()
			release := make(chan struct{})
			defer close(release)
			slow := recordSlow{release}
			h := flowServe(problem.NewResponder(problem.Config{Recorder: slow}), func(http.ResponseWriter, *http.Request) error {
				return problem.NotFound
			})
			server := wiretest.Start(t, proto, h)
			ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
			defer cancel()
			answer := make(chan *wiretest.Answer)
			go func() {
				r, _ := http.NewRequestWithContext(ctx, "GET", server.URL()+"/", nil)
				response, err := server.Client().Do(r)
				if err != nil {
					answer <- &wiretest.Answer{Err: err}
					return
				}
				body := make([]byte, response.ContentLength)
				_, err = io.ReadFull(response.Body, body)
				answer <- &wiretest.Answer{Status: response.StatusCode, Body: body, Err: err}
			}()
			got := <-answer
			require.NoError(t, got.Err, "the answer arrives while the recorder is at work")
			assert.Equal(t, 404, got.Status)
			assert.Equal(t, "Not Found", flowDoc(t, got.Body)["title"])
		})
	}
}

// recordSlow takes its time.
type recordSlow struct{ release chan struct{} }

func (recordSlow) Enabled(context.Context, slog.Level) bool { return true }
func (s recordSlow) Record(context.Context, problem.Record) { <-s.release }

func TestRecordSlog(t *testing.T) {
	t.Parallel()
	var text, doc bytes.Buffer
	log := &flowLog{}
	rec := problem.Recorders(log, problem.NewSlogRecorder(slog.New(slog.NewTextHandler(&text, nil))),
		problem.NewSlogRecorder(slog.New(slog.NewJSONHandler(&doc, nil))))
	recordPanic(rec, func() {
		panic(problem.Conflict.New(problem.Detail("d"), problem.Instance("/i"), problem.Cause(io.EOF), problem.With("type", 1)))
	})
	want := strings.Join(recordKeys(log.only(t)), " ")
	assert.Equal(t, "type status title detail instance trace_id method outcome cause stack dropped", want)
	assert.Equal(t, "time level msg "+want, recordJSONKeys(t, doc.Bytes()))
	keys := regexp.MustCompile(`(?:^| )([a-z_]+)=`).FindAllStringSubmatch(text.String(), -1)
	var found []string
	for _, key := range keys {
		found = append(found, key[1])
	}
	assert.Equal(t, "time level msg "+want, strings.Join(found, " "))
	assert.Contains(t, text.String(), `msg="request failed"`)
}

func recordJSONKeys(t *testing.T, line []byte) string {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(line))
	_, err := dec.Token()
	require.NoError(t, err)
	var keys []string
	for dec.More() {
		key, err := dec.Token()
		require.NoError(t, err)
		keys = append(keys, key.(string))
		var skipped json.RawMessage
		require.NoError(t, dec.Decode(&skipped))
	}
	return strings.Join(keys, " ")
}

// Not parallel: it sets the default logger for a while.
func TestRecordDefaultLogger(t *testing.T) {
	before := slog.Default()
	defer slog.SetDefault(before)
	var text bytes.Buffer
	rs := problem.NewResponder(problem.Config{})
	slog.SetDefault(slog.New(slog.NewTextHandler(&text, nil)))
	rs.Respond(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil), problem.NotFound)
	assert.Contains(t, text.String(), "level=INFO", "the default is asked each time")
}
