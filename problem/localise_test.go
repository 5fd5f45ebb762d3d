package problem_test

import (
	"encoding/json"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

// speech is Texts made of functions.
type speech struct {
	language func([]string) string
	text     func(string, problem.Phrase) (string, bool)
}

func (s speech) Language(accept []string) string {
	if s.language == nil {
		return "xx"
	}
	return s.language(accept)
}

func (s speech) Text(language string, p problem.Phrase) (string, bool) { return s.text(language, p) }

// keyed says the first key of a phrase and its arguments.
func keyed(_ string, p problem.Phrase) (string, bool) {
	text, err := json.Marshal(p.Args())
	return p.Keys()[0] + string(text), err == nil
}

// spoken answers an error with texts, and returns the answer and its record.
func spoken(t *testing.T, texts problem.Texts, err error, more ...func(*problem.Config)) (*httptest.ResponseRecorder, problem.Record) {
	t.Helper()
	log := &flowLog{}
	c := problem.Config{Texts: texts, TraceID: flowNoID, Recorder: log}
	for _, change := range more {
		change(&c)
	}
	w := httptest.NewRecorder()
	problem.NewResponder(c).Respond(w, httptest.NewRequest("GET", "/", nil), err)
	return w, log.only(t)
}

// whisper is a phrase that panics.
type whisper struct{}

func (whisper) Keys() []string { panic("keys") }
func (whisper) Args() []any    { panic("args") }

func TestTexts(t *testing.T) {
	t.Parallel()
	late := problem.NewType("https://api.example.com/problems/late", "Late", 409)
	saying := problem.Say("order.late", 3, "x")
	for _, row := range []struct {
		name string
		err  error
		want string
	}{
		{"documented", problem.NotFound, `{"type":"about:blank","title":"title.404null","status":404}`},
		{"by its URI", late, `{"type":"https://api.example.com/problems/late","title":"title:https://api.example.com/problems/latenull","status":409}`},
		{"with members", flowTypes().New(flowCredit{}), `{"type":"https://example.com/problems/credit","title":"title:https://example.com/problems/creditnull","status":403,"balance":0,"cost":0,"unit":""}`},
		{"no phrase", late.New(problem.Detail("plain")), `{"type":"https://api.example.com/problems/late","title":"title:https://api.example.com/problems/latenull","status":409,"detail":"plain"}`},
		{"a literal", &problem.Problem{Type: late.URI(), Title: "Other", Status: 409}, `{"type":"https://api.example.com/problems/late","title":"title:https://api.example.com/problems/latenull","status":409}`},
		{"its own title", &problem.Problem{Title: "Other", Status: 404}, `{"type":"about:blank","title":"Other","status":404}`},
		{"not an error", &problem.Problem{}, `{"type":"about:blank","title":"title.500null","status":500}`},
		{"detail", problem.Gone.New(problem.DetailPhrase("late", saying)), `{"type":"about:blank","title":"title.410null","status":410,"detail":"order.late[3,\"x\"]"}`},
		{"detail last", problem.Gone.New(problem.DetailPhrase("late", saying), problem.Detail("plain")), `{"type":"about:blank","title":"title.410null","status":410,"detail":"plain"}`},
		{"nil phrase", problem.Gone.New(problem.DetailPhrase("plain", nil)), `{"type":"about:blank","title":"title.410null","status":410,"detail":"plain"}`},
		{"unregistered", problem.OfStatus(418), `{"type":"about:blank","title":"title.418null","status":418}`},
		{"violations", problem.Invalid(problem.Violation{Detail: "a", Code: "b"}, problem.Violation{Detail: "a", Phrase: saying}, problem.Violation{Detail: "a"}),
			`{"type":"about:blank","title":"title.400null","status":400,"errors":[{"detail":"input.bnull","code":"b"},{"detail":"order.late[3,\"x\"]"},{"detail":"a"}]}`},
		{"concealed", problem.Gone.New(problem.Conceal(), problem.DetailPhrase("late", saying)), `{"type":"about:blank","title":"title.404null","status":404}`},
	} {
		w, rec := spoken(t, speech{text: keyed}, row.err)
		assert.Equal(t, row.want, w.Body.String(), row.name)
		assert.Equal(t, []string{"xx"}, w.Header()["Content-Language"], row.name)
		assert.NotContains(t, rec.Problem.Title+rec.Problem.Detail, "null", "the record is in one language")
	}
}

// TestTextsFail: what goes wrong leaves the built-in text.
func TestTextsFail(t *testing.T) {
	t.Parallel()
	const builtin = `{"type":"about:blank","title":"Gone","status":410,"detail":"late"}`
	err := problem.Gone.New(problem.DetailPhrase("late", problem.Say("order.late")))
	for name, row := range map[string]struct {
		texts problem.Texts
		notes string
	}{
		"nothing":       {speech{text: func(string, problem.Phrase) (string, bool) { return "x", false }}, ""},
		"empty":         {speech{text: func(string, problem.Phrase) (string, bool) { return "", true }}, ""},
		"panic":         {speech{text: func(string, problem.Phrase) (string, bool) { panic("x") }}, "Config.Texts panicked"},
		"nil":           {(*nobody)(nil), "Config.Texts panicked"},
		"late language": {speech{language: func([]string) string { panic("x") }, text: func(string, problem.Phrase) (string, bool) { return "", false }}, "Config.Texts panicked"},
		"no language":   {speech{language: func([]string) string { return "de\r\nX: y" }, text: func(string, problem.Phrase) (string, bool) { return "", false }}, "language is no language tag"},
		"long language": {speech{language: func([]string) string { return strings.Repeat("de-", 30) + "de" }, text: func(string, problem.Phrase) (string, bool) { return "", false }}, "language is no language tag"},
	} {
		w, rec := spoken(t, row.texts, err)
		assert.Equal(t, builtin, w.Body.String(), name)
		assert.NotContains(t, w.Header(), "X", name)
		dropped, _ := flowAttrs(rec)["dropped"].([]string)
		assert.Contains(t, strings.Join(dropped, "\n"), row.notes, name)
	}
	for _, p := range []problem.Phrase{whisper{}, problem.Say("late", whisper{}), problem.Say("late", errors.New("secret")), problem.Say("")} {
		w, _ := spoken(t, problem.Phrases(map[string]string{"late": "{0}"}), problem.Gone.New(problem.DetailPhrase("late", p)))
		assert.Equal(t, builtin, w.Body.String())
	}
}

type nobody struct{ name string }

func (n *nobody) Language([]string) string                   { return n.name }
func (n *nobody) Text(string, problem.Phrase) (string, bool) { return n.name, true }
