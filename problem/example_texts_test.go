package problem_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/problemkit/problemkit/problem"
)

// Words of one's own, in one language. Rules of validators have keys too: see
// validatorproblem.FieldKey for those of one field.
func ExamplePhrases() {
	sold := problem.NewType("https://api.example.com/problems/sold-out", "Sold out", 409)
	rs := problem.NewResponder(problem.Config{
		Texts: problem.Phrases(map[string]string{
			"title.404":            "There is nothing here",
			problem.TitleKey(sold): "All tickets are gone",
			"input.malformed.json": "this is no JSON",
		}),
		Recorder: problem.NoRecorder, TraceID: func(*http.Request) string { return "" },
	})
	_, broken := problem.Reading{}.JSON([]byte("{]"), new(struct{}))
	for _, err := range []error{problem.NotFound, sold, broken} {
		w := httptest.NewRecorder()
		rs.Respond(w, httptest.NewRequest("GET", "/", nil), err)
		fmt.Println(w.Body)
	}
	// Output:
	// {"type":"about:blank","title":"There is nothing here","status":404}
	// {"type":"https://api.example.com/problems/sold-out","title":"All tickets are gone","status":409}
	// {"type":"about:blank","title":"Bad Request","status":400,"errors":[{"detail":"this is no JSON at line 1, column 2","code":"malformed"}]}
}

// A detail that can be said otherwise. The text is what goes out without other
// words for it, and what logs have.
func ExampleDetailPhrase() {
	p := problem.Conflict.New(problem.DetailPhrase("2 tickets are left.", problem.Say("tickets.left", 2)))
	texts := problem.Phrases(map[string]string{"tickets.left": "Hurry: {0} {0|ticket|tickets}!"})
	w := httptest.NewRecorder()
	problem.NewResponder(problem.Config{
		Texts: texts, Recorder: problem.NoRecorder, TraceID: func(*http.Request) string { return "" },
	}).Respond(w, httptest.NewRequest("GET", "/", nil), p)
	fmt.Println(p)
	fmt.Println(w.Body)
	// Output:
	// 409 Conflict: 2 tickets are left.
	// {"type":"about:blank","title":"Conflict","status":409,"detail":"Hurry: 2 tickets!"}
}

// A violation of a check by hand, with a phrase for those who have other words.
func ExampleSay() {
	v := problem.Violation{
		Detail: "must be after 2026-03-01", Pointer: problem.Pointer("due"), Code: "past", Phrase: problem.Say("order.due", "2026-03-01"),
	}
	text, ok := problem.Phrases(map[string]string{"order.due": "come after {0}"}).Text("", v.Phrase)
	fmt.Println(text, ok)
	// Output: come after 2026-03-01 true
}

func ExampleTitleKey() {
	fmt.Println(problem.TitleKey(problem.NotFound))
	fmt.Println(problem.TitleKey(problem.NewType("urn:example:sold-out", "Sold out", 409)))
	// Output:
	// title.404
	// title:urn:example:sold-out
}
