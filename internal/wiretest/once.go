package wiretest

import (
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
)

// unrepeatable stops the transport from sending a request again when a reused
// HTTP/1.1 connection ends without an answer (RFC 9110, section 9.2.2 allows
// that for idempotent methods). A test that expects no answer would otherwise
// run its handler twice. The transport repeats no request with a body, and for
// these methods it finds out that the body is empty before it sends a header.
func (s *Server) unrepeatable(r *http.Request) *http.Request {
	if s.proto == HTTP1 && (r.Body == nil || r.Body == http.NoBody) {
		switch r.Method {
		case http.MethodGet, http.MethodHead, http.MethodOptions:
			r.Body = io.NopCloser(strings.NewReader(""))
		}
	}
	return r
}

// connUses follows the connections one request is sent over. More than one
// means that it was repeated after all.
type connUses struct {
	count  int
	reused bool
}

func (u *connUses) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) {
			u.count++
			u.reused = info.Reused
		},
	})
}
