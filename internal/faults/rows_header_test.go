package faults_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// headerRows leave a header behind that describes another answer.
func headerRows() []row {
	return []row{
		{id: "P23", name: "header of a file", site: site{plain: fileThenPanic}, want: everywhere(panicked()), check: checkHygiene},
		{id: "P23", name: "coding of outer middleware", site: site{plain: fileThenPanic, outside: withCoding}, want: everywhere(panicked()), check: checkCoding},
		{id: "P24", name: "announced trailer", site: site{plain: trailerThenPanic}, want: everywhere(panicked()), check: checkNoTrailer},
		{id: "P24", name: "announced trailer with a value", site: site{plain: valueThenPanic}, want: everywhere(panicked()), check: checkNoTrailer},
		{id: "P24", name: "trailer behind the answer", site: site{nested: trailerBehind}, want: everywhere(answered(409)), check: checkNoTrailer},
		{id: "P23", name: "names in another case", site: site{plain: oddCaseThenPanic}, want: everywhere(panicked()), check: checkNothingLeft},
		{id: "P23", name: "fields for one cache or proxy", site: site{plain: privateThenPanic}, want: everywhere(panicked()), check: checkNothingLeft},
		{id: "P23", name: "values that no field can hold", site: site{plain: brokenThenPanic}, want: everywhere(panicked()), check: checkNothingLeft},
		{id: "P25", name: "HEAD", method: http.MethodHead, site: doing(func() { panic(canaryValue) }), want: everywhere(panicked()), check: checkHead},
		{id: "P34", name: "early hints", site: site{plain: hintsThenPanic}, want: everywhere(panicked())},
	}
}

// stale belongs to the representation that the handler wanted to send.
func stale() map[string]string {
	return map[string]string{
		"Content-Encoding": "gzip", "Content-Range": "bytes 0-4/10", "Content-Disposition": "attachment; filename=" + canaryValue,
		"Content-Language": "de", "Content-Location": "/other", "Etag": `"` + canaryValue + `"`,
		"Last-Modified": "Mon, 02 Jan 2006 15:04:05 GMT", "Expires": "Mon, 02 Jan 2034 15:04:05 GMT", "Accept-Ranges": "bytes",
		"Digest": "sha-256=x", "Content-Digest": "sha-256=:eA==:", "Repr-Digest": "sha-256=:eA==:",
	}
}

// lasting belongs to the exchange, whatever is sent.
func lasting() map[string]string {
	return map[string]string{
		"Vary": "Origin", "Access-Control-Allow-Origin": "https://app.example.com", "Strict-Transport-Security": "max-age=1",
		"X-Request-Id": "42", "Set-Cookie": "a=b",
	}
}

func fileThenPanic(w http.ResponseWriter, _ *http.Request) {
	for _, fields := range []map[string]string{stale(), lasting()} {
		for name, value := range fields {
			w.Header().Set(name, value)
		}
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Length", "5")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	panic(canaryValue)
}

func checkHygiene(t *testing.T, r *result) {
	t.Helper()
	for name := range stale() {
		assert.Empty(t, r.answer.Header[name], name)
	}
	for name, value := range lasting() {
		assert.Equal(t, []string{value}, r.answer.Header[name], name)
	}
}

// withCoding is outer middleware that announces what it really does.
func withCoding(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "identity")
		w.Header().Set("Content-Length", "0")
		w.Header().Del("Content-Length")
		if r.URL.Path != "/x" {
			w.Header().Del("Content-Encoding")
		}
		next.ServeHTTP(w, r)
	})
}

func checkCoding(t *testing.T, r *result) {
	t.Helper()
	assert.Equal(t, []string{"identity"}, r.answer.Header["Content-Encoding"])
	assert.Empty(t, r.answer.Header["Etag"])
}

func trailerThenPanic(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Trailer", "X-Checksum")
	w.Header().Set("X-Checksum", "1")
	panic(canaryValue)
}

func checkNoTrailer(t *testing.T, r *result) {
	t.Helper()
	assert.Empty(t, r.answer.Header["Trailer"])
	assert.Empty(t, r.answer.Trailer)
	assert.Empty(t, r.answer.Header["X-Checksum"])
}

func valueThenPanic(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusOK)
	trailerThenPanic(w, r)
}

// trailerBehind has middleware that adds up what was sent, whatever that was.
func trailerBehind(api nethttp.Adapter) http.Handler {
	next := api.Handle(func(http.ResponseWriter, *http.Request) error { return problem.Conflict })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		w.Header().Set(http.TrailerPrefix+"X-Checksum", "1")
	})
}

func oddCaseThenPanic(w http.ResponseWriter, _ *http.Request) {
	w.Header()["content-encoding"] = []string{"gzip"}
	w.Header()["ETag"] = []string{canaryValue}
	w.Header()["content-type"] = []string{"application/pdf"}
	panic(canaryValue)
}

func privateThenPanic(w http.ResponseWriter, _ *http.Request) {
	for _, name := range []string{"CDN-Cache-Control", "Acme-Cache-Control", "Surrogate-Control", "X-Accel-Expires", "X-Accel-Redirect", "X-Sendfile"} {
		w.Header().Set(name, "3600")
	}
	panic(canaryValue)
}

func brokenThenPanic(w http.ResponseWriter, _ *http.Request) {
	for i, broken := range []string{"a\x00b", "a\r\nb: c", "a\nb", "\x1b[31m"} {
		w.Header().Set("X-Broken-"+strconv.Itoa(i), broken)
	}
	panic(canaryValue)
}

func checkNothingLeft(t *testing.T, r *result) {
	t.Helper()
	for name := range r.answer.Header {
		assert.Contains(t, []string{"Cache-Control", "Content-Length", "Content-Type", "Date", "X-Content-Type-Options"}, name)
	}
}

// checkHead compares with GET (RFC 9110, section 9.3.2). The length of both is
// the same because all ids are.
func checkHead(t *testing.T, r *result) {
	t.Helper()
	get := r.Do(t, http.MethodGet, "/x")
	for _, h := range []http.Header{get.Header, r.answer.Header} {
		h.Del("Date")
	}
	assert.Equal(t, get.Header, r.answer.Header)
}

func hintsThenPanic(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Link", "</style.css>; rel=preload")
	w.WriteHeader(http.StatusEarlyHints)
	panic(canaryValue)
}

// requestRows leave the content of the request unread.
func requestRows() []row {
	return []row{
		{id: "P26", name: "64 kB unread", method: http.MethodPost, send: content(64 << 10), site: doing(func() { panic(canaryValue) }), want: everywhere(panicked())},
		{id: "P27", name: "1 MB unread", method: http.MethodPost, send: content(1 << 20), site: doing(func() { panic(canaryValue) }), want: everywhere(panicked().ending(unknown))},
	}
}

func content(size int) []wiretest.Option {
	return []wiretest.Option{wiretest.Body(strings.Repeat("x", size))}
}
