package nethttp_test

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

func quietAPI() nethttp.Adapter {
	return nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}
}

// net/http removes the files of a form from its own request, which has to know of
// them although handlers get copies.
func TestFilesOfFormsAreRemoved(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	parse := func(w http.ResponseWriter, r *http.Request) error {
		err := r.ParseMultipartForm(1)
		require.NoError(t, err)
		files, err := os.ReadDir(folder)
		require.NoError(t, err)
		assert.NotEmpty(t, files, "the form has files")
		return err
	}
	api, told := quietAPI(), nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: &wiretest.Records{}})}
	late := func(w http.ResponseWriter, r *http.Request) error {
		defer func() { <-r.Context().Done() }()
		return parse(w, r)
	}
	answered := func(w http.ResponseWriter, r *http.Request) error {
		require.NoError(t, parse(w, r))
		problem.Error(w, r, problem.Gone)
		<-r.Context().Done()
		return nil
	}
	for name, door := range map[string]http.Handler{
		"late":                api.Handler(api.Timeout(time.Second)(api.Handle(late))),
		"answered, then late": told.Handler(told.Timeout(time.Second)(told.Handle(answered))),
		"handler":             api.Handler(api.Handle(parse)),
		"behind a guard":      api.Handler(api.Check(named)(api.Handle(parse))),
		"timeout":             api.Handler(api.Timeout(time.Minute)(api.Handle(parse))),
	} {
		t.Run(name, func(t *testing.T) {
			server := wiretest.Start(t, wiretest.HTTP1, door)
			content, contentType := form(t)
			require.NoError(t, server.Do(t, "POST", "/", wiretest.Body(content), wiretest.Header("Content-Type", contentType)).Err)
			assert.Eventually(t, func() bool {
				files, err := os.ReadDir(folder)
				return err == nil && len(files) == 0
			}, 5*time.Second, time.Millisecond)
		})
	}
}

// named puts something into the context of a copy.
func named(r *http.Request) (context.Context, error) {
	return context.WithValue(r.Context(), key{}, "somebody"), nil
}

// A router behind a guard tells its pattern to a copy of the request.
func TestRouteBehindAGuard(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, proto wiretest.Proto) {
		h := serve(t, proto, problem.Config{}, func(api nethttp.Adapter) http.Handler {
			mux := http.NewServeMux()
			mux.HandleFunc("GET /orders/{id}", func(http.ResponseWriter, *http.Request) { panic(secret) })
			return api.Handler(api.Check(named)(mux))
		})
		assertProblem(t, "GET", 500, h.Do(t, "GET", "/orders/7"))
		assert.Equal(t, "GET /orders/{id}", h.one(t).Route)
	})
}

func form(t *testing.T) (content, contentType string) {
	var buffer bytes.Buffer
	w := multipart.NewWriter(&buffer)
	part, err := w.CreateFormFile("file", "name")
	require.NoError(t, err)
	_, err = part.Write(bytes.Repeat([]byte("x"), 64<<10))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return buffer.String(), w.FormDataContentType()
}

// Trailers that were not announced come into the server's request at the end of
// the content.
func TestTrailersOfRequestsArrive(t *testing.T) {
	t.Parallel()
	api := quietAPI()
	var got http.Header
	server := wiretest.Start(t, wiretest.HTTP1, api.Handler(api.Handle(func(_ http.ResponseWriter, r *http.Request) error {
		_, err := io.Copy(io.Discard, r.Body)
		got = r.Trailer
		return err
	})))
	answer := server.Raw(t, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n1\r\nx\r\n0\r\nX-Sum: 1\r\n\r\n")
	assert.Contains(t, answer, "200 OK")
	assert.Equal(t, http.Header{"X-Sum": {"1"}}, got)
}

// A handler that is late may still write to the header of its request.
func TestLateHandlerHasAHeaderOfItsOwn(t *testing.T) {
	t.Parallel()
	api := quietAPI()
	ended := make(chan struct{})
	server := wiretest.Start(t, wiretest.HTTP1, api.Handler(api.Timeout(time.Millisecond)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		defer close(ended)
		for range 20_000 {
			r.Header.Set("Accept", "text/html")
			r.Header.Del("Accept")
		}
		<-r.Context().Done()
	}))))
	assert.Equal(t, 503, server.Do(t, "GET", "/").Status)
	<-ended
}
