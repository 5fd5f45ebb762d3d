package wiretest

import (
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"
)

// Raw writes the request to a new HTTP/1.1 connection as it stands and returns
// everything the server sends until it closes the connection. The request says
// Connection: close itself, in its last message if there are several; a
// connection that stays open fails the test.
func (s *Server) Raw(t testing.TB, request string) string {
	t.Helper()
	if s.proto != HTTP1 {
		t.Errorf("raw text is no request in %v", s.proto)
		return ""
	}
	conn, err := net.Dial("tcp4", s.inner.Listener.Addr().String())
	if err != nil {
		t.Errorf("connect to the server: %v", err)
		return ""
	}
	answer, err := converse(conn, request, s.patience)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the connection was still open after %v and %q", s.patience, answer)
	}
	return string(answer)
}

// converse writes and reads at once: a server may answer and close before it
// has read everything, and then neither side must wait for the other. A reset
// ends the answer like a close does.
func converse(conn net.Conn, request string, limit time.Duration) ([]byte, error) {
	_ = conn.SetDeadline(time.Now().Add(limit))
	written := make(chan struct{})
	go func() {
		defer close(written)
		_, _ = io.WriteString(conn, request)
	}()
	answer, err := io.ReadAll(conn)
	_ = conn.Close()
	<-written
	return answer, err
}
