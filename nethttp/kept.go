package nethttp

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/problemkit/problemkit/problem"
)

// keptResponse keeps a response until its handler has returned, or until a door
// inside has a complete answer. Its lock decides which comes first, that or the
// end of the time, after which nothing reaches the outer writer any more.
type keptResponse struct {
	outer  http.ResponseWriter
	ctx    context.Context // the handler's
	up     error           // its cause when time is up
	header http.Header

	content content // of the request

	mu     sync.Mutex
	status int
	body   bytes.Buffer
	sent   bool
	over   bool // time is up
}

func newKept(ctx context.Context, outer http.ResponseWriter, up error) *keptResponse {
	k := &keptResponse{outer: outer, ctx: ctx, up: up, header: outer.Header().Clone()}
	if k.header == nil {
		k.header = http.Header{}
	}
	return k
}

// Header returns the header that will be sent.
func (k *keptResponse) Header() http.Header { return k.header }

// WriteHeader keeps the status. Informational ones are not for keeping.
func (k *keptResponse) WriteHeader(status int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.status == 0 && (status >= 200 || status == http.StatusSwitchingProtocols) {
		k.status = status
	}
}

// Write keeps bytes.
func (k *keptResponse) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed() {
		return 0, problem.ErrSuperseded
	}
	return k.body.Write(p)
}

// SetReadDeadline sets it for the request, until that is over.
func (k *keptResponse) SetReadDeadline(t time.Time) error {
	return k.control(func(c *http.ResponseController) error { return c.SetReadDeadline(t) })
}

// SetWriteDeadline sets it for the request, until that is over.
func (k *keptResponse) SetWriteDeadline(t time.Time) error {
	return k.control(func(c *http.ResponseController) error { return c.SetWriteDeadline(t) })
}

func (k *keptResponse) control(set func(*http.ResponseController) error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed() {
		return problem.ErrSuperseded
	}
	return set(http.NewResponseController(k.outer))
}

// Presents leads package problem to the exchange around, whose trace id holds
// inside too.
func (k *keptResponse) Presents() http.ResponseWriter { return k.outer }

// Release sends a complete answer while the handler's door has still to record
// it, and to flush it before that. An answer that a writer between here and there
// holds back has to wait for the end.
func (k *keptResponse) Release() (http.ResponseWriter, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.sent:
	case k.late():
		return nil, problem.ErrSuperseded
	case k.status == 0:
		return nil, http.ErrNotSupported
	default:
		k.send()
	}
	return k.outer, nil
}

// finish sends the response of a handler that has returned.
func (k *keptResponse) finish() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.sent {
		k.send()
	}
}

func (k *keptResponse) send() {
	k.sent = true
	h := k.outer.Header()
	clear(h)
	maps.Copy(h, k.header)
	if k.status != 0 {
		k.outer.WriteHeader(k.status)
	}
	if k.body.Len() > 0 {
		_, _ = k.outer.Write(k.body.Bytes())
	}
}

// supersede gives the response up, unless it was sent before.
func (k *keptResponse) supersede() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.over = true
	return !k.sent
}

// superseded reports whether time was up before the response was sent.
func (k *keptResponse) superseded() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return !k.sent && k.late()
}

func (k *keptResponse) released() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.sent
}

// closed reports whether nothing can be added.
func (k *keptResponse) closed() bool { return k.sent || k.late() }

// late goes by the handler's context: what a handler does because its time is up
// has come too late, however fast it is.
func (k *keptResponse) late() bool { return k.over || context.Cause(k.ctx) == k.up }

// content is the body of a request, which knows whether it was read to its end.
type content struct {
	io.ReadCloser
	outer, inner *http.Request
	ended        atomic.Bool
}

// Read notices the end.
func (c *content) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if err == io.EOF && !c.ended.Load() {
		c.passTrailer()
	}
	if err != nil {
		c.ended.Store(true)
	}
	return n, err
}

// passTrailer hands on what net/http has put into its own request at the end of
// the content. The handler's may be a copy by now that shares a map of trailers
// which were announced.
func (c *content) passTrailer() {
	if c.inner.Trailer == nil {
		c.inner.Trailer = c.outer.Trailer.Clone()
		return
	}
	maps.Copy(c.inner.Trailer, c.outer.Trailer)
}
