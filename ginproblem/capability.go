package ginproblem

import (
	"bufio"
	"net"
	"net/http"

	"github.com/gin-gonic/gin"
)

// Flush flushes.
func (w *writer) Flush() { _ = http.NewResponseController(w.begin()).Flush() }

// Hijack takes over the connection. Where there is none to take over, as in
// HTTP/2, it returns http.ErrNotSupported; Gin's own writer would panic.
func (w *writer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if !reaches[http.Hijacker](w.ResponseWriter) {
		return nil, nil, http.ErrNotSupported
	}
	w.switchNow()
	conn, buffer, err := http.NewResponseController(w.x.Writer()).Hijack()
	w.wrote = w.wrote || err == nil
	return conn, buffer, err
}

// switchNow sends the status that WriteHeaderNow has held back, a 101 for one,
// while the connection is still the server's (RFC 9110, section 15.2.2). Gin's own
// writer, when it is hijacked, forgets a status that it has not sent.
func (w *writer) switchNow() {
	if w.now && !w.over.Load() {
		w.begin()
		w.ResponseWriter.WriteHeaderNow()
	}
}

// maxWriters bounds how many stand inside one another, as in package problem.
const maxWriters = 64

// inform sends an informational response (RFC 9110, section 15.2). Gin's writers
// would take its status for the final one. Where one hides the server's behind it,
// nothing is sent, which harms nobody.
func (w *writer) inform(status int) {
	outer := http.ResponseWriter(w.ResponseWriter)
	for range maxWriters {
		if outer == nil || w.x.Failed() {
			return
		}
		switch next := outer.(type) {
		case *writer:
			next.inform(status)
			return
		case gin.ResponseWriter:
			inner, ok := next.(interface{ Unwrap() http.ResponseWriter })
			if !ok {
				return
			}
			outer = inner.Unwrap()
		default:
			next.WriteHeader(status)
			return
		}
	}
}

// Pusher returns what starts server pushes, or nil.
func (w *writer) Pusher() http.Pusher {
	if w.over.Load() {
		return nil
	}
	return w.ResponseWriter.Pusher()
}

// CloseNotify tells when the client has gone, as far as the server can know.
func (w *writer) CloseNotify() <-chan bool {
	//lint:ignore SA1019 Gin's writers have the method
	if w.over.Load() || !reaches[http.CloseNotifier](w.ResponseWriter) {
		return nil
	}
	return w.ResponseWriter.CloseNotify()
}

// Unwrap lets http.ResponseController reach the exchange.
func (w *writer) Unwrap() http.ResponseWriter { return w.x.Writer() }

// Presents lets package problem find the exchange.
func (w *writer) Presents() http.ResponseWriter { return w.x.Writer() }

// reaches reports whether there is a T behind Gin's writers, which claim to be
// everything. Others that hide what is behind them are believed.
func reaches[T any](w http.ResponseWriter) bool {
	for {
		_, has := w.(T)
		inner, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if _, isGin := w.(gin.ResponseWriter); !ok || has && !isGin {
			return has
		}
		w = inner.Unwrap()
	}
}
