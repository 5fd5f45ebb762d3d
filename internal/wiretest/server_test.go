package wiretest_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
)

// overBoth runs a test against the handler once per protocol.
func overBoth(t *testing.T, h http.HandlerFunc, test func(*testing.T, *wiretest.Server)) {
	t.Helper()
	for _, proto := range wiretest.Protos() {
		t.Run(proto.String(), func(t *testing.T) {
			t.Parallel()
			test(t, wiretest.Start(t, proto, h))
		})
	}
}

// echo answers with the request as the server has seen it.
func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	fmt.Fprintf(w, "%s %s %s %s %d %v %q\n", r.Proto, r.Method, r.URL, r.Host,
		r.ContentLength, r.TransferEncoding, body)
	_ = r.Header.Write(w)
}

func TestStartSpeaksTheProtocol(t *testing.T) {
	t.Parallel()
	for _, proto := range wiretest.Protos() {
		server := wiretest.Start(t, proto, http.HandlerFunc(echo))
		answer := server.Do(t, "GET", "/")
		require.NoError(t, answer.Err)
		assert.True(t, strings.HasPrefix(string(answer.Body), proto.String()+" GET / 127.0.0.1:"))
	}
}

func TestURLAndClient(t *testing.T) {
	t.Parallel()
	overBoth(t, http.NotFound, func(t *testing.T, server *wiretest.Server) {
		assert.Regexp(t, `^https?://127\.0\.0\.1:\d+$`, server.URL())
		response, err := server.Client().Get(server.URL())
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, http.StatusNotFound, response.StatusCode)
	})
}

func TestLog(t *testing.T) {
	t.Parallel()
	careless := func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK)
		w.WriteHeader(http.StatusTeapot)
	}
	server := wiretest.Start(t, wiretest.HTTP1, http.HandlerFunc(careless))
	assert.Empty(t, server.Log())
	server.Do(t, "GET", "/")
	assert.Contains(t, server.Log(), "superfluous response.WriteHeader")
}

func TestLogOfPanic(t *testing.T) {
	t.Parallel()
	faulty := func(http.ResponseWriter, *http.Request) { panic("out of cheese") }
	overBoth(t, faulty, func(t *testing.T, server *wiretest.Server) {
		require.Error(t, server.Do(t, "GET", "/").Err)
		assert.Eventually(t, func() bool {
			return strings.Contains(server.Log(), "out of cheese")
		}, time.Second, time.Millisecond)
	})
}

func TestCleanupEndsWaitingHandlers(t *testing.T) {
	t.Parallel()
	ended := make(chan struct{}, len(wiretest.Protos()))
	waiting := make(chan struct{}, len(wiretest.Protos()))
	wait := func(_ http.ResponseWriter, r *http.Request) {
		waiting <- struct{}{}
		<-r.Context().Done()
		ended <- struct{}{}
	}
	t.Run("server", func(t *testing.T) {
		for _, proto := range wiretest.Protos() {
			server := wiretest.Start(t, proto, http.HandlerFunc(wait))
			go server.Do(t, "GET", "/")
			<-waiting
		}
	})
	for range wiretest.Protos() {
		<-ended
	}
}
