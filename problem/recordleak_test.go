package problem_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// TestRecordsWrittenOutWhole: a recorder that writes records by encoding/json, as
// some log libraries do, writes nothing of the request.
func TestRecordsWrittenOutWhole(t *testing.T) {
	t.Parallel()
	var records seenRecords
	rs := problem.NewResponder(problem.Config{Recorder: &records})
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(`{"password":"hunter2","n":"x"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Token", "hunter2")
	var body struct {
		Password string
		N        int
	}
	var header struct {
		Token string `header:"X-Token"`
	}
	_, inBody := problem.ReadJSON(r, &body)
	inHeader := problem.Reading{In: problem.InHeader}.Parameters(r, &header, func(any) error { return errors.New("wrong") })
	for _, err := range []error{inBody, inHeader, errors.Join(inBody, inHeader)} {
		require.Error(t, err)
		rs.Respond(httptest.NewRecorder(), r, err)
	}
	list := records.all()
	require.Len(t, list, 3)
	text, err := json.Marshal(list[0].Err)
	require.NoError(t, err)
	assert.JSONEq(t, `"invalid input (body): wrong_type #/n"`, string(text))
	text, err = json.Marshal(*list[0].Err.(*problem.InputError))
	require.NoError(t, err)
	assert.JSONEq(t, `"invalid input (body): wrong_type #/n"`, string(text), "a copy")
	for _, record := range list {
		text, err := json.Marshal(record)
		require.NoError(t, err)
		assert.NotContains(t, string(text), "hunter2")
		assert.NotContains(t, string(text), "aHVudGVyMg", "in base64")
	}
}
