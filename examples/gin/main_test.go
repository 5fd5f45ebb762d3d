package main

import (
	"os"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/problemkit/problemkit/examples/internal/voice"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

var update = voice.Update()

func TestMain(m *testing.M) {
	gin.SetMode(gin.ReleaseMode)
	os.Exit(wiretest.CheckLeaks(m))
}

func TestOneVoice(t *testing.T) {
	voice.Check(t, newAPI(zap.NewNop()), "../internal/voice/testdata/answers.golden", *update)
}

func TestEachFailureIsLoggedOnce(t *testing.T) {
	core, logs := observer.New(zap.InfoLevel)
	server := wiretest.Start(t, wiretest.HTTP1, newAPI(zap.New(core)))
	for _, target := range []string{"/orders/41", "/boom", "/me", "/nowhere", "/orders/42"} {
		require.NoError(t, server.Do(t, "GET", target).Err)
	}
	logged := func() []observer.LoggedEntry { return logs.FilterMessage(problem.Message).All() }
	require.Eventually(t, func() bool { return len(logged()) == 4 }, wait, tick, "the last request succeeds")
	failures := logged()
	for _, failure := range failures {
		assert.Len(t, failure.ContextMap()["trace_id"], 32)
	}
}
