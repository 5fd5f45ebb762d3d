package faults_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// bigFile is larger than every buffer on the way.
func bigFile(t *testing.T) (name, text string) {
	t.Helper()
	name, text = filepath.Join(t.TempDir(), "big.txt"), strings.Repeat("0123456789abcdef", 1<<14)
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name, text
}

// readerSpy counts how often a file reaches the server's own ReadFrom, from
// where it is the kernel that copies.
type readerSpy struct {
	http.ResponseWriter
	files *atomic.Int32
}

func (s readerSpy) Flush() { _ = http.NewResponseController(s.ResponseWriter).Flush() }

func (s readerSpy) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(s.ResponseWriter).Hijack()
}

func (s readerSpy) ReadFrom(src io.Reader) (int64, error) {
	inner := src
	if part, ok := src.(*io.LimitedReader); ok {
		inner = part.R
	}
	if _, ok := inner.(*os.File); ok {
		s.files.Add(1)
	}
	return s.ResponseWriter.(io.ReaderFrom).ReadFrom(src)
}

func spying(files *atomic.Int32) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, ok := w.(io.ReaderFrom); ok {
				w = readerSpy{w, files}
			}
			next.ServeHTTP(w, r)
		})
	}
}

// TestFilesReachTheServer: the kernel copies a file if nobody stands in its way.
// The writers of HTTP/2 and of Gin can't have that.
func TestFilesReachTheServer(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s setting) {
		name, text := bigFile(t)
		var files atomic.Int32
		b := start(t, s, problem.Config{}, site{
			outside: spying(&files),
			plain:   func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, name) },
		})
		answer := b.Do(t, http.MethodGet, "/x")
		require.NoError(t, answer.Err)
		assert.Equal(t, text, string(answer.Body))
		want := 0
		if s == (setting{wiretest.HTTP1, viaNetHTTP}) {
			want = 1
		}
		assert.EqualValues(t, want, files.Load())
		assert.Empty(t, b.logs.all())
	})
}

// TestServeContent: its successes are let through, its failures become
// documents.
func TestServeContent(t *testing.T) {
	t.Parallel()
	changed := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	each(t, func(t *testing.T, s setting) {
		b := start(t, s, problem.Config{}, site{plain: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Etag", `"1"`)
			http.ServeContent(w, r, "a.txt", changed, strings.NewReader("0123456789"))
		}})
		for _, c := range []struct {
			method, field, value string
			status               int
			body                 string
		}{
			{"GET", "Accept", "*/*", 200, "0123456789"},
			{"GET", "Range", "bytes=2-4", 206, "234"},
			{"GET", "If-None-Match", `"1"`, 304, ""},
			{"HEAD", "Accept", "*/*", 200, ""},
		} {
			answer := b.Do(t, c.method, "/x", wiretest.Header(c.field, c.value))
			require.NoError(t, answer.Err)
			assert.Equal(t, c.status, answer.Status)
			assert.Equal(t, c.body, string(answer.Body))
		}
		assert.Empty(t, b.logs.all())
		checkRange(t, b, s)
	})
}

func checkRange(t *testing.T, b *bench, s setting) {
	t.Helper()
	r := &result{bench: b, setting: s, method: http.MethodGet}
	r.answer = b.Do(t, http.MethodGet, "/x", wiretest.Header("Range", "bytes=20-"))
	r.checkAnswer(t, answered(416))
	assert.Equal(t, []string{"bytes */10"}, r.answer.Header["Content-Range"])
	assert.Empty(t, r.answer.Header["Etag"])
	r.checkConnection(t, answered(416))
}

// TestGinFile: a file, and none.
func TestGinFile(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s setting) {
		name, text := bigFile(t)
		b := start(t, s, problem.Config{}, onGin(func(c *gin.Context) { c.File(name + c.Query("more")) }))
		whole := b.Do(t, http.MethodGet, "/x")
		require.NoError(t, whole.Err)
		assert.Equal(t, 200, whole.Status)
		assert.Equal(t, text, string(whole.Body))
		r := &result{bench: b, setting: s, method: http.MethodGet}
		r.answer = b.Do(t, http.MethodGet, "/x?more=none")
		r.checkAnswer(t, answered(404))
		assert.NotContains(t, string(r.answer.Body), name)
		r.checkConnection(t, answered(404))
	}, viaGin)
}

// TestMaxBytes: a body that is too large is a 413, and the rest of it is not
// waited for (RFC 9110, section 15.5.14).
func TestMaxBytes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s setting) {
		b := start(t, s, problem.Config{}, site{failing: func(w http.ResponseWriter, r *http.Request) error {
			_, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 10))
			return err
		}})
		r := &result{bench: b, setting: s, method: http.MethodPost}
		r.answer = b.Do(t, http.MethodPost, "/x", wiretest.Body(strings.Repeat("x", 1000)))
		r.checkAnswer(t, answered(413))
		assert.Empty(t, r.answer.Header["Connection"])
		r.checkConnection(t, answered(413).ending(closed))
		if s.proto == wiretest.HTTP1 {
			checkClose(t, b)
		}
	})
}

// checkClose looks at the bytes, because a client keeps the field to itself.
func checkClose(t *testing.T, b *bench) {
	t.Helper()
	text := b.Raw(t, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n"+strings.Repeat("x", 20))
	assert.True(t, strings.HasPrefix(text, "HTTP/1.1 413 "), "%q", text)
	assert.Contains(t, text, "\r\nConnection: close\r\n")
}
