package faults_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/zapproblem"
)

// logs keeps all records, and how slog and zap print them.
type logs struct {
	mu        sync.Mutex
	records   []problem.Record
	slog, zap page
}

// recorder prints debug records too.
func (l *logs) recorder() problem.Recorder {
	text := slog.NewTextHandler(&l.slog, &slog.HandlerOptions{Level: slog.LevelDebug})
	console := zapcore.NewConsoleEncoder(zap.NewProductionEncoderConfig())
	core := zapcore.NewCore(console, zapcore.AddSync(&l.zap), zapcore.DebugLevel)
	return problem.Recorders(l, problem.NewSlogRecorder(slog.New(text)), zapproblem.NewRecorder(zap.New(core)))
}

func (l *logs) Enabled(context.Context, slog.Level) bool { return true }

func (l *logs) Record(_ context.Context, r problem.Record) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.records = append(l.records, r)
}

func (l *logs) all() []problem.Record {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]problem.Record(nil), l.records...)
}

// page is one log as it stands in its file.
type page struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *page) Write(line []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(line)
}

// lines are the lines without their ends.
func (p *page) lines() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := p.text.String()
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
