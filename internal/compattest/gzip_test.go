package compattest_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// prose is long enough for every compressor.
var prose = strings.Repeat("All happy families are alike. ", 300)

// noise fills the buffers of a compressor, because it can't be compressed.
var noise = func() []byte {
	p := make([]byte, 256<<10)
	_, _ = rand.NewChaCha8([32]byte{}).Read(p)
	return p
}()

var errFault = errors.New("swordfish")

// leaveOver sets what belongs to a file that was compressed beforehand.
func leaveOver(h http.Header) {
	h.Set("Content-Type", "text/javascript")
	h.Set("Content-Encoding", "br")
	h.Set("Content-Length", "999")
	h.Set("ETag", `"17"`)
	h.Set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT")
}

var failing = []struct {
	route
	method string
	status int
}{
	{method: "GET", status: 409, route: route{path: "/error", handler: func(http.ResponseWriter, *http.Request) error {
		return problem.Conflict.New(problem.Detail("taken"))
	}}},
	{method: "HEAD", status: 409, route: route{path: "/head", handler: func(http.ResponseWriter, *http.Request) error {
		return problem.Conflict.New(problem.Detail("taken"))
	}}},
	{method: "GET", status: 409, route: route{path: "/long", handler: func(http.ResponseWriter, *http.Request) error {
		return problem.Conflict.New(problem.Detail(prose[:4000]))
	}}},
	{method: "GET", status: 500, route: route{path: "/undeclared", handler: func(http.ResponseWriter, *http.Request) error {
		return errFault
	}}},
	{method: "GET", status: 500, route: route{path: "/panic", handler: func(http.ResponseWriter, *http.Request) error {
		panic(errFault)
	}}},
	{method: "GET", status: 500, route: route{path: "/panic-plain", plain: true, handler: func(http.ResponseWriter, *http.Request) error {
		panic(errFault)
	}}},
	{method: "GET", status: 409, route: route{path: "/leftovers", handler: func(w http.ResponseWriter, _ *http.Request) error {
		leaveOver(w.Header())
		return problem.Conflict
	}}},
	{method: "GET", status: 409, route: route{path: "/leftovers-status", handler: func(w http.ResponseWriter, _ *http.Request) error {
		leaveOver(w.Header())
		w.WriteHeader(http.StatusOK)
		return problem.Conflict
	}}},
	{method: "GET", status: 500, route: route{path: "/leftovers-panic", plain: true, handler: func(w http.ResponseWriter, _ *http.Request) error {
		leaveOver(w.Header())
		panic(errFault)
	}}},
	{method: "GET", status: 403, route: route{path: "/refused", plain: true, handler: func(w http.ResponseWriter, _ *http.Request) error {
		http.Error(w, "no", http.StatusForbidden)
		return nil
	}}},
	{method: "GET", status: 403, route: route{path: "/empty", plain: true, handler: func(w http.ResponseWriter, _ *http.Request) error {
		w.WriteHeader(http.StatusForbidden)
		return nil
	}}},
	{method: "GET", status: 404, route: route{path: "/file", plain: true, handler: func(w http.ResponseWriter, r *http.Request) error {
		http.ServeFile(w, r, "testdata/none")
		return nil
	}}},
	{method: "GET", status: 404, route: route{path: "/nowhere"}},
	{method: "POST", status: 405, route: route{path: "/error"}},
}

func failingRoutes() (routes []route) {
	for _, f := range failing {
		if f.handler != nil {
			routes = append(routes, f.route)
		}
	}
	return routes
}

func TestFailuresAreDocuments(t *testing.T) {
	t.Parallel()
	for _, f := range failing {
		for _, coding := range []string{"identity", "gzip"} {
			t.Run(f.method+f.path+" "+coding, func(t *testing.T) {
				t.Parallel()
				overAll(t, failingRoutes(), func(t *testing.T, server *wiretest.Server, rec *wiretest.Records) {
					answer := server.Do(t, f.method, f.path, wiretest.Header("Accept-Encoding", coding))
					checkDocument(t, answer, f.method, f.status)
					one := rec.One(t, server)
					assert.Equal(t, f.status, one.Status)
					assert.Equal(t, problem.Answered, one.Outcome)
					assert.NoError(t, one.WriteErr)
				})
			})
		}
	}
}

// checkDocument holds an answer against RFC 9457, section 3, and RFC 9110,
// sections 8.4 and 8.6.
func checkDocument(t *testing.T, answer *wiretest.Answer, method string, status int) {
	t.Helper()
	require.NoError(t, answer.Err)
	assert.False(t, answer.Cut)
	assert.Equal(t, status, answer.Status)
	assert.Equal(t, []string{"application/problem+json"}, answer.Header["Content-Type"])
	assert.Empty(t, answer.Header["Etag"])
	assert.Empty(t, answer.Header["Last-Modified"])
	if method == http.MethodHead {
		assert.Empty(t, answer.Body)
		return
	}
	checkLength(t, answer)
	var document struct{ Status int }
	require.NoError(t, json.Unmarshal(decoded(t, answer), &document), "%q", answer.Body)
	assert.Equal(t, status, document.Status)
	if status == http.StatusMethodNotAllowed {
		assert.Contains(t, answer.Header.Get("Allow"), "GET")
	}
}

// checkLength takes a missing length for right.
func checkLength(t *testing.T, answer *wiretest.Answer) {
	t.Helper()
	if length := answer.Header["Content-Length"]; len(length) > 0 {
		assert.Equal(t, []string{strconv.Itoa(len(answer.Body))}, length)
	}
}

// decoded takes off what Content-Encoding says and nothing else.
func decoded(t *testing.T, answer *wiretest.Answer) []byte {
	t.Helper()
	coding := answer.Header["Content-Encoding"]
	if len(coding) == 0 {
		return answer.Body
	}
	require.Equal(t, []string{"gzip"}, coding)
	z, err := gzip.NewReader(bytes.NewReader(answer.Body))
	require.NoError(t, err, "%q", answer.Body)
	body, err := io.ReadAll(z)
	require.NoError(t, err)
	return body
}

var fine = []route{
	{path: "/fine", handler: sayProse},
	{path: "/fine-plain", plain: true, handler: sayProse},
}

func sayProse(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := io.WriteString(w, prose)
	return err
}

func TestSuccessStaysCompressed(t *testing.T) {
	t.Parallel()
	for _, s := range settings() {
		for _, proto := range wiretest.Protos() {
			for _, r := range fine {
				for _, coding := range []string{"identity", "gzip"} {
					t.Run(s.name+r.path+coding, func(t *testing.T) {
						t.Parallel()
						rec := &wiretest.Records{}
						server := wiretest.Start(t, proto, s.serve(problem.Config{Recorder: rec}, fine))
						answer := server.Do(t, "GET", r.path, wiretest.Header("Accept-Encoding", coding))
						require.NoError(t, answer.Err)
						assert.False(t, answer.Cut)
						assert.Equal(t, 200, answer.Status)
						checkLength(t, answer)
						assert.Equal(t, prose, string(decoded(t, answer)))
						compressor := strings.Contains(s.name, " ")
						assert.Equal(t, compressor && coding == "gzip", answer.Header.Get("Content-Encoding") == "gzip")
						assert.Empty(t, rec.All())
					})
				}
			}
		}
	}
}
