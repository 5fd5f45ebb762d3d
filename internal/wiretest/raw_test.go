package wiretest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/internal/wiretest"
)

func TestRaw(t *testing.T) {
	t.Parallel()
	server := wiretest.Start(t, wiretest.HTTP1, http.HandlerFunc(echo))
	answer := server.Raw(t, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"+
		"OPTIONS * HTTP/1.1\r\nHost: y\r\nConnection: close\r\n\r\n")
	assert.Equal(t, 2, strings.Count(answer, "HTTP/1.1 200 OK\r\n"))
	assert.Contains(t, answer, "GET /a x 0")
	assert.True(t, strings.HasPrefix(answer, "HTTP/1.1 200 OK\r\n"))
}

func TestRawMalformed(t *testing.T) {
	t.Parallel()
	server := wiretest.Start(t, wiretest.HTTP1, http.HandlerFunc(echo))
	answer := server.Raw(t, "GET / HTTP/1.1\r\n\r\n")
	assert.Contains(t, answer, "HTTP/1.1 400 Bad Request")
}

func TestRawSeesTheCut(t *testing.T) {
	t.Parallel()
	server := wiretest.Start(t, wiretest.HTTP1, http.HandlerFunc(abortAfterFlush))
	answer := server.Raw(t, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	assert.True(t, strings.HasSuffix(answer, "\r\n\r\n4\r\npart\r\n"), "no last chunk: %q", answer)
}

func TestRawAnswerBeforeTheRequestIsRead(t *testing.T) {
	t.Parallel()
	refuse := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		_, _ = io.CopyN(io.Discard, r.Body, 1)
	}
	server := wiretest.Start(t, wiretest.HTTP1, http.HandlerFunc(refuse))
	body := strings.Repeat("x", 16<<20)
	answer := server.Raw(t, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 16777216\r\n\r\n"+body)
	assert.True(t, strings.HasPrefix(answer, "HTTP/1.1 413 "), "%.100q", answer)
}

func TestRawComplains(t *testing.T) {
	t.Parallel()
	tests := []struct {
		proto wiretest.Proto
		want  string
	}{
		{wiretest.HTTP1, "the connection was still open after %v and %q"},
		{wiretest.HTTP2, "raw text is no request in %v"},
	}
	for _, tt := range tests {
		server := wiretest.Start(t, tt.proto, http.NotFoundHandler())
		server.SetPatience(100 * time.Millisecond)
		witness := &complaints{TB: t}
		server.Raw(witness, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		assert.Equal(t, []string{tt.want}, witness.texts)
	}
}
