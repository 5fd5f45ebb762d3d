package problem_test

import (
	"iter"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// configScheme is a challenge of any scheme.
type configScheme string

func (s configScheme) Scheme() string                    { return string(s) }
func (s configScheme) Params() iter.Seq2[string, string] { return func(func(string, string) bool) {} }

// configFormat is a format with any media type.
type configFormat string

func (f configFormat) MediaType() string { return string(f) }
func (f configFormat) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	return append(dst, "format of "+p.Title...), nil
}

func configMistakes(t *testing.T, c problem.Config) (text string) {
	t.Helper()
	defer func() {
		err, ok := recover().(error)
		require.True(t, ok, "NewResponder panics with an error")
		text = err.Error()
	}()
	problem.NewResponder(c)
	return ""
}

func TestConfigMistakesAllAtOnce(t *testing.T) {
	t.Parallel()
	text := configMistakes(t, problem.Config{
		Rules: []problem.Rule{
			{}, problem.Match(nil, problem.NotFound), problem.Match(http.ErrNoCookie, nil), problem.MatchAs[error](nil), problem.RuleFunc(nil),
			problem.StatusCarriers(),
		},
		Formats: []problem.Format{
			nil, configFormat(""), configFormat("text"), problem.JSON, configFormat("text/html; charset=utf-8"), configFormat("a/b\r\nX: 1"),
		},
		Challenge:    configScheme("no token"),
		Decorate:     []func(*http.Request, *problem.Problem){nil, func(*http.Request, *problem.Problem) {}, nil},
		TraceHeader:  "X Trace",
		InvalidInput: problem.InternalServerError,
	})
	for _, want := range []string{
		"problem.NewResponder", "Rules[0]", "Rules[1]", "Rules[2]", "Rules[3]", "Rules[4]", "Formats[0]", "Formats[1]", "Formats[2]",
		"Formats[4]", "Formats[5]", `"no token"`, "Decorate[0]", "Decorate[2]", `"X Trace"`, "InvalidInput: the status 500",
	} {
		assert.Contains(t, text, want)
	}
	for _, fine := range []string{"Rules[5]", "Formats[3]", "Decorate[1]"} {
		assert.NotContains(t, text, fine)
	}
}

func TestConfigTraceHeaders(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Content-Type", "content-length", "Connection", "Vary", "x:", "é"} {
		assert.Contains(t, configMistakes(t, problem.Config{TraceHeader: name}), "TraceHeader", name)
	}
	assert.NotPanics(t, func() { problem.NewResponder(problem.Config{TraceHeader: "x-request-id"}) })
}

func TestConfigDefaults(t *testing.T) {
	t.Parallel()
	w := flowRespond(problem.Config{Recorder: problem.NoRecorder}, "GET", problem.Unauthorized)
	assert.Equal(t, 401, w.Code)
	assert.Equal(t, "application/problem+json", w.Header().Get("Content-Type"))
	assert.Equal(t, `Bearer realm="api"`, w.Header().Get("Www-Authenticate"))
	assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	assert.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
	assert.Empty(t, w.Header().Values("Vary"))
	assert.Regexp(t, `^\{"type":"about:blank","title":"Unauthorized","status":401,"trace_id":"[0-9a-f]{32}"\}$`, w.Body.String())
}

// A configuration is copied: who changes his slices later changes nothing.
func TestConfigIsCopied(t *testing.T) {
	t.Parallel()
	c := flowConfig()
	c.Rules = []problem.Rule{problem.Match(http.ErrNoCookie, problem.Forbidden)}
	c.Formats = []problem.Format{problem.JSON}
	c.Decorate = []func(*http.Request, *problem.Problem){func(_ *http.Request, p *problem.Problem) { p.Apply(problem.With("first", true)) }}
	rs := problem.NewResponder(c)
	c.Rules[0], c.Formats[0], c.Decorate[0] = problem.Match(http.ErrNoCookie, problem.Gone), configFormat("a/b"), nil
	assert.Equal(t, 403, rs.Map(http.ErrNoCookie).Status)
}

func TestConfigLevels(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		level func(problem.Record) slog.Level
		err   error
		want  slog.Level
	}{
		{"server", nil, problem.BadGateway, slog.LevelError},
		{"client", nil, problem.NotFound, slog.LevelInfo},
		{"own", func(r problem.Record) slog.Level { return slog.Level(r.Problem.Status) }, problem.NotFound, 404},
		{"panicking", func(problem.Record) slog.Level { panic("level") }, problem.NotFound, slog.LevelInfo},
		{"concealed", nil, problem.BadGateway.New(problem.Conceal()), slog.LevelError},
		{"concealed and panicking", func(problem.Record) slog.Level { panic("level") }, problem.BadGateway.New(problem.Conceal()), slog.LevelError},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			log := &flowLog{}
			flowRespond(problem.Config{Recorder: log, Level: row.level}, "GET", row.err)
			assert.Equal(t, row.want, log.only(t).Level)
		})
	}
}

// configNotices is a recorder that takes notices.
type configNotices struct {
	flowLog
	texts []string
}

func (n *configNotices) Notice(text string) { n.texts = append(n.texts, text) }

func TestConfigNotices(t *testing.T) {
	t.Parallel()
	n := &configNotices{}
	problem.NewResponder(problem.Config{Recorder: problem.Recorders(nil, &flowLog{}, recordBroken{}, n)}).Notice("replaced")
	assert.Equal(t, []string{"replaced"}, n.texts)
	assert.NotPanics(t, func() { problem.NewResponder(flowConfig()).Notice("nobody listens") })
	var text strings.Builder
	problem.NewResponder(problem.Config{Recorder: problem.NewSlogRecorder(slog.New(slog.NewTextHandler(&text, nil)))}).Notice("replaced")
	assert.Contains(t, text.String(), "level=INFO msg=replaced")
}
