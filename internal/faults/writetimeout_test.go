package faults_test

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// writeTimeout is the server's, and slow a handler that takes longer.
const (
	writeTimeout = 200 * time.Millisecond
	slow         = 400 * time.Millisecond
)

// impatient is a server that gives handlers little time to write.
func impatient(t *testing.T, s setting, behind site) (*wiretest.Server, *logs) {
	t.Helper()
	records := &logs{}
	h := behind.handler(s.door, problem.NewResponder(problem.Config{Recorder: records.recorder()}))
	return wiretest.Start(t, s.proto, h, func(server *http.Server) { server.WriteTimeout = writeTimeout }), records
}

func (l *logs) await(t *testing.T) problem.Record {
	t.Helper()
	require.Eventually(t, func() bool { return len(l.all()) > 0 }, 10*time.Second, time.Millisecond)
	require.Len(t, l.all(), 1)
	return l.all()[0]
}

// lateFailures are the ways to fail after the time that the server allows.
func lateFailures() map[string]struct {
	site
	status int
} {
	return map[string]struct {
		site
		status int
	}{
		"error": {site{failing: func(http.ResponseWriter, *http.Request) error {
			time.Sleep(slow)
			return problem.Conflict
		}}, http.StatusConflict},
		"panic": {site{plain: func(http.ResponseWriter, *http.Request) {
			time.Sleep(slow)
			panic("late")
		}}, http.StatusInternalServerError},
		"empty 4xx": {site{plain: func(w http.ResponseWriter, _ *http.Request) {
			time.Sleep(slow)
			w.WriteHeader(http.StatusGone)
		}}, http.StatusGone},
		"Respond": {site{plain: func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(slow)
			problem.Error(w, r, problem.Conflict)
		}}, http.StatusConflict},
	}
}

// TestWriteTimeout: the problem of a handler that was too slow arrives. Over
// HTTP/2 nothing can: the stream ends with the time, and the record says so.
func TestWriteTimeout(t *testing.T) {
	t.Parallel()
	for name, failure := range lateFailures() {
		for _, s := range settings() {
			t.Run(name+"/"+s.String(), func(t *testing.T) {
				t.Parallel()
				server, records := impatient(t, s, failure.site)
				answer, rec := server.Do(t, http.MethodGet, "/x"), records.await(t)
				assert.Equal(t, failure.status, rec.Status)
				if s.proto == wiretest.HTTP2 {
					require.Error(t, answer.Err)
					assert.Equal(t, problem.WriteFailed, rec.Outcome)
					return
				}
				assertArrived(t, answer, failure.status)
				assert.Equal(t, problem.Answered, rec.Outcome)
				assert.True(t, server.Do(t, http.MethodGet, "/ok").Reused, "the connection is usable")
			})
		}
	}
}

func assertArrived(t *testing.T, answer *wiretest.Answer, status int) {
	t.Helper()
	require.NoError(t, answer.Err)
	assert.False(t, answer.Cut)
	assert.Equal(t, status, answer.Status)
	var document struct{ Status int }
	require.NoError(t, json.Unmarshal(answer.Body, &document), "%s", answer.Body)
	assert.Equal(t, status, document.Status)
}

// TestWriteTimeoutWithoutError: what is no error keeps the server's limit, and
// does not inherit the time of an answer before it on the same connection.
func TestWriteTimeoutWithoutError(t *testing.T) {
	t.Parallel()
	for _, s := range settings() {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			server, records := impatient(t, s, site{plain: func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodDelete {
					w.WriteHeader(http.StatusGone)
					return
				}
				time.Sleep(slow)
				_, _ = io.WriteString(w, "fine")
			}})
			require.Error(t, server.Do(t, http.MethodGet, "/x").Err)
			assert.Empty(t, records.all())
			assertArrived(t, server.Do(t, http.MethodDelete, "/x"), http.StatusGone)
			answer := server.Do(t, http.MethodGet, "/x")
			require.Error(t, answer.Err)
			assert.True(t, answer.Reused)
		})
	}
}
