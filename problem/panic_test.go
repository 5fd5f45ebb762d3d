package problem_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// No rule, converter or standard error makes a panic harmless; a problem that is
// the value itself is sent.
func TestPanicStatus(t *testing.T) {
	t.Parallel()
	secret := errors.New("secret")
	for _, row := range []struct {
		name  string
		value any
		want  int
	}{
		{"text", "x", 500},
		{"error of a rule", secret, 500},
		{"status carrier", mapCode{404}, 500},
		{"converter", &mapConverter{problem.NotFound.New()}, 500},
		{"deadline", context.DeadlineExceeded, 500},
		{"input", &problem.InputError{In: problem.InBody}, 500},
		{"too large", &http.MaxBytesError{}, 500},
		{"type", problem.NotFound, 404},
		{"type with members", flowTypes(), 403},
		{"problem", problem.Conflict.New(problem.Cause(secret)), 409},
		{"wrapped problem", fmt.Errorf("x: %w", problem.Conflict), 409},
		{"invalid input", problem.Invalid(), 422},
		{"nil problem", (*problem.Problem)(nil), 500},
		{"hostile", treeBroken{}, 500},
		{"looping", &treeSelf{}, 500},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			log := &flowLog{}
			rs := problem.NewResponder(problem.Config{Recorder: log, InvalidInput: problem.UnprocessableContent, Rules: []problem.Rule{
				problem.Match(secret, problem.NotFound), problem.StatusCarriers(), problem.RuleFunc(mapTeapot),
			}})
			w := httptest.NewRecorder()
			flowServe(rs, func(http.ResponseWriter, *http.Request) error { panic(row.value) }).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
			assert.Equal(t, row.want, w.Code)
			require.NotNil(t, log.only(t).Panic)
			if err, ok := row.value.(error); ok {
				assert.Equal(t, err, errors.Unwrap(log.only(t).Panic))
			} else {
				assert.NoError(t, errors.Unwrap(log.only(t).Panic))
			}
		})
	}
}

func TestPanicAborts(t *testing.T) {
	t.Parallel()
	for _, value := range []any{http.ErrAbortHandler, fmt.Errorf("x: %w", http.ErrAbortHandler), errors.Join(errors.New("y"), http.ErrAbortHandler)} {
		log := &flowLog{}
		assert.PanicsWithValue(t, http.ErrAbortHandler, func() { recordPanic(log, func() { panic(value) }) })
		assert.Empty(t, log.all(), "somebody wanted it")
	}
}

func TestPanicGoexit(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	var wg sync.WaitGroup
	wg.Go(func() { recordPanic(log, runtime.Goexit) })
	wg.Wait()
	rec := log.only(t)
	assert.Equal(t, "runtime.Goexit in a handler", flowAttrs(rec)["cause"])
	assert.Equal(t, 500, rec.Status)
	assert.Nil(t, rec.Panic.Value())
	assert.NotEmpty(t, rec.Panic.Stack())
}
