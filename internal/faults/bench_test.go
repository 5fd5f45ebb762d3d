package faults_test

import (
	"context"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// The canaries. None of them may reach a client, and those of the request no
// log.
const (
	canary       = "CANARY"
	canaryValue  = canary + "-value"
	canaryHeader = canary + "-header"
	canaryQuery  = canary + "-query"
)

// secrets come with every request.
func secrets() []wiretest.Option {
	return []wiretest.Option{
		wiretest.Header("Authorization", "Bearer "+canaryHeader),
		wiretest.Header("Cookie", "session="+canaryHeader),
		wiretest.Header("X-Api-Key", canaryHeader),
	}
}

// bench is a running server. It stands outside of the door and sees what leaves
// it.
type bench struct {
	*wiretest.Server
	logs   logs
	hangUp context.CancelFunc
	gone   context.Context

	mu     sync.Mutex
	active int
	thrown []any
	taken  []io.Closer
}

func start(t *testing.T, s setting, c problem.Config, behind site) *bench {
	t.Helper()
	b := &bench{}
	b.gone, b.hangUp = context.WithCancel(t.Context())
	c.Recorder = b.logs.recorder()
	b.Server = wiretest.Start(t, s.proto, b.watch(behind.handler(s.door, problem.NewResponder(c))))
	return b
}

// benchKey is the key of the bench in the context of a request.
type benchKey struct{}

// benchOf lets a handler hang up in the name of its client, or keep what it has
// hijacked until the door is closed.
func benchOf(r *http.Request) *bench { return r.Context().Value(benchKey{}).(*bench) }

// watch closes what was hijacked when nothing more can be written to it.
func (b *bench) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.enter()
		defer b.leave()
		defer func() {
			if value := recover(); value != nil {
				b.escaped(value)
				panic(value)
			}
		}()
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), benchKey{}, b)))
	})
}

func (b *bench) enter() { b.mu.Lock(); defer b.mu.Unlock(); b.active++ }

func (b *bench) leave() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.active--
	for _, c := range b.taken {
		_ = c.Close()
	}
}

func (b *bench) escaped(value any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.thrown = append(b.thrown, value)
}
func (b *bench) take(c io.Closer) { b.mu.Lock(); defer b.mu.Unlock(); b.taken = append(b.taken, c) }

// quiet waits until no request is served, and returns what left the door, which
// may be http.ErrAbortHandler alone.
func (b *bench) quiet(t *testing.T) (thrown []any) {
	t.Helper()
	require.Eventually(t, func() bool {
		b.mu.Lock()
		defer b.mu.Unlock()
		thrown = b.thrown
		return b.active == 0
	}, 10*time.Second, time.Millisecond)
	for _, value := range thrown {
		assert.Equal(t, http.ErrAbortHandler, value)
	}
	return thrown
}
