package wiretest_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
)

func TestDoSendsWhatItIsTold(t *testing.T) {
	t.Parallel()
	overBoth(t, echo, func(t *testing.T, server *wiretest.Server) {
		tests := []struct {
			name, method, target string
			options              []wiretest.Option
			want                 string
		}{
			{"no body", "GET", "/a?b=c", nil, ` GET /a?b=c 127.0.0.1`},
			{"no length without a body", "GET", "/", nil, ` 0 [] ""`},
			{"header", "GET", "/", []wiretest.Option{wiretest.Header("X-A", "1"), wiretest.Header("X-A", "2")}, "X-A: 1\r\nX-A: 2\r\n"},
			{"host", "GET", "/", []wiretest.Option{wiretest.Header("host", "example.org")}, ` GET / example.org 0`},
			{"body", "POST", "/", []wiretest.Option{wiretest.Body("abc")}, ` 3 [] "abc"`},
			{"empty body", "POST", "/", []wiretest.Option{wiretest.Body("")}, ` 0 [] ""`},
			{"stream", "POST", "/", []wiretest.Option{wiretest.Stream(strings.NewReader("abc"))}, `"abc"`},
		}
		for _, tt := range tests {
			answer := server.Do(t, tt.method, tt.target, tt.options...)
			require.NoError(t, answer.Err, tt.name)
			assert.Contains(t, string(answer.Body), tt.want, tt.name)
			assert.NotContains(t, string(answer.Body), "Accept-Encoding", tt.name)
		}
	})
}

func TestDoAnswer(t *testing.T) {
	t.Parallel()
	handler := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Trailer", "X-Sum")
		w.Header().Set("Location", "http://[broken")
		w.WriteHeader(http.StatusSeeOther)
		_, _ = io.WriteString(w, "see other")
		w.Header().Set("X-Sum", "9")
	}
	overBoth(t, handler, func(t *testing.T, server *wiretest.Server) {
		answer := server.Do(t, "GET", "/")
		require.NoError(t, answer.Err)
		assert.Equal(t, http.StatusSeeOther, answer.Status)
		assert.Equal(t, "http://[broken", answer.Header.Get("Location"))
		assert.Equal(t, "see other", string(answer.Body))
		assert.Equal(t, "9", answer.Trailer.Get("X-Sum"))
		assert.False(t, answer.Cut)
	})
}

func TestDoReusesConnections(t *testing.T) {
	t.Parallel()
	overBoth(t, http.NotFound, func(t *testing.T, server *wiretest.Server) {
		assert.False(t, server.Do(t, "GET", "/").Reused)
		assert.True(t, server.Do(t, "HEAD", "/").Reused)
		assert.True(t, server.Do(t, "POST", "/", wiretest.Body("x")).Reused)
		assert.True(t, server.Do(t, "GET", "/").Reused)
	})
}

func TestDoSeesTheConnectionClose(t *testing.T) {
	t.Parallel()
	handler := func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Connection", "close") }
	server := wiretest.Start(t, wiretest.HTTP1, http.HandlerFunc(handler))
	assert.False(t, server.Do(t, "GET", "/").Reused)
	assert.False(t, server.Do(t, "GET", "/").Reused)
}

func abortAfterFlush(w http.ResponseWriter, r *http.Request) {
	if length := r.Header.Get("X-Length"); length != "" {
		w.Header().Set("Content-Length", length)
	}
	_, _ = io.WriteString(w, "part")
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

func TestDoCut(t *testing.T) {
	t.Parallel()
	overBoth(t, abortAfterFlush, func(t *testing.T, server *wiretest.Server) {
		for _, options := range [][]wiretest.Option{nil, {wiretest.Header("X-Length", "10")}} {
			answer := server.Do(t, "GET", "/", options...)
			require.NoError(t, answer.Err)
			assert.True(t, answer.Cut)
			assert.Equal(t, http.StatusOK, answer.Status)
			assert.Equal(t, "part", string(answer.Body))
		}
		assert.Empty(t, server.Log())
	})
}

func TestDoWithoutResponse(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"GET", "HEAD", "OPTIONS", "POST", "DELETE"} {
		var calls atomic.Int32
		abort := func(_ http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/abort" {
				calls.Add(1)
				panic(http.ErrAbortHandler)
			}
		}
		for _, proto := range wiretest.Protos() {
			calls.Store(0)
			server := wiretest.Start(t, proto, http.HandlerFunc(abort))
			server.Do(t, "GET", "/")
			answer := server.Do(t, method, "/abort")
			require.Error(t, answer.Err, method)
			assert.True(t, answer.Reused, method)
			assert.False(t, answer.Cut, method)
			assert.Zero(t, answer.Status, method)
			assert.EqualValues(t, 1, calls.Load(), "%s over %v", method, proto)
		}
	}
}

func TestDoContext(t *testing.T) {
	t.Parallel()
	for _, proto := range wiretest.Protos() {
		ctx, cancel := context.WithCancel(t.Context())
		server := wiretest.Start(t, proto, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			cancel()
			<-r.Context().Done()
		}))
		answer := server.Do(t, "GET", "/", wiretest.Context(ctx))
		assert.ErrorIs(t, answer.Err, context.Canceled)
	}
}

// complaints records failures in place of the test that it stands for.
type complaints struct {
	testing.TB
	texts []string
}

func (c *complaints) Helper() {}

func (c *complaints) Errorf(format string, _ ...any) { c.texts = append(c.texts, format) }

func TestDoComplains(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	handler := func(_ http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/slow":
			<-r.Context().Done()
		case "/abort":
			calls.Add(1)
			panic(http.ErrAbortHandler)
		}
	}
	tests := []struct {
		name, method, target string
		limit                time.Duration
		want                 string
	}{
		{"time", "GET", "/slow", 50 * time.Millisecond, "%s %s took longer than %v"},
		{"target", "GET", "/%zz", time.Minute, "build the request: %v"},
		{"repetition", "TRACE", "/abort", time.Minute, "%s %s was sent %d times"},
	}
	for _, tt := range tests {
		server := wiretest.Start(t, wiretest.HTTP1, http.HandlerFunc(handler))
		server.Do(t, "GET", "/")
		server.SetPatience(tt.limit)
		witness := &complaints{TB: t}
		answer := server.Do(witness, tt.method, tt.target)
		require.Error(t, answer.Err, tt.name)
		assert.Equal(t, []string{tt.want}, witness.texts, tt.name)
	}
	assert.EqualValues(t, 2, calls.Load())
}
