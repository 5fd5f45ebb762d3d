package nethttp_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// gzipWriter compresses whatever is written, as middleware of that kind does.
type gzipWriter struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (w *gzipWriter) Write(p []byte) (int, error) { return w.z.Write(p) }

type unwrappableGzip struct{ *gzipWriter }

func (w unwrappableGzip) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func compressing(unwraps bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Add("Vary", "Accept-Encoding")
			zw := &gzipWriter{w, gzip.NewWriter(w)}
			if unwraps {
				next.ServeHTTP(unwrappableGzip{zw}, r)
			} else {
				next.ServeHTTP(zw, r)
			}
			if r.Method != http.MethodHead {
				_ = zw.z.Close()
			}
		})
	}
}

func ungzip(t *testing.T, answer *wiretest.Answer) {
	t.Helper()
	if len(answer.Body) == 0 {
		return
	}
	z, err := gzip.NewReader(strings.NewReader(string(answer.Body)))
	require.NoError(t, err)
	answer.Body, err = io.ReadAll(z)
	require.NoError(t, err)
}

// The inner door answers through the compressing writer, the outer one is silent.
func TestHandleBehindCompression(t *testing.T) {
	t.Parallel()
	for _, unwraps := range []bool{false, true} {
		each(t, func(t *testing.T, proto wiretest.Proto, method string) {
			h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
				return api.Handler(besideOK(compressing(unwraps)(api.Handle(func(w http.ResponseWriter, _ *http.Request) error {
					w.Header().Set("Content-Length", "5")
					return problem.Conflict.New(problem.Detail("taken"))
				}))))
			})
			answer := h.Do(t, method, "/")
			require.NoError(t, answer.Err)
			assert.Equal(t, "gzip", answer.Header.Get("Content-Encoding"))
			assert.Equal(t, "Accept-Encoding", answer.Header.Get("Vary"))
			ungzip(t, answer)
			answer.Header.Set("Content-Length", "any")
			doc := assertProblem(t, method, 409, answer)
			assert.Equal(t, method == http.MethodGet, doc.Detail == "taken")
			rec := h.one(t)
			if method == http.MethodGet {
				assert.Equal(t, rec.TraceID, doc.TraceID)
			}
			usable(t, h)
		})
	}
}

// Around the compression, a panic is answered without it.
func TestPanicThroughCompression(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			return api.Handler(compressing(true)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(secret) })))
		})
		answer := h.Do(t, method, "/")
		assertProblem(t, method, 500, answer)
		assert.Empty(t, answer.Header["Content-Encoding"])
		h.one(t)
	})
}

// One trace id for one exchange, through any writer that can be looked through.
func TestTraceIDOfAnExchange(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{TraceHeader: "X-Trace"}, func(api nethttp.Adapter) http.Handler {
		return api.Handler(wrapping(api.Handle(func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("X-Seen", problem.TraceIDOf(w))
			assert.Equal(t, problem.TraceIDOf(w), problem.TraceIDOf(w))
			return problem.Gone
		})))
	})
	answer := h.Do(t, "GET", "/")
	doc := assertProblem(t, "GET", 410, answer)
	assert.Len(t, doc.TraceID, 32)
	assert.Equal(t, doc.TraceID, answer.Header.Get("X-Seen"))
	assert.Equal(t, doc.TraceID, answer.Header.Get("X-Trace"))
	assert.Equal(t, doc.TraceID, h.one(t).TraceID)
	assert.Empty(t, problem.TraceIDOf(httptest.NewRecorder()))
}

func TestTimeoutHandler(t *testing.T) {
	t.Parallel()
	ways := map[string]struct {
		f      handle
		status int
	}{
		"error": {func(http.ResponseWriter, *http.Request) error { return problem.Locked }, 423},
		"panic": {func(http.ResponseWriter, *http.Request) error { panic(secret) }, 500},
		"begun": {func(w http.ResponseWriter, _ *http.Request) error {
			_, _ = io.WriteString(w, "part")
			return problem.Gone
		}, 0},
	}
	for name, c := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
					return api.Handler(besideOK(http.TimeoutHandler(api.Handle(c.f), 5*time.Second, "late")))
				})
				answer := h.Do(t, method, "/")
				rec := h.one(t)
				if c.status == 0 {
					assert.Error(t, answer.Err, "the buffered part is thrown away, not sent as a success")
					assert.Equal(t, problem.Begun, rec.Outcome)
					return
				}
				assertProblem(t, method, c.status, answer)
				assert.Equal(t, c.status, rec.Status)
				usable(t, h)
			})
		})
	}
}

// Too slow a handler: the 503 is the timeout's, and what the handler returns
// afterwards is recorded as not written.
func TestTimeoutHandlerRunsOut(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		returned := make(chan struct{})
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			slow := api.Handle(func(_ http.ResponseWriter, r *http.Request) error {
				<-r.Context().Done()
				time.Sleep(50 * time.Millisecond)
				return r.Context().Err()
			})
			return api.Handler(http.TimeoutHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				defer close(returned)
				slow.ServeHTTP(w, r)
			}), 20*time.Millisecond, "late"))
		})
		answer := h.Do(t, "GET", "/")
		require.NoError(t, answer.Err)
		assert.Equal(t, 503, answer.Status)
		assert.Equal(t, "late", string(answer.Body))
		<-returned
		rec := h.one(t)
		assert.Equal(t, problem.WriteFailed, rec.Outcome)
		assert.ErrorIs(t, rec.WriteErr, http.ErrHandlerTimeout)
	})
}

func TestHandlerInsideHandler(t *testing.T) {
	t.Parallel()
	inner := map[string]http.HandlerFunc{
		"panic":      func(http.ResponseWriter, *http.Request) { panic(problem.Gone) },
		"empty":      func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) },
		"http.Error": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "Gone", http.StatusGone) },
	}
	for name, f := range inner {
		for _, same := range []bool{true, false} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				each(t, func(t *testing.T, proto wiretest.Proto, method string) {
					other := &wiretest.Records{}
					h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
						if same {
							return api.Handler(besideOK(api.Handler(f)))
						}
						own := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: other})}
						return api.Handler(besideOK(own.Handler(f)))
					})
					assertProblem(t, method, 410, h.Do(t, method, "/"))
					if !same {
						h.none(t)
						require.Len(t, other.All(), 1)
						usable(t, h)
						return
					}
					h.one(t)
					usable(t, h)
				})
			})
		}
	}
}

// A silent inner responder does not make the outer one talk.
func TestSilentResponderInside(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		silent := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			return api.Handler(silent.Handle(func(http.ResponseWriter, *http.Request) error { return problem.Gone }))
		})
		assertProblem(t, method, 410, h.Do(t, method, "/"))
		h.none(t)
	})
}

// A cut goes through all doors and is recorded by the one that caught the error.
func TestCutInsideHandlerInsideHandler(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			return api.Handler(hiding(api.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(w, "part")
				panic(secret)
			}))))
		})
		assert.True(t, h.cut(t, "/"))
		h.one(t)
	})
}

func (h *house) cut(t *testing.T, path string) bool {
	t.Helper()
	answer := h.Do(t, "GET", path)
	return answer.Cut || answer.Err != nil
}

func TestRouteOfNestedRouters(t *testing.T) {
	t.Parallel()
	build := func(api nethttp.Adapter) http.Handler {
		orders := http.NewServeMux()
		orders.Handle("GET /orders/{id}", api.Handle(func(http.ResponseWriter, *http.Request) error { return problem.Locked }))
		orders.Handle("GET /panic", api.Handle(func(http.ResponseWriter, *http.Request) error { panic(secret) }))
		orders.HandleFunc("GET /plain", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) })
		root := http.NewServeMux()
		root.Handle("/api/", http.StripPrefix("/api", orders))
		return api.Handler(root)
	}
	cases := []struct {
		method, path, route string
		status              int
	}{
		{"GET", "/api/orders/7", "GET /orders/{id}", 423},
		{"HEAD", "/api/orders/7", "GET /orders/{id}", 423},
		{"GET", "/api/panic", "GET /panic", 500},
		{"GET", "/api/plain", "/api/", 410},
		{"GET", "/api/none", "/api/", 404},
		{"POST", "/api/orders/7", "/api/", 405},
		{"BREW", "/api/orders/7", "/api/", 501},
		{"BREW", "/api/none", "/api/", 501},
		{"GET", "/none", "", 404},
	}
	for _, c := range cases {
		both(t, func(t *testing.T, proto wiretest.Proto) {
			h := serve(t, proto, problem.Config{}, build)
			assertProblem(t, c.method, c.status, h.Do(t, c.method, c.path))
			assert.Equal(t, c.route, h.one(t).Route, c.path)
		})
	}
}

type key struct{}

func TestCheck(t *testing.T) {
	t.Parallel()
	guards := map[string]struct {
		f      func(*http.Request) (context.Context, error)
		status int
		body   string
	}{
		"context": {func(r *http.Request) (context.Context, error) {
			return context.WithValue(r.Context(), key{}, "me"), nil
		}, 200, "me"},
		"no context":  {func(*http.Request) (context.Context, error) { return nil, nil }, 200, ""},
		"nil problem": {func(*http.Request) (context.Context, error) { return nil, (*problem.Problem)(nil) }, 200, ""},
		"error":       {func(*http.Request) (context.Context, error) { return nil, problem.Unauthorized }, 401, ""},
		"panic":       {func(*http.Request) (context.Context, error) { panic(secret) }, 500, ""},
	}
	for name, c := range guards {
		for _, doors := range []string{"inside Handler", "alone", "wrapped"} {
			t.Run(name+" "+doors, func(t *testing.T) {
				t.Parallel()
				each(t, func(t *testing.T, proto wiretest.Proto, method string) {
					h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
						guarded := api.Check(c.f)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
							who, _ := r.Context().Value(key{}).(string)
							_, _ = io.WriteString(w, who)
						}))
						switch doors {
						case "inside Handler":
							return api.Handler(besideOK(guarded))
						case "wrapped":
							return api.Handler(besideOK(hiding(guarded)))
						}
						return besideOK(guarded)
					})
					answer := h.Do(t, method, "/")
					if c.status == 200 {
						require.NoError(t, answer.Err)
						assert.Equal(t, 200, answer.Status)
						h.none(t)
						if method == http.MethodGet {
							assert.Equal(t, c.body, string(answer.Body))
						}
						return
					}
					assertProblem(t, method, c.status, answer)
					assert.Equal(t, c.status == 401, answer.Header.Get("WWW-Authenticate") != "")
					assert.Equal(t, c.status, h.one(t).Status)
					usable(t, h)
				})
			})
		}
	}
}

// A guard that demands a cut lets nobody in.
func TestCheckAborts(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, func(api nethttp.Adapter) http.Handler {
		check := api.Check(func(*http.Request) (context.Context, error) { return nil, http.ErrAbortHandler })
		return api.Handler(check(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("let in") })))
	})
	assert.Error(t, h.Do(t, "GET", "/").Err)
	h.none(t)
}

func TestTwoChecks(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, func(api nethttp.Adapter) http.Handler {
		pass := api.Check(func(*http.Request) (context.Context, error) { return nil, nil })
		deny := api.Check(func(*http.Request) (context.Context, error) { return nil, problem.Forbidden })
		return api.Handler(pass(deny(pass(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("let in") })))))
	})
	assertProblem(t, "GET", 403, h.Do(t, "GET", "/"))
	h.one(t)
}

func TestZeroAdapter(t *testing.T) {
	t.Parallel()
	var api nethttp.Adapter
	for name, handler := range map[string]http.Handler{
		"Handler": api.Handler(http.NotFoundHandler()),
		"Handle":  api.Handle(func(http.ResponseWriter, *http.Request) error { return problem.NotFound }),
		"Check": api.Check(func(*http.Request) (context.Context, error) { return nil, problem.NotFound })(
			http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("let in") })),
	} {
		server := wiretest.Start(t, wiretest.HTTP1, handler)
		assertProblem(t, "GET", 404, server.Do(t, "GET", "/"))
		_ = name
	}
}

// In a skipped subtree nothing is recovered or replaced; errors that a Handle
// function returns are still answered, and rightly so when the response has begun.
func TestSkip(t *testing.T) {
	t.Parallel()
	skip := func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/static/") }
	build := func(api nethttp.Adapter) http.Handler {
		m := http.NewServeMux()
		m.HandleFunc("/static/panic", func(http.ResponseWriter, *http.Request) { panic(http.ErrBodyNotAllowed) })
		m.HandleFunc("/static/held", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(201); panic("held") })
		m.HandleFunc("/static/empty", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) })
		m.HandleFunc("/static/text", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusForbidden) })
		m.Handle("/static/error", api.Handle(func(http.ResponseWriter, *http.Request) error { return problem.Locked }))
		m.Handle("/static/begun", api.Handle(func(w http.ResponseWriter, _ *http.Request) error {
			_, _ = io.WriteString(w, "part")
			return errors.New(secret)
		}))
		return api.Handler(m)
	}
	both(t, func(t *testing.T, proto wiretest.Proto) {
		for path, want := range map[string]struct {
			status int
			body   string
		}{"/static/empty": {404, ""}, "/static/text": {403, "no\n"}, "/static/none": {404, "404 page not found\n"}} {
			h := serve(t, proto, problem.Config{Skip: skip}, build)
			answer := h.Do(t, "GET", path)
			require.NoError(t, answer.Err)
			assert.Equal(t, want.status, answer.Status)
			assert.Equal(t, want.body, string(answer.Body))
			h.none(t)
		}
		h := serve(t, proto, problem.Config{Skip: skip}, build)
		assertProblem(t, "GET", 423, h.Do(t, "GET", "/static/error"))
		h.one(t)
		h = serve(t, proto, problem.Config{Skip: skip}, build)
		assert.True(t, h.cut(t, "/static/begun"))
		assert.Equal(t, problem.Begun, h.one(t).Outcome)
	})
}

func TestSkipDoesNotRecover(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		for _, status := range []int{0, 201} {
			rec := &wiretest.Records{}
			api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{
				Recorder: rec, Skip: func(*http.Request) bool { return true },
			})}
			server := wiretest.Start(t, proto, api.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if status != 0 {
					w.WriteHeader(status)
				}
				panic(secret)
			})))
			assert.Error(t, server.Do(t, "GET", "/").Err)
			assert.Eventually(t, func() bool { return strings.Contains(server.Log(), secret) }, time.Second, time.Millisecond)
			assert.Empty(t, rec.All())
		}
	})
}

// A Skip that panics skips nothing.
func TestSkipPanics(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{Skip: func(*http.Request) bool { panic(secret) }}, covered(http.NotFound))
	assertProblem(t, "GET", 404, h.Do(t, "GET", "/"))
	h.one(t)
}
