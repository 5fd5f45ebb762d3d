package problem

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"sync"
	"sync/atomic"
)

// bodyError returns err as an InputError if it came from reading the body: the
// reader itself failed with it, or the content that was read has that very
// fault.
func bodyError(err error, body *bodyReader) error {
	notes := body.look()
	if !notes.used() {
		return err
	}
	var usual usualTree
	tree := errorTree(usual[:0]).of(err)
	in, ok := find[*InputError](tree)
	if ok && !in.open() || !notes.explains(tree) {
		return err
	}
	found := &InputError{In: InBody, Raw: notes.content(), Err: err}
	if ok {
		found.Target = in.Target
	}
	return found
}

// open reports whether an error says of the body that it is at fault, and not where.
func (e *InputError) open() bool { return e.In == InBody && e.Raw == nil && e.Violations == nil }

// bodyReader stands before the body of a request and remembers how reading it
// went. A handler may leave the reading to another goroutine, an HTTP client for
// one, so the notes have a lock.
type bodyReader struct {
	inner   io.ReadCloser
	server  *http.Request
	watched *http.Request // the handler's copy
	closed  atomic.Bool   // by the handler
	mu      sync.Mutex
	notes   bodyNotes
}

// bodyNotes tell how reading went. The start of the content is kept, to find the
// place of an error in it.
type bodyNotes struct {
	document bool // the request says that the content is a text with places: JSON, XML, YAML, TOML
	expect   int64
	read     int64
	kept     []byte
	err      error
}

// Read reads on and takes notes. To read what one has closed is a mistake of the
// program, which says nothing about the client.
func (b *bodyReader) Read(p []byte) (int, error) {
	n, err := b.inner.Read(p)
	if err == io.EOF {
		b.passTrailer()
	}
	if b.closed.Load() {
		return n, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.notes.add(p[:n], err)
	return n, err
}

// passTrailer follows net/http, which puts trailers that were not announced into
// its own request when it comes to the end of the content.
func (b *bodyReader) passTrailer() {
	if b.watched != nil && b.watched.Trailer == nil {
		b.watched.Trailer = b.server.Trailer
	}
}

func (b *bodyReader) look() bodyNotes {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.notes
}

func (b *bodyNotes) add(p []byte, err error) {
	b.read += int64(len(p))
	if len(p) > 0 {
		b.keep(p)
	}
	if err != nil {
		b.err = err
	}
}

// content is not nil where nothing is all that there was.
func (b *bodyNotes) content() []byte {
	if b.read == 0 {
		return []byte{}
	}
	return b.kept
}

func (b *bodyNotes) used() bool { return b.read > 0 || b.err != nil }

func (b *bodyNotes) keep(p []byte) {
	limit := maxKeptStart
	if b.document {
		limit = maxKeptBody
	}
	if b.kept == nil {
		b.kept = make([]byte, 0, max(0, min(b.expect, int64(limit))))
	}
	b.kept = append(b.kept, p[:min(len(p), limit-len(b.kept))]...)
}

// Close closes the body.
func (b *bodyReader) Close() error {
	b.closed.Store(true)
	return b.inner.Close()
}

// lost reports whether a failure is that of a client that has gone while it was
// sending. Servers cancel the context of the request for that. A client that has
// closed its half of the connection too early may still read: it gets its answer.
func (b *bodyReader) lost(ctx context.Context, cause error) bool {
	read := b.look().err
	if _, panicked := cause.(*PanicError); panicked || read == nil || ctx.Err() != context.Canceled {
		return false
	}
	var usual usualTree
	tree := errorTree(usual[:0]).of(cause)
	_, tooLarge := find[*http.MaxBytesError](tree)
	return tree.contains(read) && !tooLarge && !slices.ContainsFunc(tree, stillThere)
}

// stillThere recognises what reading fails with while the client can read.
func stillThere(err error) bool {
	return err == io.EOF || err == io.ErrUnexpectedEOF || err == os.ErrDeadlineExceeded
}

// explains reports whether an error of the tree came out of this body.
func (b *bodyNotes) explains(tree errorTree) bool {
	if b.err != nil && b.err != io.EOF && tree.contains(b.err) {
		return true
	}
	if syntax, ok := find[*json.SyntaxError](tree); ok {
		return b.hasSyntaxError(syntax)
	}
	if wrong, ok := find[*json.UnmarshalTypeError](tree); ok {
		return b.hasValue(wrong)
	}
	return b.hasNoEnd(tree)
}

// hasSyntaxError: only the very same error counts. Content may be broken, or be
// no JSON at all, and still not be what the handler complains of.
func (b *bodyNotes) hasSyntaxError(syntax *json.SyntaxError) bool {
	stop := readThrough(b.kept)
	if isSame(syntax, stop) {
		return true
	}
	if syntax.Offset > int64(len(b.kept)) {
		return syntax.Offset <= b.read && stop == io.ErrUnexpectedEOF
	}
	return isSame(syntax, json.Unmarshal(b.kept, new(json.RawMessage)))
}

// isSame compares the texts too: any two texts that are no JSON at all are broken at
// their first byte.
func isSame(syntax *json.SyntaxError, err error) bool {
	other, ok := err.(*json.SyntaxError)
	return ok && *other == *syntax
}

// hasValue looks for the value. An error in a type with an UnmarshalJSON of its
// own has an offset of another text and is not found.
func (b *bodyNotes) hasValue(wrong *json.UnmarshalTypeError) bool {
	if _, ok := locate(b.kept, wrong); ok {
		return true
	}
	beyond := wrong.Offset > int64(len(b.kept)) && wrong.Offset <= b.read
	return beyond && readThrough(b.kept) == io.ErrUnexpectedEOF
}

// hasNoEnd: clients of other servers fail with the same two errors, inside of a
// *url.Error.
func (b *bodyNotes) hasNoEnd(tree errorTree) bool {
	if _, upstream := find[*url.Error](tree); upstream {
		return false
	}
	switch {
	case tree.contains(io.EOF):
		return b.read == int64(len(b.kept)) && len(bytes.TrimSpace(b.kept)) == 0
	case tree.contains(io.ErrUnexpectedEOF):
		return readThrough(b.kept) == io.ErrUnexpectedEOF
	}
	return false
}
