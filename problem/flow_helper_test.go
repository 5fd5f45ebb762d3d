package problem_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// flowWriter is a writer that costs nothing itself.
type flowWriter struct {
	header http.Header
	status int
	size   int
}

func (w *flowWriter) Header() http.Header         { return w.header }
func (w *flowWriter) WriteHeader(status int)      { w.status = status }
func (w *flowWriter) Write(p []byte) (int, error) { w.size = len(p); return len(p), nil }

type flowCredit struct {
	Balance int    `json:"balance"`
	Cost    int    `json:"cost"`
	Unit    string `json:"unit"`
}

func flowTypes() problem.TypeOf[flowCredit] {
	return problem.NewTypeOf[flowCredit]("https://example.com/problems/credit", "Out of credit", 403)
}

func flowNoID(*http.Request) string { return "" }

// flowLog is a recorder that keeps what it gets.
type flowLog struct {
	mu      sync.Mutex
	records []problem.Record
}

func (l *flowLog) Enabled(context.Context, slog.Level) bool { return true }

func (l *flowLog) Record(_ context.Context, r problem.Record) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.records = append(l.records, r)
}

func (l *flowLog) all() []problem.Record {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]problem.Record(nil), l.records...)
}

// only returns the single record.
func (l *flowLog) only(t *testing.T) problem.Record {
	t.Helper()
	records := l.all()
	require.Len(t, records, 1, "each failed request makes one record")
	return records[0]
}

// flowAttrs are the attributes of a record by key.
func flowAttrs(r problem.Record) map[string]any {
	attrs := map[string]any{}
	for _, a := range r.Attrs() {
		attrs[a.Key] = a.Value.Any()
	}
	return attrs
}

// flowConfig answers without ids, silently.
func flowConfig() problem.Config {
	return problem.Config{TraceID: flowNoID, Recorder: problem.NoRecorder}
}

// flowRespond answers one request without a door.
func flowRespond(c problem.Config, method string, err error) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	problem.NewResponder(c).Respond(w, httptest.NewRequest(method, "/orders/12", nil), err)
	return w
}

// flowServe runs a handler in a door.
func flowServe(rs *problem.Responder, h func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var x problem.Exchange
		defer x.Close()
		x.Open(rs, w, r)
		x.Done(h(x.Writer(), x.Request()))
	})
}

// flowDoc decodes a document.
func flowDoc(t *testing.T, body []byte) map[string]any {
	t.Helper()
	doc := map[string]any{}
	require.NoError(t, json.Unmarshal(body, &doc), "the body is a JSON object: %q", body)
	return doc
}

// flowWatch fails a test that hangs, long after any of them should have ended.
func flowWatch(t *testing.T, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal("still running after 20 seconds")
	}
}
