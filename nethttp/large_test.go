package nethttp_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// A client that is still sending must get the answer, and not the reset of a
// connection that was closed under it.
func TestAnswerReachesAClientThatIsStillSending(t *testing.T) {
	t.Parallel()
	api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}
	large := strings.Repeat("x", 8<<20)
	for _, proto := range wiretest.Protos() {
		server := wiretest.Start(t, proto, api.Handler(api.Handle(func(_ http.ResponseWriter, r *http.Request) error {
			_, err := problem.ReadJSON(r, new(any))
			return err
		})))
		for range 10 {
			answer := server.Do(t, "POST", "/", wiretest.Body(large))
			require.NoError(t, answer.Err, proto.String())
			assert.Equal(t, http.StatusRequestEntityTooLarge, answer.Status)
		}
	}
}
