package problem

import (
	"bufio"
	"io"
	"net"
	"net/http"
)

// A handler may ask a writer by type assertion whether it can flush, hijack,
// read from a file or push. Each type below answers yes to what its name says
// and to no more, so that a handler is promised just what the inner writer
// keeps. They all have the same memory: that of the responseWriter inside the
// Exchange, so that a request costs one allocation whatever it can do.
type (
	plain              struct{ responseWriter }
	flushing           struct{ responseWriter }
	pushing            struct{ responseWriter }
	flushPushing       struct{ responseWriter }
	flushReading       struct{ responseWriter }
	flushHijacking     struct{ responseWriter }
	flushHijackReading struct{ responseWriter }
)

// capable returns w as the type that can do what inner can. An uncommon mixture
// gets the largest type that promises nothing wrong; http.ResponseController
// finds the rest.
func capable(w *plain, inner http.ResponseWriter) http.ResponseWriter {
	_, flush := inner.(http.Flusher)
	_, hijack := inner.(http.Hijacker)
	_, read := inner.(io.ReaderFrom)
	_, push := inner.(http.Pusher)
	switch {
	case flush && hijack && read:
		return (*flushHijackReading)(w)
	case flush && hijack:
		return (*flushHijacking)(w)
	case flush && read:
		return (*flushReading)(w)
	case flush && push:
		return (*flushPushing)(w)
	case flush:
		return (*flushing)(w)
	case push:
		return (*pushing)(w)
	}
	return w
}

func (w *responseWriter) flush() { _ = w.FlushError() }

func (w *responseWriter) hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffer, err := http.NewResponseController(w.inner).Hijack()
	if err == nil {
		w.giveAway()
	}
	return conn, buffer, err
}

// readFrom does not hold the lock while it copies: the source may be slow, and
// flushing from another goroutine must stay possible.
func (w *responseWriter) readFrom(src io.Reader) (int64, error) {
	if err := w.use(); err != nil {
		return 0, err
	}
	n, err := io.Copy(w.inner, src)
	w.count(n)
	return n, err
}

func (w *responseWriter) push(target string, opts *http.PushOptions) error {
	return w.inner.(http.Pusher).Push(target, opts)
}

// Flush flushes.
func (w *flushing) Flush() { w.flush() }

// Flush flushes.
func (w *flushPushing) Flush() { w.flush() }

// Flush flushes.
func (w *flushReading) Flush() { w.flush() }

// Flush flushes.
func (w *flushHijacking) Flush() { w.flush() }

// Flush flushes.
func (w *flushHijackReading) Flush() { w.flush() }

// Hijack takes over the connection.
func (w *flushHijacking) Hijack() (net.Conn, *bufio.ReadWriter, error) { return w.hijack() }

// Hijack takes over the connection.
func (w *flushHijackReading) Hijack() (net.Conn, *bufio.ReadWriter, error) { return w.hijack() }

// ReadFrom copies by the inner writer's means, sendfile for one.
func (w *flushReading) ReadFrom(src io.Reader) (int64, error) { return w.readFrom(src) }

// ReadFrom copies by the inner writer's means, sendfile for one.
func (w *flushHijackReading) ReadFrom(src io.Reader) (int64, error) { return w.readFrom(src) }

// Push starts a server push.
func (w *pushing) Push(target string, opts *http.PushOptions) error { return w.push(target, opts) }

// Push starts a server push.
func (w *flushPushing) Push(target string, opts *http.PushOptions) error { return w.push(target, opts) }
