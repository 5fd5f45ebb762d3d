package zapproblem_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/zapproblem"
)

// answer makes one failed request, with a panic so that there is a stack.
func answer(rec problem.Recorder) {
	rs := problem.NewResponder(problem.Config{Recorder: rec, TraceID: func(*http.Request) string { return "id-1" }})
	var x problem.Exchange
	defer x.Close()
	x.Open(rs, httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	panic(problem.Conflict.New(problem.Detail("a\nb\x1b[31m"), problem.Instance("/i"), problem.Cause(errors.New("why")), problem.With("type", 1)))
}

func keysOf(t *testing.T, line []byte) []string {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(line))
	_, err := dec.Token()
	require.NoError(t, err)
	var keys []string
	for dec.More() {
		key, err := dec.Token()
		require.NoError(t, err)
		keys = append(keys, key.(string))
		var skipped json.RawMessage
		require.NoError(t, dec.Decode(&skipped))
	}
	return keys
}

// The same attributes in the same order and with the same values, whatever the
// logger.
func TestSameAsSlog(t *testing.T) {
	t.Parallel()
	var slogged, asJSON, asText bytes.Buffer
	config := zap.NewProductionEncoderConfig()
	logger := func(enc zapcore.Encoder, to *bytes.Buffer) *zap.Logger {
		return zap.New(zapcore.NewCore(enc, zapcore.AddSync(to), zapcore.DebugLevel), zap.AddCaller(), zap.AddStacktrace(zapcore.DebugLevel))
	}
	answer(problem.Recorders(
		problem.NewSlogRecorder(slog.New(slog.NewJSONHandler(&slogged, nil))),
		zapproblem.NewRecorder(logger(zapcore.NewJSONEncoder(config), &asJSON)),
		zapproblem.NewRecorder(logger(zapcore.NewConsoleEncoder(config), &asText)),
	))
	want := []string{"type", "status", "title", "detail", "instance", "trace_id", "method", "outcome", "cause", "stack", "dropped"}
	assert.Equal(t, append([]string{"time", "level", "msg"}, want...), keysOf(t, slogged.Bytes()))
	assert.Equal(t, append([]string{"level", "ts", "msg"}, want...), keysOf(t, asJSON.Bytes()), "neither caller nor a second stack")
	fields := asText.String()[strings.Index(asText.String(), "{"):]
	assert.Equal(t, want, keysOf(t, []byte(fields)))
	assert.Equal(t, 1, strings.Count(asText.String(), "\n"), "one line: %s", asText.String())

	var one, other map[string]any
	require.NoError(t, json.Unmarshal(slogged.Bytes(), &one))
	require.NoError(t, json.Unmarshal(asJSON.Bytes(), &other))
	for _, key := range want {
		assert.Equal(t, one[key], other[key], key)
	}
	assert.Equal(t, `a\u000ab\u001b[31m`, other["detail"], "escaped before any encoder")
}

func TestLevels(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		level slog.Level
		want  zapcore.Level
	}{
		{slog.LevelDebug - 4, zapcore.DebugLevel}, {slog.LevelDebug, zapcore.DebugLevel}, {slog.LevelInfo - 1, zapcore.DebugLevel},
		{slog.LevelInfo, zapcore.InfoLevel}, {slog.LevelWarn - 1, zapcore.InfoLevel}, {slog.LevelWarn, zapcore.WarnLevel},
		{slog.LevelError - 1, zapcore.WarnLevel}, {slog.LevelError, zapcore.ErrorLevel}, {slog.LevelError + 40, zapcore.ErrorLevel},
	} {
		core, logs := observer.New(zapcore.DebugLevel)
		rec := zapproblem.NewRecorder(zap.New(core))
		assert.True(t, rec.Enabled(t.Context(), row.level))
		rec.Record(t.Context(), problem.Record{Level: row.level, Status: 404})
		require.Equal(t, 1, logs.Len())
		entry := logs.All()[0]
		assert.Equal(t, row.want, entry.Level, row.level.String())
		assert.Equal(t, problem.Message, entry.Message)
		assert.Equal(t, map[string]any{"type": "about:blank", "status": int64(404), "title": "Not Found"}, entry.ContextMap())
	}
}

func TestNotEnabled(t *testing.T) {
	t.Parallel()
	core, logs := observer.New(zapcore.ErrorLevel)
	rec := zapproblem.NewRecorder(zap.New(core))
	assert.False(t, rec.Enabled(t.Context(), slog.LevelInfo))
	rec.Record(t.Context(), problem.Record{Level: slog.LevelInfo})
	assert.Zero(t, logs.Len())
}

func TestNotice(t *testing.T) {
	t.Parallel()
	core, logs := observer.New(zapcore.DebugLevel)
	problem.NewResponder(problem.Config{Recorder: zapproblem.NewRecorder(zap.New(core))}).Notice("replaced")
	require.Equal(t, 1, logs.Len())
	assert.Equal(t, "replaced", logs.All()[0].Message)
}

func TestNilLogger(t *testing.T) {
	t.Parallel()
	rec := zapproblem.NewRecorder(nil)
	assert.Equal(t, problem.NoRecorder, rec)
	assert.False(t, rec.Enabled(context.Background(), slog.LevelError))
}
