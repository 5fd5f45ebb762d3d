package problem_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

type bindBroken struct{}

func (*bindBroken) UnmarshalJSON([]byte) error { panic("a mistake of the program") }

func bindRequest(contentType, body string) *http.Request {
	r := httptest.NewRequest("POST", "/", strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r
}

func TestReadJSON(t *testing.T) {
	t.Parallel()
	large := strings.Repeat("x", problem.MaxJSONBody+1)
	for _, row := range []struct {
		name, contentType, body string
		want                    int
	}{
		{"JSON", "application/json", `{"qty":1}`, 0},
		{"with a parameter", "Application/JSON; charset=utf-8", `{"qty":1}`, 0},
		{"suffix", "application/merge-patch+json", `{"qty":1}`, 0},
		{"no media type", "", `{"qty":1}`, 415},
		{"neither media type nor content", "", "", 400},
		{"largest", "application/json", `{"qty":1}` + strings.Repeat(" ", problem.MaxJSONBody-9), 0},
		{"too large before the media type", "text/plain", large, 413},
		{"media type before the syntax", "text/plain", "{", 415},
		{"media type before emptiness", "text/plain", "", 415},
		{"form", "application/x-www-form-urlencoded", "qty=1", 415},
		{"broken media type", "application/", "{}", 415},
		{"syntax", "application/json", "{", 400},
		{"empty", "application/json", "", 400},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			for _, length := range []int64{int64(len(row.body)), -1} {
				var rs *problem.Responder
				var target locateItem
				r := bindRequest(row.contentType, row.body)
				r.ContentLength = length
				raw, err := problem.ReadJSON(r, &target)
				if row.want == 0 {
					require.NoError(t, err)
					assert.Equal(t, row.body, string(raw))
					assert.Equal(t, 1, target.Qty)
					continue
				}
				assert.Equal(t, row.want, rs.Map(err).Status)
			}
		})
	}
}

func TestReadJSONTellsWhatItTakes(t *testing.T) {
	t.Parallel()
	_, err := problem.ReadJSON(bindRequest("text/plain", ""), new(any))
	assert.Equal(t, "application/json", flowRespond(flowConfig(), "POST", err).Header().Get("Accept"))
}

// bindUnread must not be read.
type bindUnread struct{ t *testing.T }

func (b bindUnread) Read([]byte) (int, error) {
	b.t.Error("the body was read")
	return 0, io.EOF
}

func TestReadJSONDoesNotBegin(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest("POST", "/", bindUnread{t})
	r.ContentLength = problem.MaxJSONBody + 1
	r.Header.Set("Expect", "100-continue")
	_, err := problem.ReadJSON(r, new(any))
	var large *http.MaxBytesError
	require.ErrorAs(t, err, &large)
	assert.EqualValues(t, problem.MaxJSONBody, large.Limit)
}

func TestReadJSONWithoutBody(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest("POST", "/", nil)
	r.Body = nil
	_, err := problem.ReadJSON(r, new(any))
	assert.Equal(t, "a request body is required", inputViolation(t, err).Detail)
}

func TestReadJSONMistakesOfTheProgram(t *testing.T) {
	t.Parallel()
	var rs *problem.Responder
	_, err := problem.ReadJSON(bindRequest("application/json", "{}"), locateItem{})
	assert.Equal(t, 500, rs.Map(err).Status, "a target that is no pointer")
	var invalid *json.InvalidUnmarshalError
	require.True(t, errors.As(err, &invalid))
	assert.Panics(t, func() { _, _ = problem.ReadJSON(bindRequest("application/json", "{}"), new(bindBroken)) })
}
