package nethttp_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// dialers connect to a server, plainly and by TLS.
var dialers = map[string]func(http.Handler) (*httptest.Server, func(string) (net.Conn, error)){
	"TCP": func(h http.Handler) (*httptest.Server, func(string) (net.Conn, error)) {
		return httptest.NewServer(h), func(address string) (net.Conn, error) { return net.Dial("tcp", address) }
	},
	"TLS": func(h http.Handler) (*httptest.Server, func(string) (net.Conn, error)) {
		server := httptest.NewTLSServer(h)
		config := server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
		config.ServerName = "example.com"
		return server, func(address string) (net.Conn, error) { return tls.Dial("tcp", address, config) }
	},
}

// TestCutOverHTTP10: where the end of the connection ends the response, as some
// proxies have it, only its reset shows that a part is none of the whole.
func TestCutOverHTTP10(t *testing.T) {
	t.Parallel()
	for name, start := range dialers {
		for way, fail := range map[string]func() error{
			"panic": func() error { panic(secret) }, "error": func() error { return errors.New(secret) }, "abort": func() error { panic(http.ErrAbortHandler) },
		} {
			t.Run(name+" "+way, func(t *testing.T) {
				t.Parallel()
				server, dial := start(quietAPI().Handler(quietAPI().Handle(func(w http.ResponseWriter, _ *http.Request) error {
					_, _ = io.WriteString(w, "part")
					flush(w)
					time.Sleep(10 * time.Millisecond) // a reset may overtake what was sent
					return fail()
				})))
				t.Cleanup(server.Close)
				conn, err := dial(server.Listener.Addr().String())
				require.NoError(t, err)
				defer func() { _ = conn.Close() }()
				require.NoError(t, conn.SetDeadline(time.Now().Add(5*time.Second)))
				_, err = io.WriteString(conn, "GET / HTTP/1.0\r\nHost: x\r\n\r\n")
				require.NoError(t, err)
				answer, err := io.ReadAll(conn)
				assert.Contains(t, string(answer), "200 OK")
				assert.Error(t, err, "%q looks like the whole", answer)
			})
		}
	}
}
