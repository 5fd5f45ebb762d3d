package nethttp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

func flush(w http.ResponseWriter) { _ = http.NewResponseController(w).Flush() }

// begun are responses that have begun and are not complete when something fails.
var begun = map[string]struct {
	do   func(w http.ResponseWriter)
	seen string // what the client must have got
}{
	"one byte":   {func(w http.ResponseWriter) { _, _ = w.Write([]byte("[")) }, "["},
	"flush":      {func(w http.ResponseWriter) { flush(w) }, ""},
	"type flush": {func(w http.ResponseWriter) { w.(http.Flusher).Flush() }, ""},
	"small body": {func(w http.ResponseWriter) { _, _ = io.WriteString(w, `{"items":[`) }, `{"items":[`},
	"large body": {func(w http.ResponseWriter) { _, _ = io.WriteString(w, strings.Repeat("x", 10_000)) }, strings.Repeat("x", 10_000)},
	"some length": {func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "0123456789")
	}, "0123456789"},
	"no length yet": {func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", "100")
		flush(w)
	}, ""},
	"events": {func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "data: 1\n\n")
		flush(w)
	}, "data: 1\n\n"},
	"copy": {func(w http.ResponseWriter) { _, _ = io.Copy(w, strings.NewReader("part")) }, "part"},
	"text": {func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", plainText)
		_, _ = io.WriteString(w, "part")
	}, "part"},
}

// failing are the ways to fail in a handler.
var failing = map[string]func() error{
	"panic":   func() error { panic(secret) },
	"error":   func() error { return errors.New(secret) },
	"problem": func() error { return problem.Conflict.New() },
}

func TestBegunResponsesAreCut(t *testing.T) {
	t.Parallel()
	for name, c := range begun {
		for way, fail := range failing {
			t.Run(name+" then "+way, func(t *testing.T) {
				t.Parallel()
				both(t, func(t *testing.T, proto wiretest.Proto) {
					f := func(w http.ResponseWriter, _ *http.Request) error { c.do(w); return fail() }
					for door, build := range map[string]func(nethttp.Adapter) http.Handler{
						"joined": returned(f), "alone": func(api nethttp.Adapter) http.Handler { return api.Handle(f) },
					} {
						h := serve(t, proto, problem.Config{}, build)
						answer := h.Do(t, "GET", "/")
						require.NoError(t, answer.Err, door)
						assert.True(t, answer.Cut)
						assert.Equal(t, http.StatusOK, answer.Status)
						assert.Equal(t, c.seen, string(answer.Body))
						rec := h.one(t)
						assert.Equal(t, problem.Begun, rec.Outcome)
						assert.Equal(t, http.StatusOK, rec.Status)
						assert.Equal(t, way == "panic", rec.Panic != nil)
						assert.Equal(t, []any{http.ErrAbortHandler}, h.quiet(t))
						assert.Empty(t, h.Log())
					}
				})
			})
		}
	}
}

// Complete responses, and error answers of the handler's own, are only recorded.
func TestBegunAndOver(t *testing.T) {
	t.Parallel()
	over := map[string]struct {
		status int
		do     func(w http.ResponseWriter)
	}{
		"complete": {200, func(w http.ResponseWriter) { w.Header().Set("Content-Length", "4"); _, _ = io.WriteString(w, "done") }},
		"empty":    {200, func(w http.ResponseWriter) { w.Header().Set("Content-Length", "0"); flush(w) }},
		"204":      {204, func(w http.ResponseWriter) { w.WriteHeader(204); flush(w) }},
		"304":      {304, func(w http.ResponseWriter) { w.WriteHeader(304); flush(w) }},
		"own error": {400, func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(400)
			_, _ = io.WriteString(w, `{}`)
		}},
	}
	for name, c := range over {
		for way, fail := range failing {
			t.Run(name+" then "+way, func(t *testing.T) {
				t.Parallel()
				both(t, func(t *testing.T, proto wiretest.Proto) {
					h := serve(t, proto, problem.Config{}, returned(func(w http.ResponseWriter, _ *http.Request) error { c.do(w); return fail() }))
					answer := h.Do(t, "GET", "/")
					require.NoError(t, answer.Err)
					assert.False(t, answer.Cut)
					assert.Equal(t, c.status, answer.Status)
					assert.NotContains(t, string(answer.Body), "type")
					rec := h.one(t)
					assert.Equal(t, problem.Begun, rec.Outcome)
					assert.Equal(t, c.status, rec.Status)
					h.uncut(t)
					usable(t, h)
				})
			})
		}
	}
}

func TestBegunHeadIsCut(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		h := serve(t, proto, problem.Config{}, returned(func(w http.ResponseWriter, _ *http.Request) error {
			_, _ = io.WriteString(w, "body")
			return errors.New(secret)
		}))
		_ = h.Do(t, http.MethodHead, "/")
		assert.Equal(t, problem.Begun, h.one(t).Outcome)
		assert.Equal(t, []any{http.ErrAbortHandler}, h.quiet(t))
	})
}

// What was flushed has to be there before a slow recorder is done.
func TestSlowRecorderDelaysNobody(t *testing.T) {
	t.Parallel()
	for _, begin := range []bool{false, true} {
		both(t, func(t *testing.T, proto wiretest.Proto) {
			release := make(chan struct{})
			rs := problem.NewResponder(problem.Config{Recorder: &blocking{release: release}})
			server := wiretest.Start(t, proto, nethttp.Adapter{Responder: rs}.Handle(func(w http.ResponseWriter, _ *http.Request) error {
				if begin {
					_, _ = io.WriteString(w, "part")
				}
				return errors.New(secret)
			}))
			request, err := http.NewRequest(http.MethodGet, server.URL()+"/", nil)
			require.NoError(t, err)
			response, err := server.Client().Do(request)
			require.NoError(t, err)
			first := make([]byte, 1)
			_, err = io.ReadFull(response.Body, first)
			assert.NoError(t, err)
			close(release)
			_ = response.Body.Close()
		})
	}
}

type blocking struct {
	wiretest.Records
	release chan struct{}
}

func (b *blocking) Record(_ context.Context, _ problem.Record) { <-b.release }

func hijack(w http.ResponseWriter, byType bool) (io.WriteCloser, error) {
	if byType {
		conn, _, err := w.(http.Hijacker).Hijack()
		return conn, err
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	return conn, err
}

// onlyUnwrap is what a middleware's writer usually is.
type onlyUnwrap struct{ http.ResponseWriter }

func (w onlyUnwrap) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func wrapping(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(onlyUnwrap{w}, r) })
}

// bareWriter is the writer of a middleware that hides everything.
type bareWriter struct{ http.ResponseWriter }

func hiding(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(bareWriter{w}, r) })
}

// A hijacked connection is the handler's: nothing is written to it.
func TestHijacked(t *testing.T) {
	t.Parallel()
	for _, byType := range []bool{true, false} {
		for way, fail := range failing {
			for _, wrapped := range []bool{false, true} {
				t.Run(way+" type "+strconv.FormatBool(byType)+" wrapped "+strconv.FormatBool(wrapped), func(t *testing.T) {
					t.Parallel()
					if byType && wrapped {
						t.Skip("the inner writer promises nothing")
					}
					h := serve(t, wiretest.HTTP1, problem.Config{}, func(api nethttp.Adapter) http.Handler {
						next := returned(func(w http.ResponseWriter, _ *http.Request) error {
							conn, err := hijack(w, byType)
							if err != nil {
								return err
							}
							time.AfterFunc(20*time.Millisecond, func() { _, _ = io.WriteString(conn, "mine"); _ = conn.Close() })
							return fail()
						})(api)
						if wrapped {
							return wrapping(next)
						}
						return next
					})
					assert.Equal(t, "mine", h.Raw(t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
					rec := h.one(t)
					assert.Equal(t, problem.Begun, rec.Outcome)
					h.uncut(t)
					assert.Empty(t, h.Log())
				})
			}
		}
	}
}

func TestHijackedAfterAStatus(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, covered(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusSwitchingProtocols)
		conn, err := hijack(w, true)
		if assert.NoError(t, err) {
			_, _ = io.WriteString(conn, "mine")
			_ = conn.Close()
		}
		_, err = w.Write([]byte("x"))
		assert.ErrorIs(t, err, http.ErrHijacked)
	}))
	answer := h.Raw(t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
	assert.True(t, strings.HasPrefix(answer, "HTTP/1.1 101 ") && strings.HasSuffix(answer, "\r\n\r\nmine"), answer)
	h.none(t)
}

// A status that comes behind a hijack has no way to go.
func TestStatusAfterHijack(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, covered(func(w http.ResponseWriter, _ *http.Request) {
		conn, err := hijack(w, true)
		if assert.NoError(t, err) {
			w.WriteHeader(http.StatusNoContent)
			time.AfterFunc(20*time.Millisecond, func() { _, _ = io.WriteString(conn, "mine"); _ = conn.Close() })
		}
	}))
	assert.Equal(t, "mine", h.Raw(t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
	h.none(t)
	assert.Empty(t, h.Log())
}

func TestHijackRefused(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP2, problem.Config{}, returned(func(w http.ResponseWriter, _ *http.Request) error {
		_, promised := w.(http.Hijacker)
		assert.False(t, promised)
		_, err := hijack(w, false)
		assert.ErrorIs(t, err, http.ErrNotSupported)
		return problem.UpgradeRequired.New(problem.Upgrade("x"))
	}))
	assertProblem(t, "GET", 426, h.Do(t, "GET", "/"))
	assert.Equal(t, problem.Answered, h.one(t).Outcome)
}
