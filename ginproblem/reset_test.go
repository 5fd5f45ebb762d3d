package ginproblem_test

import (
	"io"
	"net"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/problem"
)

// TestCutOverHTTP10: the end of the connection would look like that of the content.
func TestCutOverHTTP10(t *testing.T) {
	t.Parallel()
	engine := gin.New()
	ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}.Install(engine)
	engine.GET("/", func(c *gin.Context) {
		begin(c)
		time.Sleep(10 * time.Millisecond) // a reset may overtake what was sent
		panic("late")
	})
	server := httptest.NewServer(engine)
	t.Cleanup(server.Close)
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	require.NoError(t, conn.SetDeadline(time.Now().Add(eventually)))
	_, err = io.WriteString(conn, "GET / HTTP/1.0\r\nHost: x\r\n\r\n")
	require.NoError(t, err)
	answer, err := io.ReadAll(conn)
	assert.Contains(t, string(answer), "200 OK")
	assert.Error(t, err, "%q looks like the whole", answer)
}
