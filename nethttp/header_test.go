package nethttp_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// representation are fields about the answer that did not come about.
var representation = map[string]string{
	"Content-Length": "5", "Content-Encoding": "gzip", "Content-Range": "bytes 0-4/5", "Content-Disposition": "attachment",
	"Content-Language": "de", "Content-Location": "/a", "Etag": `"a"`, "Last-Modified": "Mon, 02 Jan 2006 15:04:05 GMT",
	"Expires": "Mon, 02 Jan 2106 15:04:05 GMT", "Accept-Ranges": "bytes", "Digest": "sha-256=a", "Content-Digest": "sha-256=:a:",
	"Repr-Digest": "sha-256=:a:", "Trailer": "X-Sum", "Transfer-Encoding": "identity",
}

// kept are fields about other things than the answer.
var kept = map[string]string{
	"Access-Control-Allow-Origin": "*", "Vary": "Origin", "Set-Cookie": "a=b", "X-Request-Id": "7",
	"Strict-Transport-Security": "max-age=1", "Content-Security-Policy": "default-src 'none'",
}

func setAll(h http.Header, fields map[string]string) {
	for name, value := range fields {
		h.Set(name, value)
	}
}

// What the handler said about its answer goes, everything else stays.
func TestHeaderOfTheHandler(t *testing.T) {
	t.Parallel()
	for way, fail := range failing {
		each(t, func(t *testing.T, proto wiretest.Proto, method string) {
			h := serve(t, proto, problem.Config{}, returned(func(w http.ResponseWriter, _ *http.Request) error {
				setAll(w.Header(), representation)
				setAll(w.Header(), kept)
				w.Header().Set("Content-Type", "application/pdf")
				w.Header().Set("Cache-Control", "public, max-age=60")
				return fail()
			}))
			answer := h.Do(t, method, "/")
			status := map[string]int{"panic": 500, "error": 500, "problem": 409}[way]
			assertProblem(t, method, status, answer)
			for name, value := range kept {
				assert.Equal(t, []string{value}, answer.Header[name])
			}
			answer.Header.Del("Content-Length")
			for name := range representation {
				assert.Empty(t, answer.Header[name], name)
			}
			assert.Empty(t, answer.Trailer)
			h.one(t)
			usable(t, h)
		})
	}
}

// What stood in the header before the door is outer middleware's and stays.
func TestHeaderOfOuterMiddleware(t *testing.T) {
	t.Parallel()
	outer := map[string]string{"Content-Language": "en", "Etag": `"outer"`, "Vary": "Cookie", "X-Request-Id": "7"}
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			next := api.Handle(func(w http.ResponseWriter, _ *http.Request) error {
				w.Header().Set("Content-Language", "de")
				w.Header().Set("Etag", `"inner"`)
				w.Header().Add("Vary", "Origin")
				w.Header().Set("X-Request-Id", "8")
				return problem.Gone
			})
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				setAll(w.Header(), outer)
				api.Handler(next).ServeHTTP(w, r)
			})
		})
		answer := h.Do(t, method, "/")
		assertProblem(t, method, 410, answer)
		assert.Equal(t, []string{"en"}, answer.Header["Content-Language"])
		assert.Equal(t, []string{`"outer"`}, answer.Header["Etag"])
		assert.Equal(t, []string{"Cookie", "Origin"}, answer.Header["Vary"])
		assert.Equal(t, []string{"8"}, answer.Header["X-Request-Id"])
	})
}

// Compression outside of the door goes on, and its length is not the document's.
func TestCompressionOutside(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			return compressing(true)(api.Handler(besideOK(http.NotFoundHandler())))
		})
		answer := h.Do(t, method, "/")
		require.NoError(t, answer.Err)
		assert.Equal(t, "gzip", answer.Header.Get("Content-Encoding"))
		ungzip(t, answer)
		answer.Header.Set("Content-Length", "any")
		assertProblem(t, method, 404, answer)
		h.one(t)
	})
}

// Nothing of a concealed problem can be seen.
func TestConcealed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		build := func(f handle) *wiretest.Answer {
			h := serve(t, proto, problem.Config{TraceID: func(*http.Request) string { return "" }}, returned(f))
			answer := h.Do(t, method, "/")
			answer.Header.Del("Date")
			h.one(t)
			return answer
		}
		want := build(func(http.ResponseWriter, *http.Request) error { return problem.NotFound })
		got := build(func(w http.ResponseWriter, _ *http.Request) error {
			setAll(w.Header(), kept)
			setAll(w.Header(), map[string]string{"Allow": "GET", "Retry-After": "1", "Www-Authenticate": "Basic", "Cache-Control": "private"})
			w.WriteHeader(403)
			return problem.Forbidden.New(problem.Detail(secret), problem.Conceal())
		})
		assert.Equal(t, want, got)
	})
}

// Values that no field can hold never reach the wire, and a 401 has a challenge
// even where HTTP/2 would drop a broken one.
func TestBrokenFieldValues(t *testing.T) {
	t.Parallel()
	for _, broken := range []string{"a\r\nEvil: 1", "a\nEvil: 1", "a\x00b", "\x1b[31m", "\x7f"} {
		each(t, func(t *testing.T, proto wiretest.Proto, method string) {
			ways := map[string]handle{
				"option": func(http.ResponseWriter, *http.Request) error {
					return problem.Unauthorized.New(problem.Header("X-Own", broken), problem.Header("WWW-Authenticate", "Basic "+broken))
				},
				"left": func(w http.ResponseWriter, _ *http.Request) error {
					w.Header().Set("WWW-Authenticate", "Basic "+broken)
					w.WriteHeader(401)
					return nil
				},
				"challenge": func(http.ResponseWriter, *http.Request) error {
					return problem.Unauthorized.New(problem.Challenges(problem.Bearer{Realm: broken}))
				},
			}
			for way, f := range ways {
				c := problem.Config{TraceID: func(*http.Request) string { return broken }, TraceHeader: "X-Trace"}
				h := serve(t, proto, c, returned(f))
				answer := h.Do(t, method, "/")
				assertProblem(t, method, 401, answer)
				assert.Len(t, answer.Header["Www-Authenticate"], 1, way)
				assert.NotContains(t, answer.Header, "Evil")
				assert.NotContains(t, answer.Header, "X-Own")
				assert.NotContains(t, answer.Header, "X-Trace")
				for _, values := range answer.Header {
					assert.Equal(t, -1, strings.IndexFunc(strings.Join(values, ""), func(r rune) bool { return r < ' ' || r == 0x7f }))
				}
				h.one(t)
			}
		})
	}
}

func TestAdoptedFields(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, proto wiretest.Proto, method string) {
		h := serve(t, proto, problem.Config{}, returned(func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("Allow", "PUT, GET")
			w.Header().Set("Retry-After", "3")
			w.Header().Add("Link", "</a>; rel=help")
			return problem.MethodNotAllowed
		}))
		answer := h.Do(t, method, "/")
		assertProblem(t, method, 405, answer)
		assert.Equal(t, []string{"GET, HEAD, PUT"}, answer.Header["Allow"])
		assert.Equal(t, []string{"3"}, answer.Header["Retry-After"])
		assert.Equal(t, []string{"</a>; rel=help"}, answer.Header["Link"])
		h.one(t)
	})
}
