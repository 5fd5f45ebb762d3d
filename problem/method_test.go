package problem_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// A router that knows no route must tell a method that nobody knows from one
// that this resource lacks. Methods are case-sensitive (RFC 9110, section 9.1).
func TestMethodsThatNobodyKnows(t *testing.T) {
	t.Parallel()
	rs := problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})
	for method, status := range map[string]int{
		"GET": 404, "HEAD": 404, "POST": 404, "PUT": 404, "PATCH": 404, "DELETE": 404, "OPTIONS": 404, "TRACE": 404,
		"PROPFIND": 404, "MKCOL": 404, "LOCK": 404, "QUERY": 404, "VERSION-CONTROL": 404, "REPORT": 404, "SEARCH": 404,
		"BREW": 501, "get": 501, "Post": 501, "PROPFINDS": 501, "X": 501,
	} {
		answer := httptest.NewRecorder()
		serveMiss(rs, answer, httptest.NewRequestWithContext(t.Context(), method, "/nowhere", nil))
		assert.Equal(t, status, answer.Code, method)
	}
}

func serveMiss(rs *problem.Responder, w http.ResponseWriter, r *http.Request) {
	var x problem.Exchange
	defer x.Close()
	x.Open(rs, w, r)
	http.NotFound(x.Writer(), r)
	x.Done(nil)
}
