package problem_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// TestLongTexts: other words can be longer, and the document stays within its
// bounds.
func TestLongTexts(t *testing.T) {
	t.Parallel()
	long := speech{text: func(string, problem.Phrase) (string, bool) { return strings.Repeat("é", 4000), true }}
	w, rec := spoken(t, long, problem.Invalid(numbered(102)...))
	assert.Less(t, w.Body.Len(), 64<<10)
	assert.Contains(t, w.Body.String(), `"title":"`+strings.Repeat("é", 2048)+`"`)
	list := strings.Count(w.Body.String(), `{"detail":`)
	assert.Contains(t, w.Body.String(), fmt.Sprintf(`"errors_omitted":%d`, 102-list))
	omitted, _ := rec.Problem.Member("errors_omitted")
	assert.Equal(t, 2, omitted, "the record has those of the program's language")
	w, _ = spoken(t, long, problem.Gone.New(problem.With("errors", numbered(200))))
	assert.Less(t, w.Body.Len(), 64<<10)
	w, _ = spoken(t, long, problem.Gone.New(problem.With("errors", "mine")))
	assert.Contains(t, w.Body.String(), `"errors":"mine"`)
}

func TestAcceptLanguageIsBounded(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ lines, want []string }{
		{nil, nil},
		{[]string{"de, en"}, []string{"de, en"}},
		{[]string{strings.Repeat("de,", 2000)}, []string{strings.TrimSuffix(strings.Repeat("de,", 1365), ",")}},
		{[]string{"de", strings.Repeat("e", 5000), "fr"}, []string{"de", ""}},
		{[]string{strings.Repeat("e", 4096), "", "fr"}, []string{strings.Repeat("e", 4096), "", ""}},
	} {
		var got []string
		texts := speech{
			language: func(accept []string) string { got = accept; return "" },
			text:     func(string, problem.Phrase) (string, bool) { return "", false },
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.Header["Accept-Language"] = row.lines
		w := httptest.NewRecorder()
		problem.NewResponder(problem.Config{Texts: texts, Recorder: problem.NoRecorder}).Respond(w, r, problem.Gone)
		assert.Equal(t, row.want, got)
		assert.NotContains(t, w.Header(), "Content-Language")
	}
}

// TestDecorateBeforeTexts: decorators see the problem as the program knows it.
func TestDecorateBeforeTexts(t *testing.T) {
	t.Parallel()
	seen := ""
	decorate := func(c *problem.Config) {
		c.Decorate = append(c.Decorate, func(_ *http.Request, p *problem.Problem) {
			seen = p.Title + p.Detail
			p.Detail = "another"
		})
	}
	w, _ := spoken(t, speech{text: keyed}, problem.Gone.New(problem.DetailPhrase("late", problem.Say("x"))), decorate)
	assert.Equal(t, "Gonelate", seen)
	assert.Contains(t, w.Body.String(), `"title":"title.410null"`)
	assert.Contains(t, w.Body.String(), `"detail":"another"`, "which has no phrase")
}

// TestForeignFormatSpeaks: other formats get the texts too, and Vary has both
// reasons.
func TestForeignFormatSpeaks(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	rs := problem.NewResponder(problem.Config{
		Texts: speech{text: keyed}, Formats: []problem.Format{problem.JSON, titleFormat{}}, TraceID: flowNoID, Recorder: log,
	})
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept", "text/title")
	w := httptest.NewRecorder()
	w.Header().Set("Vary", "Origin")
	rs.Respond(w, r, problem.Gone)
	assert.Equal(t, "title.410null", w.Body.String())
	assert.Equal(t, []string{"Origin", "Accept", "Accept-Language"}, w.Header()["Vary"])
	assert.Equal(t, "Gone", log.only(t).Problem.Title)
}

type titleFormat struct{}

func (titleFormat) MediaType() string { return "text/title" }
func (titleFormat) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	return append(dst, p.Title...), nil
}

// TestConcealedSpeaks: the stand-in is said like any other.
func TestConcealedSpeaks(t *testing.T) {
	t.Parallel()
	config := problem.Config{Texts: speech{text: keyed}, TraceID: flowNoID, Recorder: problem.NoRecorder}
	answer := func(err error) *httptest.ResponseRecorder {
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)
		flowServe(problem.NewResponder(config), func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("Content-Language", "fr")
			return err
		}).ServeHTTP(w, r)
		return w
	}
	bare, hidden := answer(problem.NotFound), answer(problem.Forbidden.New(problem.Conceal(), problem.DetailPhrase("x", problem.Say("x"))))
	assert.Equal(t, bare.Body.String(), hidden.Body.String())
	assert.Equal(t, bare.Header(), hidden.Header())
	assert.Equal(t, []string{"xx"}, hidden.Header()["Content-Language"])
}

func TestTitleKey(t *testing.T) {
	t.Parallel()
	for want, kind := range map[string]problem.Kind{
		"title.404":        problem.NotFound,
		"title.500":        nil,
		"title.418":        problem.OfStatus(418),
		"title:urn:x:late": problem.NewTypeOf[struct{}]("urn:x:late", "Late", 409),
		"":                 problem.NewType("about:blank", "Late", 409),
	} {
		assert.Equal(t, want, problem.TitleKey(kind))
	}
}

// TestPhrasesIsAValue: the map may change afterwards.
func TestPhrasesIsAValue(t *testing.T) {
	t.Parallel()
	templates := map[string]string{"title.4xx": "Hm", "title.404": "{0}"}
	texts := problem.Phrases(templates)
	templates["title.4xx"] = "changed"
	w, _ := spoken(t, texts, problem.OfStatus(418))
	assert.Contains(t, w.Body.String(), `"title":"Hm"`)
	w, _ = spoken(t, texts, problem.NotFound)
	assert.Contains(t, w.Body.String(), `"title":"Not Found"`, "a template that asks for what is not there")
	w, _ = spoken(t, problem.Phrases(nil), problem.NotFound)
	assert.Contains(t, w.Body.String(), `"title":"Not Found"`)
	text, ok := texts.Text("", problem.Say("say.or", problem.Say("title.4xx"), problem.Say("unknown")))
	require.False(t, ok)
	assert.Empty(t, text)
}

// TestComparable: violations with phrases can be compared, which panics for values
// that can't.
func TestComparable(t *testing.T) {
	t.Parallel()
	a := problem.Violation{Detail: "a", Phrase: problem.Say("a", []string{"x"})}
	b := a
	assert.True(t, a == b)
	b.Phrase = problem.Say("a", []string{"x"})
	assert.False(t, a == b)
	text, err := a.MarshalJSON()
	require.NoError(t, err)
	assert.JSONEq(t, `{"detail":"a"}`, string(text))
}
