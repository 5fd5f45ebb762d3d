package zapproblem_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/zapproblem"
)

// sinks are the usual encoders, none of which is trusted.
func sinks() (problem.Recorder, map[string]*bytes.Buffer) {
	lines := map[string]*bytes.Buffer{"zap console": {}, "zap JSON": {}, "slog text": {}, "slog JSON": {}}
	config := zap.NewProductionEncoderConfig()
	zapTo := func(enc zapcore.Encoder, name string) problem.Recorder {
		return zapproblem.NewRecorder(zap.New(zapcore.NewCore(enc, zapcore.AddSync(lines[name]), zapcore.DebugLevel)))
	}
	return problem.Recorders(
		zapTo(zapcore.NewConsoleEncoder(config), "zap console"), zapTo(zapcore.NewJSONEncoder(config), "zap JSON"),
		problem.NewSlogRecorder(slog.New(slog.NewTextHandler(lines["slog text"], nil))),
		problem.NewSlogRecorder(slog.New(slog.NewJSONHandler(lines["slog JSON"], nil))),
	), lines
}

// harmful finds what would act on a terminal or a reader. The console encoder
// itself parts its columns by tabs.
func harmful(line string) bool {
	return strings.ContainsFunc(line, func(r rune) bool {
		return r < ' ' && r != '\t' || r >= 0x7F && r < 0xA0 || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069
	}) || !utf8.ValidString(line)
}

// One failure is one harmless line of bounded length, whatever its text.
func TestCausesUnderAttack(t *testing.T) {
	t.Parallel()
	for name, evil := range map[string]string{
		"CR LF":  "x\r\n{\"level\":\"info\",\"msg\":\"forged\"}\r\n",
		"ESC":    "\x1b[2J\x1b]0;title\x07\u009b31m",
		"NUL":    "a\x00b\x7f",
		"lines":  "a\u2028b\u2029c\u0085d",
		"bidi":   "\u202Egpj.exe\u2066x\u2069",
		"bytes":  "\xff\xfe\xc3(",
		"10 MB":  strings.Repeat("\n\x1b\u202E price", 1<<20),
		"10 URL": strings.Repeat("http://u:p\n@h?\x00 ", 1<<20),
	} {
		for way, handler := range map[string]func() error{
			"cause":   func() error { return problem.Conflict.New(problem.Cause(errors.New(evil))) },
			"error":   func() error { return errors.New(evil) },
			"panic":   func() error { panic(evil) },
			"dropped": func() error { return problem.Conflict.New(problem.Header(evil, evil), problem.With(evil, func() {})) },
		} {
			rec, lines := sinks()
			fail(rec, handler)
			for sink, line := range lines {
				body, ended := strings.CutSuffix(line.String(), "\n")
				assert.True(t, ended, "%s, %s, %s", name, way, sink)
				assert.False(t, harmful(body), "%s, %s, %s: %q", name, way, sink, body)
				assert.Less(t, len(body), 16<<10, "%s, %s, %s", name, way, sink)
			}
		}
	}
}

// fail makes one failed request.
func fail(rec problem.Recorder, handler func() error) {
	rs := problem.NewResponder(problem.Config{Recorder: rec})
	var x problem.Exchange
	defer x.Close()
	x.Open(rs, httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
	x.Done(handler())
}
