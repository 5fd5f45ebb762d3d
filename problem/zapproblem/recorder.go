// Package zapproblem records failed requests with zap, with the attributes that
// slog gets: same keys, same order, same bounds.
//
//	problem.Config{Recorder: zapproblem.NewRecorder(logger)}
package zapproblem

import (
	"context"
	"log/slog"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/problemkit/problemkit/problem"
)

// NewRecorder records to a logger; nil records nothing. Each record is one entry
// with the message problem.Message. The texts in it are bounded and escaped, for
// encoders that don't do that themselves. The logger's own stack traces are left
// out: they would show this package. The recorder is safe for concurrent use.
func NewRecorder(l *zap.Logger) problem.Recorder {
	if l == nil {
		return problem.NoRecorder
	}
	return recorder{l.WithOptions(zap.WithCaller(false), zap.AddStacktrace(zapcore.InvalidLevel))}
}

type recorder struct{ logger *zap.Logger }

// Enabled asks the logger's core.
func (z recorder) Enabled(_ context.Context, level slog.Level) bool {
	return z.logger.Core().Enabled(zapLevel(level))
}

// Record writes one entry.
func (z recorder) Record(_ context.Context, r problem.Record) {
	entry := z.logger.Check(zapLevel(r.Level), problem.Message)
	if entry == nil {
		return
	}
	attrs := r.Attrs()
	fields := make([]zap.Field, 0, len(attrs))
	for _, attr := range attrs {
		fields = append(fields, field(attr))
	}
	entry.Write(fields...)
}

// Notice logs a notice.
func (z recorder) Notice(text string) { z.logger.Info(text) }

func field(attr slog.Attr) zap.Field {
	switch attr.Value.Kind() {
	case slog.KindString:
		return zap.String(attr.Key, attr.Value.String())
	case slog.KindInt64:
		return zap.Int64(attr.Key, attr.Value.Int64())
	}
	return zap.Any(attr.Key, attr.Value.Any())
}

// zapLevel takes the level below or at a slog level, as both have room between
// their names.
func zapLevel(level slog.Level) zapcore.Level {
	switch {
	case level >= slog.LevelError:
		return zapcore.ErrorLevel
	case level >= slog.LevelWarn:
		return zapcore.WarnLevel
	case level >= slog.LevelInfo:
		return zapcore.InfoLevel
	}
	return zapcore.DebugLevel
}
