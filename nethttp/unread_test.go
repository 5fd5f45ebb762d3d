package nethttp_test

import (
	"bufio"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// net/http answers at once while a client waits for leave to send its content, or
// dawdles with it. A door must not take that away: the client would wait for the
// server and the server for the client.
func TestAnswerDoesNotWaitForUnreadContent(t *testing.T) {
	t.Parallel()
	api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}
	handlers := map[string]func(http.ResponseWriter, *http.Request) error{
		"error":   func(http.ResponseWriter, *http.Request) error { return problem.Unauthorized },
		"nothing": func(http.ResponseWriter, *http.Request) error { return nil },
		"long": func(w http.ResponseWriter, _ *http.Request) error {
			_, err := w.Write([]byte(strings.Repeat("x", 8<<10)))
			return err
		},
		"flushed": func(w http.ResponseWriter, _ *http.Request) error { return http.NewResponseController(w).Flush() },
		"panic":   func(http.ResponseWriter, *http.Request) error { panic("x") },
	}
	requests := map[string]string{
		"expects":  "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n",
		"dawdles":  "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n0123456789",
		"announce": "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\nContent-Type: application/json\r\n\r\n{",
	}
	for name, f := range handlers {
		server := wiretest.Start(t, wiretest.HTTP1, api.Handler(api.Handle(f)))
		for kind, request := range requests {
			t.Run(name+" "+kind, func(t *testing.T) {
				conn, err := net.Dial("tcp", strings.TrimPrefix(server.URL(), "http://"))
				require.NoError(t, err)
				defer conn.Close()
				require.NoError(t, conn.SetDeadline(time.Now().Add(5*time.Second)))
				_, err = conn.Write([]byte(request))
				require.NoError(t, err)
				line, err := bufio.NewReader(conn).ReadString('\n')
				require.NoError(t, err, "an answer before the content")
				assert.Regexp(t, `^HTTP/1\.1 (200|401|500) `, line)
			})
		}
	}
}
