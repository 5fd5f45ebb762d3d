package nethttp_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

func can(w http.ResponseWriter) string {
	_, flush := w.(http.Flusher)
	_, hijack := w.(http.Hijacker)
	_, read := w.(io.ReaderFrom)
	_, push := w.(http.Pusher)
	return fmt.Sprint(flush, hijack, read, push)
}

// The writers of net/http are promised as they are.
func TestPromisesOfTheServer(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		var bare, covered string
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			next := api.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { covered = can(w) }))
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { bare = can(w); next.ServeHTTP(w, r) })
		})
		require.NoError(t, h.Do(t, "GET", "/").Err)
		h.uncut(t)
		assert.Equal(t, bare, covered)
	})
}

func TestResponseControllerOfTheServer(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		h := serve(t, proto, problem.Config{}, covered(func(w http.ResponseWriter, _ *http.Request) {
			c := http.NewResponseController(w)
			later := time.Now().Add(time.Minute)
			assert.NoError(t, errors.Join(c.SetReadDeadline(later), c.SetWriteDeadline(later), c.EnableFullDuplex(), c.Flush()))
		}))
		require.NoError(t, h.Do(t, "GET", "/").Err)
		h.none(t)
	})
}

func TestCopyOfAFile(t *testing.T) {
	t.Parallel()
	content := strings.Repeat("0123456789", 100_000)
	name := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(name, []byte(content), 0o600))
	ways := map[string]handle{
		"io.Copy": func(w http.ResponseWriter, _ *http.Request) error {
			file, err := os.Open(name)
			if err != nil {
				return err
			}
			defer func() { _ = file.Close() }()
			_, err = io.Copy(w, file)
			return err
		},
		"ServeFile": func(w http.ResponseWriter, r *http.Request) error { http.ServeFile(w, r, name); return nil },
		"no file": func(w http.ResponseWriter, _ *http.Request) error {
			_, err := io.Copy(w, strings.NewReader(content))
			return err
		},
		"slow": func(w http.ResponseWriter, _ *http.Request) error {
			r, pipe := io.Pipe()
			go func() { _, _ = io.WriteString(pipe, content); _ = pipe.Close() }()
			_, err := io.Copy(w, r)
			return err
		},
	}
	for _, f := range ways {
		each(t, func(t *testing.T, proto wiretest.Proto, method string) {
			h := serve(t, proto, problem.Config{}, returned(f))
			answer := h.Do(t, method, "/x")
			require.NoError(t, answer.Err)
			assert.False(t, answer.Cut)
			assert.Equal(t, method == http.MethodGet, string(answer.Body) == content)
			h.none(t)
			usable(t, h)
		})
	}
}

// Copying is part of the response: a failure behind it cuts, unless all was sent.
func TestFailureAfterACopy(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(name, []byte("content"), 0o600))
	for length, cut := range map[string]bool{"": true, "7": false, "70": true} {
		both(t, func(t *testing.T, proto wiretest.Proto) {
			h := serve(t, proto, problem.Config{}, returned(func(w http.ResponseWriter, _ *http.Request) error {
				file, err := os.Open(name)
				if err != nil {
					return err
				}
				defer func() { _ = file.Close() }()
				if length != "" {
					w.Header().Set("Content-Length", length)
				}
				if _, err := io.Copy(w, file); err != nil {
					return err
				}
				return errors.New(secret)
			}))
			answer := h.Do(t, "GET", "/")
			assert.Equal(t, "content", string(answer.Body))
			assert.Equal(t, cut, answer.Cut)
			assert.Equal(t, problem.Begun, h.one(t).Outcome)
		})
	}
}

// Events reach the client while the handler is still at work.
func TestEventsArriveAtOnce(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		release := make(chan struct{})
		h := serve(t, proto, problem.Config{}, covered(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			_, _ = io.WriteString(w, "data: 1\n\n")
			w.(http.Flusher).Flush()
			<-release
		}))
		response, err := h.Client().Get(h.URL() + "/")
		require.NoError(t, err)
		event := make([]byte, 9)
		_, err = io.ReadFull(response.Body, event)
		assert.NoError(t, err)
		assert.Equal(t, "data: 1\n\n", string(event))
		close(release)
		_ = response.Body.Close()
		h.none(t)
	})
}

// A goroutine that keeps the writer of its request can't reach later answers,
// whatever it does with it. Run it under the race detector.
func TestLeakedWriter(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		stop := make(chan struct{})
		var leaks sync.WaitGroup
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			return api.Handler(api.Handle(func(w http.ResponseWriter, r *http.Request) error {
				leaks.Go(func() { misuse(w, stop) })
				if strings.HasPrefix(r.URL.Path, "/error") {
					return problem.Locked
				}
				return nil
			}))
		})
		for range 20 {
			for path, status := range map[string]int{"/error": 423, "/": 200} {
				answer := h.Do(t, "GET", path)
				assert.NoError(t, answer.Err)
				if status == 423 {
					assert.Equal(t, status, answer.Status)
					assert.NotContains(t, string(answer.Body), secret)
				}
			}
		}
		close(stop)
		leaks.Wait()
		answer := h.Do(t, "GET", "/error")
		assert.Equal(t, 423, answer.Status)
		assert.NotContains(t, string(answer.Body), secret)
	})
}

// misuse begins after the handler has returned, more or less.
func misuse(w http.ResponseWriter, stop <-chan struct{}) {
	for range 50 {
		time.Sleep(time.Millisecond)
		_, _ = w.Write([]byte(secret))
		_, _ = io.WriteString(w, secret)
		_, _ = io.Copy(w, strings.NewReader(secret))
		w.Header().Set("X-Late", secret)
		w.WriteHeader(http.StatusTeapot)
		flush(w)
		_ = problem.TraceIDOf(w)
		select {
		case <-stop:
			return
		default:
		}
	}
}
