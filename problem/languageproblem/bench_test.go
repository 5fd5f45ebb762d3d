package languageproblem_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/languageproblem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// deaf is a writer that costs nothing.
type deaf struct{ header http.Header }

func (w *deaf) Header() http.Header         { return w.header }
func (w *deaf) WriteHeader(int)             {}
func (w *deaf) Write(p []byte) (int, error) { return len(p), nil }

// BenchmarkTexts reports how many times the time of the same answer without texts
// one with them takes.
func BenchmarkTexts(b *testing.B) {
	v := validator.New()
	v.SetTagName("binding")
	rules := validatorproblem.Check(v.Struct, &signup{Email: "x", Tags: []string{"long tag"}}, nil)
	for name, texts := range map[string]problem.Texts{
		"languages": languageproblem.New(languageproblem.English(), languageproblem.German()),
		"phrases":   problem.Phrases(map[string]string{"rule.min": "too small"}),
	} {
		for kind, err := range map[string]error{"type": problem.NotFound, "rules": rules} {
			b.Run(name+" "+kind, func(b *testing.B) { benchTexts(b, texts, err) })
		}
	}
}

func benchTexts(b *testing.B, texts problem.Texts, err error) {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept-Language", "de-AT,de;q=0.9,en;q=0.8")
	w := &deaf{http.Header{}}
	respond := func(texts problem.Texts) func() {
		rs := problem.NewResponder(problem.Config{
			Texts: texts, Recorder: problem.NoRecorder, Rules: []problem.Rule{validatorproblem.Rule()},
			TraceID: func(*http.Request) string { return "" },
		})
		return func() { clear(w.header); rs.Respond(w, r, err) }
	}
	without, with := respond(nil), respond(texts)
	const rounds = 20_000
	start := time.Now()
	for range rounds {
		without()
	}
	reference := float64(time.Since(start).Nanoseconds()) / rounds
	b.ReportAllocs()
	for b.Loop() {
		with()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/reference, "x-without")
}
