package wiretest

import (
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

// patience bounds every exchange: loopback answers within milliseconds, and a
// test that hangs tells less than one that fails.
const patience = 10 * time.Second

// Server is a running server with a client of its own. Its methods may be
// called from several goroutines.
type Server struct {
	proto    Proto
	inner    *httptest.Server
	client   *http.Client
	log      *logBuffer
	patience time.Duration

	closes       atomic.Int64 // connections that the server has closed first
	closesBefore atomic.Int64 // as many when the exchange before began
	saidClose    atomic.Bool  // it announced, or was, the end of the connection
	served       atomic.Bool
}

// Start runs h behind a server until the test ends. The end cuts requests that
// are still being served, so a handler that waits for its client returns. Its
// settings are those of the zero http.Server, unless options change them.
func Start(t testing.TB, p Proto, h http.Handler, options ...func(*http.Server)) *Server {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("listen on loopback: %v", err)
	}
	s := &Server{proto: p, log: &logBuffer{}, patience: patience}
	s.inner = &httptest.Server{Listener: countingListener{listener, &s.closes}, Config: &http.Server{
		Handler:  h,
		ErrorLog: log.New(s.log, "", 0),
	}}
	for _, option := range options {
		option(s.inner.Config)
	}
	s.serve()
	t.Cleanup(s.stop)
	return s
}

func (s *Server) serve() {
	if s.proto == HTTP2 {
		s.inner.EnableHTTP2 = true
		s.inner.StartTLS()
	} else {
		s.inner.Start()
	}
	s.client = plainClient(s.inner.Client())
}

func (s *Server) stop() {
	s.inner.CloseClientConnections()
	s.inner.Close()
}

// Close lets the requests end that are being served, and serves no others.
func (s *Server) Close() {
	s.client.CloseIdleConnections()
	s.inner.Close()
}

// URL returns the address of the server without a path.
func (s *Server) URL() string { return s.inner.URL }

// Client returns the client that Do uses, which knows the server's certificate,
// follows no redirect and leaves compressed bodies alone. Unlike Do it repeats
// a request when a reused HTTP/1.1 connection turns out to be dead.
func (s *Server) Client() *http.Client { return s.client }

// Log returns what the server has logged so far. Over HTTP/2 a panic is logged
// after the stream was reset, so a test that looks for one has to wait for it,
// and a superfluous WriteHeader is logged over HTTP/1.1 only.
func (s *Server) Log() string { return s.log.String() }
