package compattest_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// trailing are handlers that promise a trailer section (RFC 9110, section 6.5),
// and keep the promise or don't.
var trailing = []route{
	{path: "/sent", handler: announceAndSend},
	{path: "/sent-plain", plain: true, handler: announceAndSend},
	{path: "/unannounced", handler: func(w http.ResponseWriter, _ *http.Request) error {
		_, err := io.WriteString(w, prose)
		_ = http.NewResponseController(w).Flush() // or net/http tells the length
		w.Header().Set(http.TrailerPrefix+"X-Sum", "17")
		return err
	}},
	{path: "/error", handler: func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Trailer", "X-Sum")
		return problem.Conflict
	}},
	{path: "/error-late", handler: func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Trailer", "X-Sum")
		w.WriteHeader(http.StatusOK)
		w.Header().Set("X-Sum", "17")
		return problem.Conflict
	}},
	{path: "/error-unannounced", handler: func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set(http.TrailerPrefix+"X-Sum", "17")
		return problem.Conflict
	}},
	{path: "/panic", plain: true, handler: func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Trailer", "X-Sum")
		defer w.Header().Set(http.TrailerPrefix+"X-Sum", "17")
		panic(errFault)
	}},
	{path: "/refused", plain: true, handler: func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Trailer", "X-Sum")
		http.Error(w, "no", http.StatusForbidden)
		w.Header().Set("X-Sum", "17")
		return nil
	}},
}

func announceAndSend(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Trailer", "X-Sum")
	_, err := io.WriteString(w, prose)
	w.Header().Set("X-Sum", "17")
	return err
}

func TestTrailersArrive(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/sent", "/sent-plain", "/unannounced"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			overAll(t, trailing, func(t *testing.T, server *wiretest.Server, rec *wiretest.Records) {
				answer := server.Do(t, "GET", path, wiretest.Header("Accept-Encoding", "gzip"))
				require.NoError(t, answer.Err)
				assert.False(t, answer.Cut)
				assert.Equal(t, prose, string(decoded(t, answer)))
				assert.Equal(t, http.Header{"X-Sum": {"17"}}, answer.Trailer)
				assert.Empty(t, rec.All())
			})
		})
	}
}

// The trailer section would belong to the content that was not sent.
func TestDocumentsHaveNoTrailers(t *testing.T) {
	t.Parallel()
	for path, status := range map[string]int{
		"/error": 409, "/error-late": 409, "/error-unannounced": 409, "/panic": 500, "/refused": 403,
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			overAll(t, trailing, func(t *testing.T, server *wiretest.Server, rec *wiretest.Records) {
				answer := server.Do(t, "GET", path, wiretest.Header("Accept-Encoding", "gzip"))
				checkDocument(t, answer, "GET", status)
				assert.Empty(t, answer.Header["Trailer"])
				assert.Empty(t, answer.Trailer)
				assert.Equal(t, status, rec.One(t, server).Status)
			})
		})
	}
}
