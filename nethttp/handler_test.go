package nethttp_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

var errNoOrder = errors.New("no order " + secret)

// returning are errors of a handler that has not written, with the status of the
// answer.
var returning = map[string]struct {
	err    error
	status int
	detail string
}{
	"type":             {problem.Locked, 423, ""},
	"wrapped type":     {fmt.Errorf("%s: %w", secret, problem.Gone), 410, ""},
	"problem":          {problem.Conflict.New(problem.Detail("taken")), 409, "taken"},
	"rule":             {fmt.Errorf("load: %w", errNoOrder), 404, ""},
	"undeclared":       {errors.New(secret), 500, ""},
	"joined":           {errors.Join(errors.New(secret), problem.Forbidden), 403, ""},
	"deadline":         {context.DeadlineExceeded, 503, ""},
	"canceled inside":  {context.Canceled, 500, ""},
	"uncomparable":     {uncomparable{"a"}, 500, ""},
	"panicking Unwrap": {explosive{secret}, 500, ""},
}

func TestReturnedErrors(t *testing.T) {
	t.Parallel()
	for name, c := range returning {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				for door, build := range map[string]func(nethttp.Adapter) http.Handler{
					"joined": returned(func(http.ResponseWriter, *http.Request) error { return c.err }),
					"alone": func(api nethttp.Adapter) http.Handler {
						return besideOK(api.Handle(func(http.ResponseWriter, *http.Request) error { return c.err }))
					},
				} {
					rules := []problem.Rule{problem.Match(errNoOrder, problem.NotFound)}
					h := serve(t, proto, problem.Config{Rules: rules}, build)
					answer := h.Do(t, method, "/")
					doc := assertProblem(t, method, c.status, answer)
					assert.NotContains(t, string(answer.Body), secret, door)
					rec := h.one(t)
					assert.Equal(t, problem.Answered, rec.Outcome)
					assert.Equal(t, c.err, rec.Err)
					assert.Equal(t, c.status, rec.Status)
					assert.Equal(t, method, rec.Method)
					if method == http.MethodGet {
						assert.Equal(t, c.detail, doc.Detail)
						assert.Equal(t, rec.TraceID, doc.TraceID)
					}
					h.uncut(t)
					usable(t, h)
				}
			})
		})
	}
}

func TestNoErrorIsNoProblem(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, (*problem.Problem)(nil)} {
		each(t, func(t *testing.T, proto wiretest.Proto, method string) {
			h := serve(t, proto, problem.Config{}, returned(func(w http.ResponseWriter, _ *http.Request) error {
				w.Header().Set("Content-Type", "text/csv")
				w.WriteHeader(http.StatusCreated)
				_, _ = io.WriteString(w, "a,b")
				return err
			}))
			answer := h.Do(t, method, "/")
			require.NoError(t, answer.Err)
			assert.Equal(t, http.StatusCreated, answer.Status)
			assert.Equal(t, "text/csv", answer.Header.Get("Content-Type"))
			h.none(t)
			usable(t, h)
		})
	}
}

func mux(api nethttp.Adapter) http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET /ok", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("fine")) })
	m.HandleFunc("GET /orders/{id}", func(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) })
	m.HandleFunc("PUT /orders/{id}", func(http.ResponseWriter, *http.Request) { panic(secret) })
	m.Handle("DELETE /orders/{id}", api.Handle(func(http.ResponseWriter, *http.Request) error { return problem.Locked }))
	m.HandleFunc("/any", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	return api.Handler(m)
}

func TestServeMux(t *testing.T) {
	t.Parallel()
	cases := []struct {
		method, path string
		status       int
		allow, route string
	}{
		{"GET", "/orders/7", 404, "", "GET /orders/{id}"},
		{"HEAD", "/orders/7", 404, "", "GET /orders/{id}"},
		{"PUT", "/orders/7", 500, "", "PUT /orders/{id}"},
		{"DELETE", "/orders/7", 423, "", "DELETE /orders/{id}"},
		{"POST", "/orders/7", 405, "DELETE, GET, HEAD, PUT", ""},
		{"OPTIONS", "/orders/7", 405, "DELETE, GET, HEAD, PUT", ""},
		{"GET", "/nowhere", 404, "", ""},
		{"HEAD", "/nowhere", 404, "", ""},
		{"BREW", "/orders/7", 501, "", ""},
		{"BREW", "/nowhere", 501, "", ""},
		{"PROPFIND", "/nowhere", 404, "", ""},
		{"BREW", "/any", 404, "", "/any"},
	}
	for _, c := range cases {
		t.Run(c.method+c.path, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, proto wiretest.Proto) {
				h := serve(t, proto, problem.Config{}, mux)
				answer := h.Do(t, c.method, c.path)
				doc := assertProblem(t, c.method, c.status, answer)
				assert.Empty(t, doc.Detail)
				assert.Equal(t, c.status == 405, len(answer.Header["Allow"]) > 0)
				assert.Equal(t, c.allow, answer.Header.Get("Allow"))
				rec := h.one(t)
				assert.Equal(t, c.route, rec.Route)
				assert.Equal(t, c.status, rec.Status)
				usable(t, h)
			})
		})
	}
}

// replaced are error answers of other code that become problems.
var replaced = map[string]struct {
	do     http.HandlerFunc
	status int
	detail string
	cause  string
	header http.Header
}{
	"empty 401": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) }, 401, "", "",
		http.Header{"Www-Authenticate": {`Bearer realm="api"`}}},
	"empty 401 with a challenge": {func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
		w.WriteHeader(401)
	}, 401, "", "", http.Header{"Www-Authenticate": {`Basic realm="x"`}}},
	"empty 503": {func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(503)
	}, 503, "", "", http.Header{"Retry-After": {"7"}}},
	"empty writes":   {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(400); _, _ = w.Write(nil) }, 400, "", "", nil},
	"http.Error 4xx": {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "size is missing", 400) }, 400, "size is missing", "", nil},
	"http.Error 5xx": {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, secret, http.StatusBadGateway) }, 502, "", secret, nil},
	"http.Error 1 KiB": {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, strings.Repeat("x", 1023), 400) }, 400,
		strings.Repeat("x", 1023), "", nil},
	"http.NotFound":   {http.NotFound, 404, "", "", nil},
	"status 0":        {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(0) }, 500, "", "WriteHeader(0)", nil},
	"status 1000":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(1000) }, 500, "", "WriteHeader(1000)", nil},
	"status -1, body": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(-1); _, _ = w.Write([]byte("x")) }, 500, "", "WriteHeader(-1)", nil},
	"status 700":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(700) }, 500, "", "", nil},
	"two statuses":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404); w.WriteHeader(200) }, 404, "", "", nil},
	"early hints first": {func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(404)
	}, 404, "", "", nil},
	"condition": {func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("If-Match", `"other"`)
		serveContent(w, r)
	}, 412, "", "", nil},
	"range": {func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Range", "bytes=100-200")
		serveContent(w, r)
	}, 416, "invalid range: failed to overlap", "", http.Header{"Content-Range": {"bytes */7"}}},
	"file server": {http.FileServerFS(fstest.MapFS{}).ServeHTTP, 404, "", "", nil},
}

func serveContent(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("ETag", `"this"`)
	http.ServeContent(w, r, "a.txt", time.Now(), strings.NewReader("content"))
}

func TestErrorAnswersOfOthers(t *testing.T) {
	t.Parallel()
	for name, c := range replaced {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				h := serve(t, proto, problem.Config{}, covered(c.do))
				answer := h.Do(t, method, "/x")
				doc := assertProblem(t, method, c.status, answer)
				for field, values := range c.header {
					assert.Equal(t, values, answer.Header[field])
				}
				for _, field := range []string{"Etag", "Last-Modified", "Accept-Ranges"} {
					assert.Empty(t, answer.Header[field])
				}
				if method == http.MethodGet {
					assert.Equal(t, c.detail, doc.Detail)
				}
				rec := h.one(t)
				if c.cause == "" {
					assert.NoError(t, rec.Err)
				} else {
					assert.ErrorContains(t, rec.Err, c.cause)
				}
				assert.Equal(t, problem.Answered, rec.Outcome)
				assert.Empty(t, h.Log())
				usable(t, h)
			})
		})
	}
}

// A returned error after http.Error: the status and the words stand, unless the
// error was declared.
func TestErrorAfterHTTPError(t *testing.T) {
	t.Parallel()
	for err, status := range map[error]int{errNoOrder: 400, problem.Locked: 423} {
		each(t, func(t *testing.T, proto wiretest.Proto, method string) {
			h := serve(t, proto, problem.Config{}, returned(func(w http.ResponseWriter, _ *http.Request) error {
				http.Error(w, "size is missing", 400)
				return err
			}))
			doc := assertProblem(t, method, status, h.Do(t, method, "/"))
			assert.Equal(t, status == 400 && method == http.MethodGet, doc.Detail == "size is missing")
			assert.ErrorIs(t, h.one(t).Err, err)
		})
	}
}

func writes(status int, contentType string, pieces ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.WriteHeader(status)
		for _, piece := range pieces {
			_, _ = io.WriteString(w, piece)
		}
	}
}

const plainText = "text/plain; charset=utf-8"

// untouched are answers that stay as they are, with and without the door.
var untouched = map[string]http.HandlerFunc{
	"nothing":          func(http.ResponseWriter, *http.Request) {},
	"200":              writes(200, ""),
	"204":              writes(204, ""),
	"304":              writes(304, ""),
	"307":              writes(307, ""),
	"399":              writes(399, "", "x"),
	"redirect":         http.RedirectHandler("/elsewhere", http.StatusFound).ServeHTTP,
	"json error":       writes(400, "application/json", `{"error":"x"}`),
	"own problem":      writes(409, "application/problem+json", `{"status":409}`),
	"html error":       writes(404, "text/html; charset=utf-8", "<p>no</p>"),
	"text of two":      writes(400, plainText, "one", "two"),
	"text and nothing": writes(200, plainText, "", "one", ""),
	"long text":        writes(500, plainText, strings.Repeat("x", 1025)),
	"other text":       writes(400, "text/plain", "no charset"),
	"status 700":       writes(700, "text/csv", "a"),
	"encoded text": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		writes(400, plainText, "not really")(w, r)
	},
	"bytes": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<p>sniffed")) },
	"two statuses": func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusAccepted)
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write([]byte("x"))
	},
	"trailer": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Trailer", "X-Sum")
		_, _ = w.Write([]byte("x"))
		w.Header().Set("X-Sum", "1")
	},
	"flushed error": func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(500)
		w.(http.Flusher).Flush()
	},
	"file server": http.FileServerFS(fstest.MapFS{"x": {Data: []byte(strings.Repeat("file", 2000))}}).ServeHTTP,
}

func TestUntouchedAnswers(t *testing.T) {
	t.Parallel()
	for name, f := range untouched {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				h := serve(t, proto, problem.Config{}, covered(f))
				bare := wiretest.Start(t, proto, f)
				got, want := h.Do(t, method, "/x"), bare.Do(t, method, "/x")
				require.NoError(t, got.Err)
				got.Header.Del("Date")
				want.Header.Del("Date")
				assert.Equal(t, want, got)
				h.none(t)
				usable(t, h)
			})
		})
	}
}

// A handler's answer to HEAD has the header of content and rightly no content.
func TestHeadAnswersOfOthers(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		for _, field := range []string{"Content-Type", "Content-Length"} {
			h := serve(t, proto, problem.Config{}, covered(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set(field, map[string]string{"Content-Type": "text/html", "Content-Length": "17"}[field])
				w.WriteHeader(http.StatusNotFound)
			}))
			answer := h.Do(t, http.MethodHead, "/")
			require.NoError(t, answer.Err)
			assert.Equal(t, http.StatusNotFound, answer.Status)
			assert.NotEqual(t, "application/problem+json", answer.Header.Get("Content-Type"))
			h.none(t)
			get := h.Do(t, http.MethodGet, "/")
			assert.Equal(t, "application/problem+json", get.Header.Get("Content-Type"))
		}
	})
}

func TestEarlyHintsReachTheClient(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, covered(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Link", "</a.css>; rel=preload")
		w.WriteHeader(http.StatusEarlyHints)
		panic(secret)
	}))
	answer := h.Raw(t, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
	assert.True(t, strings.HasPrefix(answer, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 500 "), answer)
	assert.Equal(t, problem.Answered, h.one(t).Outcome)
}

func TestSwitchingProtocols(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, covered(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Upgrade", "x")
		w.Header().Set("Connection", "Upgrade")
		w.WriteHeader(http.StatusSwitchingProtocols)
	}))
	answer := h.Raw(t, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
	assert.True(t, strings.HasPrefix(answer, "HTTP/1.1 101 "), answer)
	h.none(t)
}

func TestOptionsForTheServer(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, mux)
	answer := h.Raw(t, "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
	assert.True(t, strings.HasPrefix(answer, "HTTP/1.1 200 OK\r\n"), answer)
	h.none(t)
}
