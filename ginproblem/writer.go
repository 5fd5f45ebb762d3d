package ginproblem

import (
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// writer is Gin's view of an exchange. Gin chooses a status long before it
// writes it, and the last choice counts; so the status stays in Gin's own
// writer, and goes to the exchange when something is written.
type writer struct {
	gin.ResponseWriter // Gin's own, which outer middleware looks at
	x                  problem.Exchange
	request            *http.Request // Gin's own
	size               int           // bytes written by the handler
	wrote              bool          // the handler has written, if only nothing
	chosen             bool          // the handler has set a status
	now                bool          // it has asked for the status to be sent
	absurd             bool          // it has set one that is none,
	choice             int           // this one
	returned           bool          // the handler has come back
	over               atomic.Bool   // the exchange is over: Gin's own writer is another request's
	last               seen          // what a writer that was kept says then
	errors             int           // how many errors were in c.Errors before
	c                  *gin.Context  // of the exchange
	looked             bool          // the next two are known
	early              bool          // the chain had ended before the handler wrote
	written            int           // how many errors were in c.Errors then
	late               bool          // the status of an error came after that
	explainer          *validatorproblem.Explainer
}

var _ gin.ResponseWriter = (*writer)(nil)

// Header returns the header of the response; after the request a detached one.
func (w *writer) Header() http.Header { return w.x.Writer().Header() }

// WriteHeader chooses a status. One that is none, which net/http would panic
// over, becomes a 500 (RFC 9110, section 15). Gin's functions say -1 for no
// choice. An informational one passes at once.
func (w *writer) WriteHeader(status int) {
	if w.wrote {
		w.late = w.late || status >= 400
	} else {
		w.look()
	}
	switch {
	case status < 0 || w.wrote || w.over.Load():
		return
	case status >= 100 && status < 200 && status != http.StatusSwitchingProtocols:
		w.inform(status)
		return
	}
	w.chosen, w.choice = true, status
	if w.absurd = status < 100 || status > 999; w.absurd {
		status = http.StatusInternalServerError
	}
	w.ResponseWriter.WriteHeader(status)
}

// WriteHeaderNow holds back what gin.Context.AbortWithStatus and the Bind
// methods want to send: as long as there is no body, a problem can take the
// place of an error status, and a handler may still choose another one.
func (w *writer) WriteHeaderNow() { w.chosen, w.now = true, true }

// begin returns the writer of the exchange, which knows the status then.
func (w *writer) begin() http.ResponseWriter {
	if !w.wrote && !w.x.Failed() {
		w.wrote = true
		w.tell()
	}
	return w.x.Writer()
}

// look remembers how far the chain is when something is written. Afterwards the
// context may be another request's.
func (w *writer) look() {
	if !w.over.Load() {
		w.looked, w.early, w.written = true, w.c.IsAborted(), len(w.c.Errors)
	}
}

// brokenOff reports whether the handler has begun to write, and then ended the
// chain with an error: so do Gin's renderers when they can't go on, and
// gin.Context.AbortWithError, with a status that is too late. JSON is whole: Gin
// writes it in one piece, and a handler may note an error behind it.
func (w *writer) brokenOff(c *gin.Context) bool {
	ended := w.wrote && !w.early && c.IsAborted() && len(c.Errors) > w.written
	return ended && (w.late || w.looked && !strings.HasPrefix(w.Header().Get("Content-Type"), "application/json"))
}

// tell gives the exchange the status. It knows better what to do with one that
// is none.
func (w *writer) tell() {
	status := w.Status()
	if w.absurd {
		status = w.choice
	}
	w.x.Writer().WriteHeader(status)
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

// seen is what Gin's functions can ask a writer.
type seen struct {
	status, size int
	written      bool
}

// Status returns the status that is chosen or was sent.
func (w *writer) Status() int {
	if w.over.Load() {
		return w.last.status
	}
	return w.ResponseWriter.Status()
}

// Written reports whether something was written, by the handler or in its place.
func (w *writer) Written() bool {
	if w.over.Load() {
		return w.last.written
	}
	return w.wrote || w.ResponseWriter.Written()
}

// Size returns the bytes written, -1 for none as Gin has it.
func (w *writer) Size() int {
	switch {
	case w.over.Load():
		return w.last.size
	case w.wrote:
		return w.size
	}
	return w.ResponseWriter.Size()
}

// settle tells the exchange which error status was chosen without a body.
func (w *writer) settle() {
	if !w.Written() && w.Status() >= http.StatusBadRequest {
		w.tell()
	}
}

// passedBy reports whether the response was written without this writer: by an
// engine that has routed the request anew.
func (w *writer) passedBy() bool { return !w.wrote && w.ResponseWriter.Written() }

// catchUp tells the exchange of what has passed it by before something fails, so
// that no answer is put behind another.
func (w *writer) catchUp() {
	if w.passedBy() && !w.x.Failed() {
		w.tell()
		_ = http.NewResponseController(w.x.Writer()).Flush()
	}
}

// succeeded reports whether the handler has answered with something that is no
// error: it has written, or chosen a status that comes without content (RFC
// 9110, sections 15.3.5 and 15.4).
func (w *writer) succeeded(c *gin.Context) bool {
	status := w.Status()
	return status < 400 && !w.brokenOff(c) && (w.wrote || status == http.StatusNoContent || status >= 300)
}
