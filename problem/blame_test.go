package problem_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// An error in data of the server's own stays the server's fault, whatever the
// request looks like: a client must not be able to turn a 500 into a 400.
func TestInputIsNotBlamedForTheServersOwnData(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ body, own string }{
		"broken after a good value": {`{"a":1} x`, `{"upstream": ?}`},
		"both no JSON at all":       {`page=1`, `<html>`},
		"both broken":               {`{"a":1,]`, `{"b":2,?`},
		"same member, other place":  {`{"name":"x"}`, `{"status":"ok","name":"other"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := flowServe(problem.NewResponder(flowConfig()), func(_ http.ResponseWriter, r *http.Request) error {
				_, _ = io.ReadAll(r.Body)
				return inputDecodeOwn(row.own)
			})
			w := httptest.NewRecorder()
			r := httptest.NewRequest("POST", "/", strings.NewReader(row.body))
			r.Header.Set("Content-Type", "application/json")
			server.ServeHTTP(w, r)
			assert.Equal(t, 500, w.Code, w.Body.String())
		})
	}
}

func TestGoneIsNothingBesideAnotherError(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"joined":   errors.Join(errors.New("data corrupted"), ownCancel()),
		"deadline": fmt.Errorf("load: %w", ownCancel()),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := &flowLog{}
			c := flowConfig()
			c.Recorder = log
			r := httptest.NewRequest("GET", "/", nil)
			r = r.WithContext(endedContext(name == "deadline"))
			problem.NewResponder(c).Respond(httptest.NewRecorder(), r, err)
			assert.Equal(t, problem.Answered, log.only(t).Outcome)
			assert.Equal(t, 500, log.only(t).Status)
		})
	}
}

func TestChallengesOfOneLineAreSeenApart(t *testing.T) {
	t.Parallel()
	h := http.Header{"Www-Authenticate": {`Basic realm="a, b", charset="UTF-8", Bearer realm="b", Negotiate`}}
	w := lawAnswer("1.1", "GET", problem.Unauthorized.New(problem.Challenges(problem.Bearer{})), h)
	assert.Equal(t, []string{`Bearer realm="api"`, `Basic realm="a, b", charset="UTF-8"`, "Negotiate"}, w.Header().Values("WWW-Authenticate"))
}

func TestLongChallengesAndOtherLinksAreKept(t *testing.T) {
	t.Parallel()
	long := "Negotiate " + strings.Repeat("A", 6<<10)
	w := lawAnswer("1.1", "GET", problem.Unauthorized, http.Header{"Www-Authenticate": {long}})
	assert.Equal(t, []string{long}, w.Header().Values("WWW-Authenticate"))
	w = lawAnswer("1.1", "GET", problem.UnavailableForLegalReasons.New(problem.BlockedBy("https://example.com")), http.Header{"Link": {"</a>; rel=preload"}})
	assert.Equal(t, []string{`<https://example.com>; rel="blocked-by"`, "</a>; rel=preload"}, w.Header().Values("Link"))
}

func TestTraceHeaderMustBeFree(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"WWW-Authenticate", "allow", "Cache-Control", "Set-Cookie", "Content-Type", "Location"} {
		assert.Panics(t, func() { problem.NewResponder(problem.Config{TraceHeader: name}) }, name)
	}
}

func TestCodedContentIsRefused(t *testing.T) {
	t.Parallel()
	r := bindRequest("application/json", "{}")
	r.Header.Set("Content-Encoding", "gzip")
	_, err := problem.ReadJSON(r, new(any))
	w := lawAnswer("1.1", "POST", err, nil)
	assert.Equal(t, 415, w.Code)
	assert.Equal(t, "identity", w.Header().Get("Accept-Encoding"))
}

func TestZeroResponderHasTheDefaults(t *testing.T) {
	t.Parallel()
	assert.Equal(t, 404, new(problem.Responder).Map(problem.NotFound).Status)
}

func TestTinyFloatsAreWrittenAsEncodingJSONDoes(t *testing.T) {
	t.Parallel()
	assert.Contains(t, encoded(t, problem.Gone.New(problem.With("tiny", float32(1e-6)))), `"tiny":0.000001`)
}
