package compattest_test

import (
	"io"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// begun are handlers that fail with a part of the body on its way.
var begun = []route{
	{path: "/begun", handler: func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = w.Write(noise)
		return errFault
	}},
	{path: "/begun-little", handler: func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = io.WriteString(w, "part")
		return errFault
	}},
	{path: "/begun-flushed", handler: func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = io.WriteString(w, prose)
		_ = http.NewResponseController(w).Flush()
		return errFault
	}},
	{path: "/begun-panic", handler: func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = w.Write(noise)
		panic(errFault)
	}},
	{path: "/begun-plain", plain: true, handler: func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = w.Write(noise)
		panic(errFault)
	}},
	{path: "/begun-little-plain", plain: true, handler: func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = io.WriteString(w, "part")
		panic(errFault)
	}},
	{path: "/begun-file", handler: func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Encoding", "br")
		w.Header().Set("Content-Length", strconv.Itoa(2*len(noise)))
		_, _ = w.Write(noise)
		return errFault
	}},
}

// A compressor ends its stream when a panic passes by. The client must not take
// what it gets for a whole answer.
func TestBegunIsCut(t *testing.T) {
	t.Parallel()
	for _, b := range begun {
		for _, coding := range []string{"identity", "gzip"} {
			t.Run(b.path+" "+coding, func(t *testing.T) {
				t.Parallel()
				overAll(t, begun, func(t *testing.T, server *wiretest.Server, rec *wiretest.Records) {
					answer := server.Do(t, "GET", b.path, wiretest.Header("Accept-Encoding", coding))
					assert.True(t, answer.Cut || answer.Err != nil, "%d %v %.80q", answer.Status, answer.Header, answer.Body)
					assert.NotContains(t, string(answer.Body), "Internal Server Error")
					assert.Equal(t, problem.Begun, rec.One(t, server).Outcome)
				})
			})
		}
	}
}
