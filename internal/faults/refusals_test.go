package faults_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// refusal is an error that a client, time or load is the reason of.
type refusal struct {
	name    string
	failing handle
	status  int
	send    func(until <-chan struct{}) wiretest.Option // nil: nothing to read
	header  http.Header                                 // of the answer, besides what all documents have
}

func refusals() []refusal {
	full := problem.NewLimiter(1, 2*time.Second)
	return []refusal{
		{name: "content that does not come", failing: readInTime, status: http.StatusRequestTimeout, send: stalling},
		{name: "content that is too much", failing: readLittle, status: http.StatusRequestEntityTooLarge, send: tooMuch},
		{name: "a deadline", failing: deadline, status: http.StatusServiceUnavailable},
		{name: "a context of its own", failing: otherContext, status: http.StatusInternalServerError},
		{
			name: "no place left", status: http.StatusServiceUnavailable, header: http.Header{"Retry-After": {"2"}},
			failing: func(http.ResponseWriter, *http.Request) error { _ = full.Enter(); return full.Enter() },
		},
		{
			name: "too many requests", status: http.StatusTooManyRequests,
			failing: func(http.ResponseWriter, *http.Request) error {
				return problem.Throttled(1500*time.Millisecond, problem.Quota{Limit: 10, Window: time.Minute, Reset: time.Second})
			},
			header: http.Header{"Retry-After": {"2"}, "Ratelimit-Policy": {`"default";q=10;w=60`}, "Ratelimit": {`"default";r=0;t=1`}},
		},
	}
}

// TestRefusals: whoever is to blame, every door says so with the same document.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, r := range refusals() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, s setting) { r.check(t, s) })
		})
	}
}

func (r refusal) check(t *testing.T, s setting) {
	t.Helper()
	b := start(t, s, problem.Config{}, site{failing: r.failing})
	got := &result{bench: b, setting: s, method: http.MethodPost}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var options []wiretest.Option
	if r.send != nil {
		options = append(options, r.send(ctx.Done()))
		time.AfterFunc(time.Second, stop) // a client of HTTP/1 sends all before it reads
	}
	got.answer = b.Do(t, got.method, "/x", options...)
	require.NoError(t, got.answer.Err)
	require.Equal(t, r.status, got.answer.Status)
	got.checkDocument(t)
	for name, values := range r.header {
		assert.Equal(t, values, got.answer.Header[name], name)
	}
	b.quiet(t)
	got.findRecord(t)
	got.checkRecord(t, answered(r.status))
}

// readInTime reads all, but does not wait for it long.
func readInTime(w http.ResponseWriter, r *http.Request) error {
	if err := http.NewResponseController(w).SetReadDeadline(time.Now().Add(short)); err != nil {
		return err
	}
	_, err := io.ReadAll(r.Body)
	return fmt.Errorf("read: %w", err)
}

func readLittle(w http.ResponseWriter, r *http.Request) error {
	_, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1))
	return err
}

func tooMuch(<-chan struct{}) wiretest.Option { return wiretest.Body(strings.Repeat("x", 2)) }

// stalling begins, and goes on when it is too late.
func stalling(until <-chan struct{}) wiretest.Option {
	return wiretest.Stream(io.MultiReader(strings.NewReader("{"), stalled(until)))
}

type stalled <-chan struct{}

func (s stalled) Read([]byte) (int, error) { <-s; return 0, io.EOF }
