package nethttp_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// A client that resets the connection, or the stream, while it sends has gone: that
// is not its bad request.
func TestClientGoneWhileSending(t *testing.T) {
	t.Parallel()
	for proto, leave := range map[wiretest.Proto]func(*testing.T, *house, <-chan struct{}){wiretest.HTTP1: resetConnection, wiretest.HTTP2: resetStream} {
		for name, read := range map[string]func(*http.Request) error{
			"read": func(r *http.Request) error { _, err := io.ReadAll(r.Body); return err },
			"Bind": func(r *http.Request) error { _, err := nethttp.Bind[[]string](r); return err },
		} {
			t.Run(proto.String()+" "+name, func(t *testing.T) {
				t.Parallel()
				reading := make(chan struct{})
				h := serve(t, proto, problem.Config{}, returned(func(_ http.ResponseWriter, r *http.Request) error {
					first := make([]byte, 1)
					_, err := io.ReadFull(r.Body, first)
					require.NoError(t, err)
					close(reading)
					r.Body = struct {
						io.Reader
						io.Closer
					}{io.MultiReader(bytes.NewReader(first), r.Body), r.Body}
					return read(r)
				}))
				leave(t, h, reading)
				rec := h.one(t)
				assert.Equal(t, problem.ClientGone, rec.Outcome)
				assert.Equal(t, 499, rec.Status)
				assert.Equal(t, slog.LevelDebug, rec.Level)
			})
		}
	}
}

func resetConnection(t *testing.T, h *house, reading <-chan struct{}) {
	t.Helper()
	address, err := url.Parse(h.URL())
	require.NoError(t, err)
	conn, err := net.Dial("tcp4", address.Host)
	require.NoError(t, err)
	_, err = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n[")
	require.NoError(t, err)
	<-reading
	require.NoError(t, conn.(*net.TCPConn).SetLinger(0))
	require.NoError(t, conn.Close())
}

func resetStream(t *testing.T, h *house, reading <-chan struct{}) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	content, client := io.Pipe()
	go func() {
		_, _ = client.Write([]byte("["))
		<-reading
		cancel()
	}()
	assert.Error(t, h.Do(t, "POST", "/", wiretest.Context(ctx), wiretest.Header("Content-Type", "application/json"), wiretest.Stream(content)).Err)
	_ = client.Close()
}

// To read a body that the handler has closed itself is a mistake of the program.
func TestReadAfterClose(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		h := serve(t, proto, problem.Config{}, returned(func(_ http.ResponseWriter, r *http.Request) error {
			assert.NoError(t, r.Body.Close())
			_, err := io.ReadAll(r.Body)
			assert.Error(t, err)
			return err
		}))
		assertProblem(t, "POST", 500, h.Do(t, "POST", "/", wiretest.Body("text")))
		h.one(t)
	})
}
