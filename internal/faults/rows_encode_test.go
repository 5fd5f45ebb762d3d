package faults_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// encodeRows can't be written down as JSON.
func encodeRows() []row {
	return []row{
		{
			id: "P37", name: "encoded straight into the response", site: site{plain: encoding(badMarshaler{canaryValue})},
			want: everywhere(answered(500).at(thrownAnew, ownFrame)), limit: "a panic that other code catches and throws anew",
		},
		{id: "P37", name: "member", site: withMember(badMarshaler{canaryValue}), want: everywhere(answered(422)), check: checkDropped},
		{
			id: "P38", name: "encoded straight into the response", site: site{plain: encoding(failing{canaryValue})},
			want: byDoor(answered(422), answered(500)), check: checkWordless,
		},
		{id: "P38", name: "returned", site: site{failing: encodingReturned}, want: everywhere(answered(500)), check: checkWordless},
		{id: "P38", name: "member", site: withMember(failing{canaryValue}), want: everywhere(answered(422)), check: checkDropped},
		{id: "P39", name: "channel", site: withMember(channel()), want: everywhere(answered(422)), check: checkDropped},
		{id: "P39", name: "NaN", site: withMember(notNumber()), want: everywhere(answered(422)), check: checkDropped},
		{id: "P39", name: "cycle", site: withMember(cycle()), want: everywhere(answered(422)), check: checkDropped},
	}
}

// encoding is the usual handler: the status first, then an encoder, then words.
func encoding(value any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusUnprocessableEntity)
		if err := json.NewEncoder(w).Encode(map[string]any{"status": 422, "value": value}); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}
}

func encodingReturned(w http.ResponseWriter, _ *http.Request) error {
	w.WriteHeader(http.StatusUnprocessableEntity)
	return json.NewEncoder(w).Encode(failing{canaryValue})
}

func withMember(value any) site {
	return returning(problem.UnprocessableContent.New(problem.With("good", 1), problem.With("bad", value)))
}

// checkDropped: a member that fails costs itself and never the status.
func checkDropped(t *testing.T, r *result) {
	t.Helper()
	assert.NotContains(t, r.members, "bad")
	assert.EqualValues(t, 1, r.members["good"])
	assert.Contains(t, attr(r, "dropped"), "member bad")
}

// checkWordless: what an encoder says names the program's types.
func checkWordless(t *testing.T, r *result) {
	t.Helper()
	assert.NotContains(t, string(r.answer.Body), "json:")
	assert.NotContains(t, r.members, "detail")
}
