package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/problemkit/problemkit/problem"
)

// benchRatio runs f, and reports how many times the time of base it takes.
func benchRatio(b *testing.B, unit string, base, f func()) {
	b.Helper()
	const rounds = 50_000
	start := time.Now()
	for range rounds {
		base()
	}
	reference := float64(time.Since(start).Nanoseconds()) / rounds
	b.ReportAllocs()
	for b.Loop() {
		f()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/reference, unit)
}

func BenchmarkRespond(b *testing.B) {
	credit := flowTypes()
	var rules []problem.Rule
	for i := range 100 {
		rules = append(rules, problem.Match(fmt.Errorf("%d", i), problem.Conflict))
	}
	last := errors.New("last")
	rules = append(rules, problem.Match(last, problem.Gone))
	for _, row := range []struct {
		name   string
		config problem.Config
		err    func() error
	}{
		{"type", problem.Config{TraceID: flowNoID}, func() error { return problem.NotFound }},
		{"type and id", problem.Config{}, func() error { return problem.NotFound }},
		{"members", problem.Config{TraceID: flowNoID}, func() error {
			return credit.New(flowCredit{30, 50, "EUR"}, problem.Detail("Your balance is 30."), problem.Instance("/orders/12"))
		}},
		{"undeclared", problem.Config{TraceID: flowNoID}, func() error { return last }},
		{"last of 101 rules", problem.Config{TraceID: flowNoID, Rules: rules}, func() error { return last }},
	} {
		b.Run(row.name, func(b *testing.B) {
			row.config.Recorder = problem.NoRecorder
			rs := problem.NewResponder(row.config)
			w, r := &flowWriter{header: http.Header{}}, httptest.NewRequest("GET", "/", nil)
			benchRatio(b, "x-http.Error", func() {
				clear(w.header)
				http.Error(w, "Not Found", 404)
			}, func() {
				clear(w.header)
				rs.Respond(w, r, row.err())
			})
		})
	}
}

func BenchmarkDocument(b *testing.B) {
	type document struct {
		Type, Title string
		Status      int
		Detail      string
		flowCredit
	}
	plain := document{"https://example.com/problems/credit", "Out of credit", 403, "Your balance is 30.", flowCredit{30, 50, "EUR"}}
	p := flowTypes().New(plain.flowCredit, problem.Detail(plain.Detail))
	var dst []byte
	benchRatio(b, "x-json.Marshal", func() { _, _ = json.Marshal(plain) }, func() { dst, _ = problem.JSON.Append(dst[:0], p) })
}

func BenchmarkExchange(b *testing.B) {
	rs := problem.NewResponder(flowConfig())
	for name, err := range map[string]error{"success": nil, "failure": problem.NotFound} {
		b.Run(name, func(b *testing.B) {
			w, r := &flowWriter{header: http.Header{}}, httptest.NewRequest("GET", "/", nil)
			h := flowServe(rs, func(http.ResponseWriter, *http.Request) error { return err })
			benchRatio(b, "x-http.Error", func() {
				clear(w.header)
				http.Error(w, "Not Found", 404)
			}, func() {
				clear(w.header)
				h.ServeHTTP(w, r)
			})
		})
	}
}

func BenchmarkPanic(b *testing.B) {
	rs := problem.NewResponder(flowConfig())
	w, r := &flowWriter{header: http.Header{}}, httptest.NewRequest("GET", "/", nil)
	h := flowServe(rs, func(http.ResponseWriter, *http.Request) error { panic("x") })
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		h.ServeHTTP(w, r)
	}
}

func BenchmarkReadJSON(b *testing.B) {
	const text = `{"qty":1,"items":[{"qty":2,"name":"a"},{"qty":"x"}]}`
	benchRatio(b, "x-json.Unmarshal", func() { _ = json.Unmarshal([]byte(text), new(locateOrder)) }, func() {
		r := http.Request{Body: http.NoBody, Header: http.Header{}}
		r.Body = httpBody{strings.NewReader(text)}
		_, _ = problem.ReadJSON(&r, new(locateOrder))
	})
}

type httpBody struct{ *strings.Reader }

func (httpBody) Close() error { return nil }
