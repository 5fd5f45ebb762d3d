package problem_test

import (
	"errors"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// TestTextOfDoubledError: its own text has two to the power of forty lines.
func TestTextOfDoubledError(t *testing.T) {
	t.Parallel()
	err := errors.New("leaf")
	for range 40 {
		err = errors.Join(err, err)
	}
	for name, rec := range map[string]problem.Record{
		"error": {Err: err}, "write": {WriteErr: err}, "cause": {Problem: problem.Gone.New(problem.Cause(err))},
	} {
		found := false
		for _, attr := range rec.Attrs() {
			if attr.Key == "cause" {
				found = true
				assert.Contains(t, attr.Value.String(), "*errors.joinError of 256 errors or more: leaf; leaf", name)
				assert.LessOrEqual(t, len(attr.Value.String()), 1<<10, name)
			}
		}
		assert.True(t, found, name)
	}
	answer := httptest.NewRecorder()
	problem.Error(answer, httptest.NewRequest("GET", "/", nil), err)
	assert.Equal(t, 500, answer.Code)
}
