package problem_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/problemkit/problemkit/problem"
)

func ExampleNewResponder() {
	rs := problem.NewResponder(problem.Config{
		Rules:        []problem.Rule{problem.Match(errNoOrder, problem.NotFound)},
		Challenge:    problem.Basic{Realm: "orders"},
		InvalidInput: problem.UnprocessableContent,
		TraceHeader:  "X-Trace-Id",
		TraceID:      func(*http.Request) string { return "4bf92f35" },
		Recorder:     problem.NoRecorder,
	})
	w := httptest.NewRecorder()
	rs.Respond(w, httptest.NewRequest("GET", "/", nil), problem.Unauthorized)
	fmt.Println(w.Code, w.Header().Get("WWW-Authenticate"), w.Header().Get("X-Trace-Id"))
	// Output: 401 Basic realm="orders", charset="UTF-8" 4bf92f35
}

// Mistakes are told when the program starts, all of them.
func ExampleNewResponder_mistakes() {
	defer func() { fmt.Println(recover()) }()
	problem.NewResponder(problem.Config{Rules: []problem.Rule{{}}, TraceHeader: "trace id"})
	// Output:
	// problem.NewResponder:
	// Rules[0]: the zero Rule maps nothing: use Match, MatchAs, RuleFunc or StatusCarriers
	// TraceHeader: "trace id" is no field name (RFC 9110, section 5.6.2), or means something else
}

func ExampleConfig_decorate() {
	rs := problem.NewResponder(problem.Config{
		Recorder: problem.NoRecorder,
		TraceID:  func(*http.Request) string { return "" },
		Decorate: []func(*http.Request, *problem.Problem){
			func(_ *http.Request, p *problem.Problem) { p.Apply(problem.With("service", "orders")) },
		},
	})
	w := httptest.NewRecorder()
	rs.Respond(w, httptest.NewRequest("GET", "/", nil), problem.NotFound)
	fmt.Println(w.Body)
	// Output: {"type":"about:blank","title":"Not Found","status":404,"service":"orders"}
}

func ExampleConfig_level() {
	quiet := problem.Config{
		Level: func(r problem.Record) slog.Level {
			if r.Status == http.StatusNotFound {
				return slog.LevelDebug
			}
			return slog.LevelWarn
		},
		Skip: func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/static/") },
	}
	problem.NewResponder(quiet)
	// Output:
}
