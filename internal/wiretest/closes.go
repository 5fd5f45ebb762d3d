package wiretest

import (
	"errors"
	"io"
	"net"
	"sync/atomic"
	"syscall"
)

// countingListener counts the connections that the server closes before the
// client does.
type countingListener struct {
	net.Listener
	closes *atomic.Int64
}

// Accept wraps the next connection.
func (l countingListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &countingConn{Conn: conn, closes: l.closes}, nil
}

type countingConn struct {
	net.Conn
	closes *atomic.Int64
	ended  atomic.Bool // the client has closed, or the connection is counted
}

// Read sees the end that the client makes.
func (c *countingConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) {
		c.ended.Store(true)
	}
	return n, err
}

// Close counts the end that the server makes.
func (c *countingConn) Close() error {
	if !c.ended.Swap(true) {
		c.closes.Add(1)
	}
	return c.Conn.Close()
}

// keepsConnections reports whether the server has closed no connection since the
// exchange before this one began. A client on a busy machine drops one by itself
// now and then, which says nothing about the server.
func (s *Server) keepsConnections(answer *Answer) bool {
	said := s.saidClose.Swap(answer.Close || answer.Cut || answer.Err != nil)
	return s.proto == HTTP1 && s.served.Swap(true) && !said && s.closesBefore.Load() == s.closes.Load()
}
