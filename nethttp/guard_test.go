package nethttp_test

import (
	"context"
	"io"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// allFine answers what usable expects.
var allFine = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "fine") })

func TestUnavailable(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		var m problem.Maintenance
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			mux := http.NewServeMux()
			mux.Handle("/guarded", api.Unavailable(&m)(allFine))
			mux.Handle("/ok", allFine)
			return api.Handler(mux)
		})
		assert.Equal(t, 200, h.Do(t, method, "/guarded").Status)
		m.For(time.Hour)
		answer := h.Do(t, method, "/guarded")
		assertProblem(t, method, 503, answer)
		assert.Equal(t, "3600", answer.Header.Get("Retry-After"))
		rec := h.one(t)
		assert.Equal(t, "/guarded", rec.Route)
		assert.Equal(t, problem.Answered, rec.Outcome)
		m.Begin()
		answer = h.Do(t, method, "/guarded")
		assertProblem(t, method, 503, answer)
		assert.Empty(t, answer.Header["Retry-After"])
		usable(t, h)
		m.End()
		assert.Equal(t, 200, h.Do(t, method, "/guarded").Status)
		h.uncut(t)
		assert.Len(t, h.All(), 2)
	})
}

// A guard in front of the door answers by itself.
func TestGuardsWithoutADoor(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		var m problem.Maintenance
		m.Begin()
		l := problem.NewLimiter(1, time.Second)
		require.NoError(t, l.Enter())
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			mux := http.NewServeMux()
			mux.Handle("/closed", api.Unavailable(&m)(api.Handler(allFine)))
			mux.Handle("/full", api.Limit(l)(api.Handler(allFine)))
			mux.Handle("/open", api.Unavailable(nil)(api.Limit(nil)(allFine)))
			return mux
		})
		assertProblem(t, method, 503, h.Do(t, method, "/closed"))
		assertProblem(t, method, 503, h.Do(t, method, "/full"))
		assert.Equal(t, 200, h.Do(t, method, "/open").Status)
		h.uncut(t)
		assert.Len(t, h.All(), 2)
	})
}

func TestLimit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		inside, release := make(chan struct{}), make(chan struct{})
		l := problem.NewLimiter(1, 1500*time.Millisecond)
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			return api.Handler(besideOK(api.Limit(l)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
				inside <- struct{}{}
				<-release
			}))))
		})
		var first *wiretest.Answer
		done := make(chan struct{})
		go func() { defer close(done); first = h.Do(t, method, "/") }()
		<-inside
		answer := h.Do(t, method, "/")
		assertProblem(t, method, 503, answer)
		assert.Equal(t, "2", answer.Header.Get("Retry-After"))
		usable(t, h)
		close(release)
		<-done
		assert.Equal(t, 200, first.Status)
		go func() { <-inside }()
		assert.Equal(t, 200, h.Do(t, method, "/").Status, "the place is free")
		h.one(t)
	})
}

// endings are the ways in which a handler can end.
var endings = map[string]func(w http.ResponseWriter, r *http.Request) error{
	"return":  func(http.ResponseWriter, *http.Request) error { return nil },
	"error":   func(http.ResponseWriter, *http.Request) error { return problem.NotFound },
	"panic":   func(http.ResponseWriter, *http.Request) error { panic(secret) },
	"abort":   func(http.ResponseWriter, *http.Request) error { panic(http.ErrAbortHandler) },
	"aborted": func(http.ResponseWriter, *http.Request) error { return http.ErrAbortHandler },
	"goexit":  func(http.ResponseWriter, *http.Request) error { runtime.Goexit(); return nil },
	"begun": func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = io.WriteString(w, "half")
		flush(w)
		panic(secret)
	},
	"hijack": func(w http.ResponseWriter, _ *http.Request) error {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.Close()
		}
		return nil
	},
}

// However a handler ends, its place is free again.
func TestLimitGivesPlacesBack(t *testing.T) {
	t.Parallel()
	for name, end := range endings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, proto wiretest.Proto) {
				l := problem.NewLimiter(1, time.Second)
				h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
					mux := http.NewServeMux()
					mux.Handle("/joined", api.Handler(api.Limit(l)(api.Handle(end))))
					mux.Handle("/alone", api.Limit(l)(api.Handle(end)))
					mux.Handle("/outside", api.Limit(l)(api.Handler(api.Handle(end))))
					mux.Handle("/timed", api.Handler(api.Timeout(time.Minute)(api.Limit(l)(api.Handle(end)))))
					return mux
				})
				for _, path := range []string{"/joined", "/alone", "/outside", "/timed"} {
					_ = h.Do(t, "GET", path)
					h.quiet(t)
					require.Eventually(t, func() bool { return l.Enter() == nil }, 5*time.Second, time.Millisecond, path)
					assert.Error(t, l.Enter(), "one place, no more")
					l.Leave()
				}
			})
		})
	}
}

// A client that leaves frees the place as soon as the handler notices.
func TestLimitAndClientGone(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		l := problem.NewLimiter(1, time.Second)
		ctx, cancel := context.WithCancel(t.Context())
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			return api.Handler(api.Limit(l)(api.Handle(func(_ http.ResponseWriter, r *http.Request) error {
				cancel()
				<-r.Context().Done()
				return r.Context().Err()
			})))
		})
		_ = h.Do(t, "GET", "/", wiretest.Context(ctx))
		assert.Equal(t, problem.ClientGone, h.one(t).Outcome)
		assert.NoError(t, l.Enter())
	})
}

func TestLimitUnderLoad(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		const limit = 3
		l := problem.NewLimiter(limit, time.Second)
		var inside, most, served, refused atomic.Int64
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			return api.Handler(api.Limit(l)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
				defer inside.Add(-1)
				now := inside.Add(1)
				for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
				}
				if served.Add(1)%3 == 0 {
					panic(secret)
				}
			})))
		})
		var clients sync.WaitGroup
		for range 12 {
			clients.Go(func() {
				for range 20 {
					if h.Do(t, "GET", "/").Status == 503 {
						refused.Add(1)
					}
				}
			})
		}
		clients.Wait()
		h.uncut(t)
		assert.LessOrEqual(t, most.Load(), int64(limit))
		assert.EqualValues(t, 12*20, served.Load()+refused.Load())
		for range limit {
			assert.NoError(t, l.Enter(), "no place was lost")
		}
		assert.Error(t, l.Enter())
	})
}
