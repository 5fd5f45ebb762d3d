package compattest_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// sockets are handlers that take the connection over (RFC 6455, section 4.2.2).
// Those that fail leave it open, so that whatever is written into it arrives.
func sockets(taken chan<- *websocket.Conn) []route {
	fail := func(how func() error) func(http.ResponseWriter, *http.Request) error {
		return func(w http.ResponseWriter, r *http.Request) error {
			conn, err := websocket.Accept(w, r, nil)
			if err != nil {
				return nil
			}
			taken <- conn
			return how()
		}
	}
	return []route{
		{path: "/echo", handler: echo},
		{path: "/echo-plain", plain: true, handler: echo},
		{path: "/error", handler: fail(func() error { return errFault })},
		{path: "/problem", handler: fail(func() error { return problem.Conflict })},
		{path: "/panic", handler: fail(func() error { panic(errFault) })},
		{path: "/panic-plain", plain: true, handler: fail(func() error { panic(errFault) })},
		{path: "/late-status", plain: true, handler: func(w http.ResponseWriter, r *http.Request) error {
			if conn, err := websocket.Accept(w, r, nil); err == nil {
				taken <- conn
				http.Error(w, "no", http.StatusInternalServerError)
				panic(errFault)
			}
			return nil
		}},
	}
}

// echo sends one message back. What Accept says about a request that is no
// handshake is in its own answer already.
func echo(w http.ResponseWriter, r *http.Request) error {
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return nil
	}
	defer conn.CloseNow()
	kind, text, err := conn.Read(r.Context())
	if err != nil {
		return err
	}
	if err := conn.Write(r.Context(), kind, text); err != nil {
		return err
	}
	return conn.Close(websocket.StatusNormalClosure, "")
}

// overHTTP1 is for what HTTP/2 has in another way (RFC 8441), which neither
// net/http nor the package for WebSockets serves.
func overHTTP1(t *testing.T, test func(*testing.T, *wiretest.Server, *wiretest.Records, <-chan *websocket.Conn)) {
	t.Helper()
	for _, s := range settings() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			rec := &wiretest.Records{}
			taken := make(chan *websocket.Conn, 1)
			test(t, wiretest.Start(t, wiretest.HTTP1, s.serve(problem.Config{Recorder: rec}, sockets(taken))), rec, taken)
		})
	}
}

func TestEcho(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/echo", "/echo-plain"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			overHTTP1(t, func(t *testing.T, server *wiretest.Server, rec *wiretest.Records, _ <-chan *websocket.Conn) {
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				conn, _, err := websocket.Dial(ctx, server.URL()+path, &websocket.DialOptions{
					HTTPHeader: http.Header{"Accept-Encoding": {"gzip"}},
				})
				require.NoError(t, err)
				defer conn.CloseNow()
				require.NoError(t, conn.Write(ctx, websocket.MessageText, []byte("hello")))
				_, text, err := conn.Read(ctx)
				require.NoError(t, err)
				assert.Equal(t, "hello", string(text))
				_, _, err = conn.Read(ctx)
				assert.Equal(t, websocket.StatusNormalClosure, websocket.CloseStatus(err))
				assert.Empty(t, rec.All())
				assert.Empty(t, server.Log())
			})
		})
	}
}

// What fails after the upgrade is recorded, and the client sees none of it.
func TestFailureAfterUpgrade(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/error", "/problem", "/panic", "/panic-plain", "/late-status"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			overHTTP1(t, func(t *testing.T, server *wiretest.Server, rec *wiretest.Records, taken <-chan *websocket.Conn) {
				conn, reader := upgrade(t, server, path)
				defer conn.Close()
				one := rec.One(t, server)
				assert.Equal(t, problem.Begun, one.Outcome)
				assert.Equal(t, strings.HasPrefix(path, "/panic") || path == "/late-status", one.Panic != nil)
				_ = conn.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
				rest, _ := io.ReadAll(reader)
				assert.Empty(t, string(rest))
				assert.NotContains(t, server.Log(), "superfluous")
				(<-taken).CloseNow()
			})
		})
	}
}

// upgrade sends a handshake by hand and reads the answer's header.
func upgrade(t *testing.T, server *wiretest.Server, path string) (net.Conn, *bufio.Reader) {
	t.Helper()
	conn, err := net.Dial("tcp4", strings.TrimPrefix(server.URL(), "http://"))
	require.NoError(t, err)
	_, err = io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Accept-Encoding: gzip\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
	require.NoError(t, err)
	_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	reader := bufio.NewReader(conn)
	response, err := http.ReadResponse(reader, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusSwitchingProtocols, response.StatusCode)
	assert.Equal(t, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", response.Header.Get("Sec-WebSocket-Accept"))
	return conn, reader
}

// A request that is no handshake gets a document with what Accept says.
func TestNoHandshake(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/echo", "/echo-plain"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			overAll(t, sockets(nil), func(t *testing.T, server *wiretest.Server, rec *wiretest.Records) {
				answer := server.Do(t, "GET", path, wiretest.Header("Accept-Encoding", "gzip"))
				checkDocument(t, answer, "GET", http.StatusUpgradeRequired)
				assert.Contains(t, string(decoded(t, answer)), "WebSocket protocol violation")
				assert.Equal(t, http.StatusUpgradeRequired, rec.One(t, server).Status)
			})
		})
	}
}

// HTTP/2 has no connection to take over (RFC 9113, section 8.6), and a handshake
// in the manner of HTTP/1.1 can't be sent there.
func TestNoUpgradeOverHTTP2(t *testing.T) {
	t.Parallel()
	hijack := []route{{path: "/", handler: func(w http.ResponseWriter, _ *http.Request) error {
		_, _, err := http.NewResponseController(w).Hijack()
		return err
	}}}
	for _, s := range settings() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			rec := &wiretest.Records{}
			server := wiretest.Start(t, wiretest.HTTP2, s.serve(problem.Config{Recorder: rec}, hijack))
			checkDocument(t, server.Do(t, "GET", "/"), "GET", http.StatusInternalServerError)
			rec.One(t, server)
		})
	}
}
