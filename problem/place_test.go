package problem_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// The same place has the same text, from whatever goroutine it is asked for first.
func TestPlacesTogether(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	rs := problem.NewResponder(problem.Config{Recorder: log})
	handler := flowServe(rs, func(http.ResponseWriter, *http.Request) error { panic("x") })
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
			}
		})
	}
	wg.Wait()
	seen := map[string]int{}
	for _, rec := range log.all() {
		stack := rec.Panic.Stack()
		require.NotEmpty(t, stack)
		seen[stack[0]]++
	}
	assert.Len(t, seen, 1)
}

// What is known is forgotten before it becomes too much, and found again.
func TestPlacesAreBounded(t *testing.T) {
	t.Parallel()
	known, most := problem.KnownPlaces(3*problem.MaxPlaces, 7)
	assert.LessOrEqual(t, most, problem.MaxPlaces)
	assert.Greater(t, most, problem.MaxPlaces/2)
	assert.True(t, known, "after all of it a real place still has its text")
}

// The longest text of a record needs no quotes in the text handler, and stays a
// list in the JSON handler.
func TestStackInHandlers(t *testing.T) {
	t.Parallel()
	var text, list bytes.Buffer
	recordPanic(problem.Recorders(
		problem.NewSlogRecorder(slog.New(slog.NewTextHandler(&text, nil))), problem.NewSlogRecorder(slog.New(slog.NewJSONHandler(&list, nil))),
	), func() { recordDeep(3) })
	_, stack, ok := strings.Cut(text.String(), " stack=problem_test.recordDeep(")
	require.True(t, ok, text.String())
	assert.NotContains(t, stack, " ")
	assert.Equal(t, 3, strings.Count(stack, ",problem_test.recordDeep("))
	assert.Contains(t, list.String(), `"stack":["problem_test.recordDeep(`)
}
