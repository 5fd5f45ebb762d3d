package main

import (
	"bytes"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/examples/internal/voice"
	"github.com/problemkit/problemkit/internal/wiretest"
)

var update = voice.Update()

func TestMain(m *testing.M) { os.Exit(wiretest.CheckLeaks(m)) }

func TestOneVoice(t *testing.T) {
	voice.Check(t, newAPI(slog.New(slog.DiscardHandler)), "../internal/voice/testdata/answers.golden", *update)
}

// lockedBuffer takes lines from the goroutines of a server.
type lockedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *lockedBuffer) lines() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Split(strings.TrimSpace(b.buffer.String()), "\n")
}

func TestEachFailureIsLoggedOnce(t *testing.T) {
	var log lockedBuffer
	server := wiretest.Start(t, wiretest.HTTP1, newAPI(slog.New(slog.NewJSONHandler(&log, nil))))
	for _, target := range []string{"/orders/41", "/boom", "/me", "/nowhere", "/orders/42"} {
		require.NoError(t, server.Do(t, "GET", target).Err)
	}
	require.Eventually(t, func() bool { return len(log.lines()) == 4 }, wait, tick, "the last request succeeds")
	for _, line := range log.lines() {
		assert.Regexp(t, `"msg":"request failed".*"trace_id":"[0-9a-f]{32}"`, line)
	}
}
