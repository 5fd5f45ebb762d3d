package validatorproblem_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// TestCauses: the record tells once what was wrong and where, and what the handler
// said around it.
func TestCauses(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"country":5,"alone":"x"}`)
	target := new(compared)
	found, err := problem.Reading{}.JSON(raw, target)
	require.NoError(t, err)
	both := problem.Validate(target, raw, found, validator.New().Struct)
	var c problem.Collector
	c.Parameter(problem.InQuery, "page").Add("range", "is out of range")
	for want, err := range map[string]error{
		"invalid input (body): wrong_type #/country, len #/alone":                                                             both,
		"pay: invalid input (body): wrong_type #/country and 1 more; invalid input (body): wrong_type #/country, len #/alone": fmt.Errorf("pay: %w", both),
		"invalid input (body): range query page":                                                                              c.Err(),
	} {
		var cause string
		rs := problem.NewResponder(problem.Config{
			Rules: []problem.Rule{validatorproblem.Rule()},
			Recorder: problem.RecorderFunc(func(_ context.Context, r problem.Record) {
				for _, attr := range r.Attrs() {
					if attr.Key == "cause" {
						cause = attr.Value.String()
					}
				}
			}),
		})
		rs.Respond(httptest.NewRecorder(), httptest.NewRequest("POST", "/", nil), err)
		assert.Equal(t, want, cause)
	}
}
