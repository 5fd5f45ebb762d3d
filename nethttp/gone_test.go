package nethttp_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
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

// A client that leaves is no failure of the server.
func TestClientGone(t *testing.T) {
	t.Parallel()
	for _, begin := range []bool{false, true} {
		for _, joined := range []bool{false, true} {
			t.Run(fmt.Sprintf("begun %v joined %v", begin, joined), func(t *testing.T) {
				t.Parallel()
				both(t, func(t *testing.T, proto wiretest.Proto) {
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					f := func(w http.ResponseWriter, r *http.Request) error {
						if begin {
							_, _ = io.WriteString(w, "data: 1\n\n")
							flush(w)
						}
						cancel()
						<-r.Context().Done()
						return fmt.Errorf("wait: %w", r.Context().Err())
					}
					build := returned(f)
					if !joined {
						build = func(api nethttp.Adapter) http.Handler { return api.Handle(f) }
					}
					h := serve(t, proto, problem.Config{}, build)
					_ = h.Do(t, "GET", "/", wiretest.Context(ctx))
					rec := h.one(t)
					assert.Equal(t, problem.ClientGone, rec.Outcome)
					assert.Equal(t, 499, rec.Status)
					assert.Equal(t, slog.LevelDebug, rec.Level)
				})
			})
		}
	}
}

// The error of a write says the same, if it was this response that was written to.
func TestWriteToAClientThatHasGone(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		h := serve(t, proto, problem.Config{}, returned(func(w http.ResponseWriter, r *http.Request) error {
			for {
				if _, err := io.WriteString(w, strings.Repeat("x", 1<<16)); err != nil {
					<-r.Context().Done()
					return fmt.Errorf("send: %w", err)
				}
				cancel()
			}
		}))
		_ = h.Do(t, "GET", "/", wiretest.Context(ctx))
		rec := h.one(t)
		assert.Equal(t, problem.ClientGone, rec.Outcome)
		assert.Equal(t, slog.LevelDebug, rec.Level)
	})
}

// Any other error of a write is the program's.
func TestWriteErrorOfTheProgram(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, returned(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Length", "3")
		_, err := io.WriteString(w, "too long")
		return err
	}))
	_ = h.Do(t, "GET", "/")
	rec := h.one(t)
	assert.Equal(t, problem.Begun, rec.Outcome)
	assert.ErrorIs(t, rec.Err, http.ErrContentLength)
}

// What outer access logs see.
func TestClientGoneStatus(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}
	api.Handle(func(_ http.ResponseWriter, r *http.Request) error { return r.Context().Err() }).
		ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/", nil))
	assert.Equal(t, 499, w.Code)
}

// A client that sends no more may still read: a context that is over does not
// stop the answer.
func TestHalfClosedClient(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]handle{
		"404": func(_ http.ResponseWriter, r *http.Request) error { <-r.Context().Done(); return problem.NotFound },
		"500": func(_ http.ResponseWriter, r *http.Request) error { <-r.Context().Done(); return errors.New(secret) },
	} {
		h := serve(t, wiretest.HTTP1, problem.Config{}, returned(f))
		conn, err := net.Dial("tcp4", strings.TrimPrefix(h.URL(), "http://"))
		require.NoError(t, err)
		_, err = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
		require.NoError(t, err)
		require.NoError(t, conn.(*net.TCPConn).CloseWrite())
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		assert.Contains(t, string(body), `"status":`+want)
		assert.NoError(t, conn.Close())
		assert.Equal(t, problem.Answered, h.one(t).Outcome)
	}
}

// With the client there, a cancelled context is the server's own doing.
func TestOwnContexts(t *testing.T) {
	t.Parallel()
	own := map[string]struct {
		f      func(ctx context.Context) error
		status int
	}{
		"deadline": {func(ctx context.Context) error {
			inner, cancel := context.WithTimeout(ctx, time.Nanosecond)
			defer cancel()
			<-inner.Done()
			return fmt.Errorf("load: %w", inner.Err())
		}, 503},
		"canceled": {func(ctx context.Context) error {
			inner, cancel := context.WithCancel(ctx)
			cancel()
			return fmt.Errorf("load: %w", inner.Err())
		}, 500},
	}
	for _, c := range own {
		each(t, func(t *testing.T, proto wiretest.Proto, method string) {
			h := serve(t, proto, problem.Config{}, returned(func(_ http.ResponseWriter, r *http.Request) error { return c.f(r.Context()) }))
			assertProblem(t, method, c.status, h.Do(t, method, "/"))
			rec := h.one(t)
			assert.Equal(t, problem.Answered, rec.Outcome)
			assert.Equal(t, slog.LevelError, rec.Level)
			usable(t, h)
		})
	}
}

// slowly sends a little and then nothing.
type slowly struct{ done <-chan struct{} }

func (s slowly) Read([]byte) (int, error) { <-s.done; return 0, io.EOF }

func TestReadDeadline(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		release := make(chan struct{})
		h := serve(t, proto, problem.Config{}, returned(func(w http.ResponseWriter, r *http.Request) error {
			if err := http.NewResponseController(w).SetReadDeadline(time.Now().Add(20 * time.Millisecond)); err != nil {
				return err
			}
			_, err := io.ReadAll(r.Body)
			return fmt.Errorf("read: %w", err)
		}))
		time.AfterFunc(time.Second, func() { close(release) })
		answer := h.Do(t, "POST", "/", wiretest.Stream(io.MultiReader(strings.NewReader("{"), slowly{release})))
		assertProblem(t, "POST", 408, answer)
		assert.Equal(t, 408, h.one(t).Status)
	})
}

func TestTooLargeBody(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		h := serve(t, proto, problem.Config{}, returned(func(w http.ResponseWriter, r *http.Request) error {
			_, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 10))
			return err
		}))
		answer := h.Do(t, "POST", "/", wiretest.Body(strings.Repeat("x", 11)))
		assertProblem(t, "POST", 413, answer)
		if proto == wiretest.HTTP1 {
			raw := h.Raw(t, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nxxxxxxxxxxx")
			assert.Contains(t, raw, "\r\nConnection: close\r\n")
			return
		}
		h.one(t)
		usable(t, h)
	})
}

// An unread body does not keep the answer from the client.
func TestUnreadBody(t *testing.T) {
	t.Parallel()
	for _, size := range []int{1, 64 << 10, 1 << 20} {
		both(t, func(t *testing.T, proto wiretest.Proto) {
			h := serve(t, proto, problem.Config{}, returned(func(http.ResponseWriter, *http.Request) error { panic(secret) }))
			assertProblem(t, "POST", 500, h.Do(t, "POST", "/", wiretest.Body(strings.Repeat("x", size))))
			h.one(t)
		})
	}
}

// An error in the body is the client's, one of the same type from elsewhere the
// server's.
func TestErrorsOfTheBody(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		for status, source := range map[int]func(r *http.Request) io.Reader{
			400: func(r *http.Request) io.Reader { return r.Body },
			500: func(*http.Request) io.Reader { return bytes.NewReader([]byte(`{"cached":tru`)) },
		} {
			h := serve(t, proto, problem.Config{}, returned(func(_ http.ResponseWriter, r *http.Request) error {
				return json.NewDecoder(source(r)).Decode(new(any))
			}))
			assertProblem(t, "POST", status, h.Do(t, "POST", "/", wiretest.Header("Content-Type", "application/json"), wiretest.Body(`[1, x]`)))
			h.one(t)
		}
	})
}
