package languageproblem_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing/fstest"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/languageproblem"
)

// answered shows what a client with an Accept-Language gets.
func answered(texts problem.Texts, accept string, err error) {
	rs := problem.NewResponder(problem.Config{Texts: texts, Recorder: problem.NoRecorder, TraceID: func(*http.Request) string { return "" }})
	r, w := httptest.NewRequest("GET", "/", nil), httptest.NewRecorder()
	r.Header.Set("Accept-Language", accept)
	rs.Respond(w, r, err)
	fmt.Println(w.Header().Get("Content-Language"), w.Body)
}

func ExampleNew() {
	texts := languageproblem.New(languageproblem.English(), languageproblem.German())
	err := problem.Invalid(problem.Violation{Detail: "must be at least 8 characters", Pointer: "#/password", Code: "min", Phrase: problem.Say("rule.min.string", 8)})
	answered(texts, "de-AT, en;q=0.5", err)
	answered(texts, "fr", err)
	// Output:
	// de {"type":"about:blank","title":"Fehlerhafte Anfrage","status":400,"errors":[{"detail":"muss mindestens 8 Zeichen haben","pointer":"#/password","code":"min"}]}
	// en {"type":"about:blank","title":"Bad Request","status":400,"errors":[{"detail":"must be at least 8 characters","pointer":"#/password","code":"min"}]}
}

// The titles and details of an API's own types stand in front of the built-in
// texts.
func ExampleFromMap() {
	sold := problem.NewType("https://api.example.com/problems/sold-out", "Sold out", 409)
	texts := languageproblem.New(languageproblem.English(), languageproblem.FromMap("de", map[string]string{
		problem.TitleKey(sold): "Ausverkauft",
		"tickets.left":         "Es {0|ist|sind} nur noch {0} {0|Karte|Karten} da.",
	}), languageproblem.German())
	answered(texts, "de", sold.New(problem.DetailPhrase("Only 1 ticket is left.", problem.Say("tickets.left", 1))))
	// Output:
	// de {"type":"https://api.example.com/problems/sold-out","title":"Ausverkauft","status":409,"detail":"Es ist nur noch 1 Karte da."}
}

func ExampleFromFS() {
	files := fstest.MapFS{"texts/es.json": {Data: []byte(`{"title.404": "No encontrado"}`)}} // an embed.FS, for instance
	spanish, err := languageproblem.FromFS(files, "texts/*.json")
	fmt.Println(err)
	answered(languageproblem.New(append(spanish, languageproblem.English())...), "es-MX", problem.NotFound)
	// Output:
	// <nil>
	// es {"type":"about:blank","title":"No encontrado","status":404}
}

// A test of a catalog, so that no text is forgotten.
func ExampleMissing() {
	spanish := languageproblem.FromMap("es", map[string]string{"title.404": "No encontrado"})
	sold := problem.NewType("https://api.example.com/problems/sold-out", "Sold out", 409)
	fmt.Println(languageproblem.Missing(spanish, languageproblem.TitleKeys(problem.NotFound, sold)...))
	fmt.Println(len(languageproblem.Missing(spanish, languageproblem.Keys()...)) > 200)
	// Output:
	// [title:https://api.example.com/problems/sold-out]
	// true
}
