package wiretest

import (
	"context"
	"io"
	"net/http"
	"strings"
)

// Option changes a request before it is sent.
type Option func(*http.Request) *http.Request

// Header adds a header field line. Host sets the authority; fields that
// frame the message, like Content-Length, can be set through Raw only.
func Header(name, value string) Option {
	return func(r *http.Request) *http.Request {
		if http.CanonicalHeaderKey(name) == "Host" {
			r.Host = value
		}
		r.Header.Add(name, value)
		return r
	}
}

// Body sends content with its length.
func Body(content string) Option {
	return func(r *http.Request) *http.Request {
		r.Body, r.ContentLength = http.NoBody, int64(len(content))
		if content != "" {
			r.Body = io.NopCloser(strings.NewReader(content))
		}
		return r
	}
}

// Stream sends content without announcing its length, which makes HTTP/1.1 use
// the chunked coding.
func Stream(content io.Reader) Option {
	return func(r *http.Request) *http.Request {
		r.Body, r.ContentLength = io.NopCloser(content), -1
		return r
	}
}

// Context ends the request when ctx ends, as a client does that hangs up.
func Context(ctx context.Context) Option {
	return func(r *http.Request) *http.Request {
		return r.WithContext(ctx)
	}
}
