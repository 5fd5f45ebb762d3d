package ginproblem

import (
	"bufio"
	"net"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/problem"
)

// writer is Gin's view of an exchange. Gin chooses a status long before it
// writes it, and the last choice counts; so the status stays in Gin's own
// writer, and goes to the exchange when something is written.
type writer struct {
	gin.ResponseWriter // Gin's own, which outer middleware looks at
	x                  problem.Exchange
	size               int // bytes written by the handler
	wrote              bool
}

var _ gin.ResponseWriter = (*writer)(nil)

// WriteHeaderNow holds back what gin.Context.AbortWithStatus and the Bind
// methods want to send: as long as there is no body, a problem can take the
// place of an error status, and a handler may still choose another one.
func (w *writer) WriteHeaderNow() {}

func (w *writer) begin() http.ResponseWriter {
	if !w.wrote {
		w.wrote = true
		w.x.Writer().WriteHeader(w.Status())
	}
	return w.x.Writer()
}

// Write writes.
func (w *writer) Write(p []byte) (int, error) {
	n, err := w.begin().Write(p)
	w.size += n
	return n, err
}

// WriteString writes.
func (w *writer) WriteString(s string) (int, error) {
	n, err := w.begin().(interface{ WriteString(string) (int, error) }).WriteString(s)
	w.size += n
	return n, err
}

// Written reports whether something was written, by the handler or in its place.
func (w *writer) Written() bool { return w.wrote || w.ResponseWriter.Written() }

// Size returns the bytes written, -1 for none as Gin has it.
func (w *writer) Size() int {
	if !w.wrote {
		return w.ResponseWriter.Size()
	}
	return w.size
}

// Flush flushes.
func (w *writer) Flush() { _ = http.NewResponseController(w.begin()).Flush() }

// Hijack takes over the connection.
func (w *writer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(w.x.Writer()).Hijack()
}

// Unwrap lets http.ResponseController and problem.TraceIDOf reach the exchange.
func (w *writer) Unwrap() http.ResponseWriter { return w.x.Writer() }

// settle tells the exchange which error status was chosen without a body.
func (w *writer) settle() {
	if status := w.Status(); !w.wrote && status >= http.StatusBadRequest {
		w.x.Writer().WriteHeader(status)
	}
}
