package nethttp_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// The 503 has a route although its handler still works with the request.
func TestTimeoutKnowsTheRoute(t *testing.T) {
	t.Parallel()
	waits := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	routed := func(h http.Handler) http.Handler {
		mux := http.NewServeMux()
		mux.Handle("/ok", allFine)
		mux.Handle("/orders/{id}", h)
		return mux
	}
	for name, build := range map[string]func(nethttp.Adapter) http.Handler{
		"router inside":          func(api nethttp.Adapter) http.Handler { return api.Handler(api.Timeout(soon)(routed(waits))) },
		"router inside, no door": func(api nethttp.Adapter) http.Handler { return api.Timeout(soon)(routed(waits)) },
		"router outside":         func(api nethttp.Adapter) http.Handler { return api.Handler(routed(api.Timeout(soon)(waits))) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, proto wiretest.Proto, method string) {
				h := serve(t, proto, problem.Config{}, build)
				assertProblem(t, method, 503, h.Do(t, method, "/orders/1"))
				assert.Equal(t, "/orders/{id}", h.one(t).Route)
				usable(t, h)
			})
		})
	}
}

// http.NoBody is told from a body by its identity: a request that a handler sends
// on would else be sent in chunks.
func TestTimeoutLeavesNoBodyAlone(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, func(api nethttp.Adapter) http.Handler {
		return api.Timeout(long)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			assert.Equal(t, http.NoBody, r.Body)
		}))
	})
	assert.Equal(t, 200, h.Do(t, "GET", "/").Status)
}

// Trailers of a request arrive at the end of its content, announced or not.
func TestTimeoutKeepsTrailersOfRequests(t *testing.T) {
	t.Parallel()
	for name, announced := range map[string]string{"announced": "Trailer: X-Sum\r\n", "not announced": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got http.Header
			h := serve(t, wiretest.HTTP1, problem.Config{}, func(api nethttp.Adapter) http.Handler {
				return api.Handler(api.Timeout(long)(api.Timeout(long)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
					_, _ = io.Copy(io.Discard, r.Body)
					got = r.Trailer
				}))))
			})
			answer := h.Raw(t, "POST / HTTP/1.1\r\nHost: x\r\n"+announced+"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n1\r\nx\r\n0\r\nX-Sum: 1\r\n\r\n")
			assert.Contains(t, answer, "200 OK")
			assert.Equal(t, http.Header{"X-Sum": {"1"}}, got)
		})
	}
}
