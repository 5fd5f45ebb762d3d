package problem

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"syscall"
	"time"
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

// Unwrap lets http.ResponseController reach what the inner writer can do
// besides.
func (w *responseWriter) Unwrap() http.ResponseWriter { return beyond{w} }

// beyond stands before the inner writer. Without it, a hijack by
// http.ResponseController would go unnoticed where the inner writer hides its
// Hijack behind an Unwrap, and a late change of a deadline would hit the next
// request of the connection.
type beyond struct{ *responseWriter }

// Hijack takes over the connection.
func (b beyond) Hijack() (net.Conn, *bufio.ReadWriter, error) { return b.hijack() }

// SetWriteDeadline remembers that the handler has set one, which is for its own
// response.
func (b beyond) SetWriteDeadline(t time.Time) error {
	if b.closed.Load() {
		return errClosed
	}
	b.timed.Store(true)
	return http.NewResponseController(b.inner).SetWriteDeadline(t)
}

// Unwrap returns the inner writer, and nil after the request.
func (b beyond) Unwrap() http.ResponseWriter {
	if b.closed.Load() {
		return nil
	}
	return b.inner
}

// WriteString is Write without a copy where the inner writer can do that.
func (w *responseWriter) WriteString(s string) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.late(); err != nil {
		return 0, err
	}
	if w.holds(len(s)) {
		w.text = append(w.text, s...)
		return len(s), nil
	}
	w.begin()
	n, err := io.WriteString(w.inner, s)
	return w.count(len(s), n, err)
}

// FlushError begins the response and flushes it, if the inner writer can. The words
// of an http.Error wait for the end: middleware may flush whatever was written.
func (w *responseWriter) FlushError() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.late(); err != nil {
		return err
	}
	switch {
	case !w.canFlush():
		return http.ErrNotSupported
	case w.text != nil && !w.begun:
		return nil
	}
	w.begin()
	_, err := w.count(0, 0, http.NewResponseController(w.inner).Flush())
	return err
}

// FlushError flushes. Many writers can't, and that tears nothing. That of a HEAD
// over HTTP/2 ends the stream and then complains that it has ended.
func (w *answerWriter) FlushError() (err error) {
	panicked := w.guard(func() error { err = flushPlain(w.inner); return nil })
	return errors.Join(err, panicked)
}

func (w *responseWriter) flush() { _ = w.FlushError() }

// canFlush asks as http.ResponseController would, but before the response has
// begun. A door's writer always has the method, so it is asked itself.
func (w *responseWriter) canFlush() bool {
	for inner := range chain(w.inner) {
		switch next := inner.(type) {
		case interface{ canFlush() bool }:
			return next.canFlush()
		case interface{ FlushError() error }, http.Flusher:
			return true
		}
	}
	return false
}

// hijack sends a status that the handler chose before, as net/http would.
func (w *responseWriter) hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.late(); err != nil {
		return nil, nil, err
	}
	if w.status != 0 {
		w.begin()
	}
	conn, buffer, err := http.NewResponseController(w.inner).Hijack()
	if err == nil {
		w.begun, w.sent, w.hijacked = true, true, true
	}
	return conn, buffer, err
}

// readFrom lets the inner writer read from a file, which may mean that the
// kernel copies. Any other source may be slow, and the lock is not for waiting:
// from those it copies piece by piece.
func (w *responseWriter) readFrom(src io.Reader) (int64, error) {
	if !isFile(src) {
		return io.Copy(w, src)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.late(); err != nil {
		return 0, err
	}
	w.begin()
	n, err := w.inner.(io.ReaderFrom).ReadFrom(src)
	w.written += n
	_, err = w.count(0, 0, err)
	return n, err
}

// isFile recognises a regular file of the system, by the methods that net looks
// for before it calls sendfile, and a part of one.
func isFile(src io.Reader) bool {
	if part, ok := src.(*io.LimitedReader); ok {
		src = part.R
	}
	file, ok := src.(interface {
		syscall.Conn
		Stat() (fs.FileInfo, error)
	})
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode().IsRegular()
}

func (w *responseWriter) push(target string, opts *http.PushOptions) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.late(); err != nil {
		return err
	}
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
