package problem_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// encoded returns the document of a problem, after it has been found to be one:
// valid UTF-8 without a byte order mark or a control, valid JSON, and no name
// twice in any object.
func encoded(t *testing.T, p *problem.Problem) string {
	t.Helper()
	text, err := problem.JSON.Append(nil, p)
	require.NoError(t, err)
	require.True(t, utf8.Valid(text), "the document is UTF-8 (RFC 8259, section 8.1)")
	require.False(t, bytes.HasPrefix(text, []byte("\uFEFF")), "no byte order mark (RFC 8259, section 8.1)")
	require.Equal(t, -1, bytes.IndexFunc(text, func(r rune) bool { return r < ' ' }), "no raw controls: %q", text)
	require.True(t, json.Valid(text), "valid JSON: %s", text)
	require.NoError(t, uniqueNames(json.NewDecoder(bytes.NewReader(text))), "%s", text)
	require.LessOrEqual(t, len(text), 64<<10, "bound of a document")
	return string(text)
}

// uniqueNames reads one value.
func uniqueNames(dec *json.Decoder) error {
	dec.UseNumber()
	token, err := dec.Token()
	if err != nil {
		return err
	}
	names := map[any]bool{}
	for delim, _ := token.(json.Delim); delim != 0 && dec.More(); {
		if delim == '{' {
			name, err := dec.Token()
			if err != nil || names[name] {
				return fmt.Errorf("name %v twice, or %w", name, err)
			}
			names[name] = true
		}
		if err := uniqueNames(dec); err != nil {
			return err
		}
	}
	if token == json.Delim('{') || token == json.Delim('[') {
		_, err = dec.Token()
	}
	return err
}

func TestUniqueNames(t *testing.T) {
	t.Parallel()
	for text, unique := range map[string]bool{
		`{"a":1,"b":{"a":[{"a":2},{"a":3}]}}`: true, `{"a":1,"a":2}`: false, `[{"x":{"a":1,"b":1,"a":1}}]`: false, `7`: true,
	} {
		assert.Equal(t, unique, uniqueNames(json.NewDecoder(strings.NewReader(text))) == nil, text)
	}
}

func TestJSONOrder(t *testing.T) {
	t.Parallel()
	p := outOfCredit().New(credit{30, 50},
		problem.With("zone", 1), problem.With("area", 2),
		problem.Instance("/charges/7"), problem.Detail("No."), problem.With("zone", 3))
	const want = `{"type":"` + creditURI + `","title":"Out of credit","status":403,"detail":"No.","instance":"/charges/7",` +
		`"balance":30,"cost":50,"zone":3,"area":2}`
	for range 20 {
		assert.Equal(t, want, encoded(t, p), "always the same order")
	}
}

func TestJSONEscapes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"line\nquote\"tab\tback\\ret\r": `"line\nquote\"tab\tback\\ret\r"`,
		"<script>&</script>":            `"\u003cscript\u003e\u0026\u003c/script\u003e"`,
		"\x00\x08\x0c\x1f":              `"\u0000\u0008\u000c\u001f"`,
		"a\u2028b\u2029c":               `"a\u2028b\u2029c"`,
		"bad\xff\xc3":                   "\"bad\uFFFD\uFFFD\"",
		"half \xed\xa0\x80":             "\"half \uFFFD\uFFFD\uFFFD\"",
		"価格は 😀":                         `"価格は 😀"`,
		"\uFEFFmark":                    "\"\uFEFFmark\"",
	} {
		want = strings.NewReplacer("\u2028", `\u2028`, "\u2029", `\u2029`).Replace(want)
		assert.Equal(t, `{"type":"about:blank","title":"Bad Request","status":400,"detail":`+want+`}`,
			encoded(t, problem.BadRequest.New(problem.Detail(text))), "detail")
		assert.Contains(t, encoded(t, problem.BadRequest.New(problem.With("x", text))), `"x":`+want, "member")
		if utf8.ValidString(text) {
			assert.Contains(t, encoded(t, problem.BadRequest.New(problem.With("n"+text, 1))), `,"n`+want[1:]+`:1}`, "name")
		}
		assert.Contains(t, encoded(t, &problem.Problem{Title: text}), `"title":`+want, "title")
	}
}

// What a literal holds is put right on the way out.
func TestJSONOfLiterals(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]*problem.Problem{
		`{"type":"about:blank","title":"Internal Server Error","status":500}`:                     {},
		`{"type":"about:blank","title":"Not Found","status":404}`:                                 {Status: 404},
		`{"type":"about:blank","title":"Server Error","status":599}`:                              {Status: 599},
		`{"type":"about:blank","title":"Client Error","status":418}`:                              {Status: 418},
		`{"type":"about:blank","title":"Gone","status":410}`:                                      {Type: "javascript:alert(1)", Status: 410},
		`{"type":"/p/x","title":"Gone","status":410,"detail":"Away."}`:                            {Type: "/p/x", Status: 410, Detail: "Away.", Instance: "java script"},
		`{"type":"about:blank","title":"Conflict","status":409,"instance":"urn:example:1"}`:       {Status: 409, Instance: "urn:example:1"},
		`{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"negative"}`: {Status: -1, Detail: "negative"},
	} {
		assert.Equal(t, want, encoded(t, p))
	}
	changed := problem.NotFound.New()
	changed.Title, changed.Status = "Not here", 410
	assert.Equal(t, `{"type":"about:blank","title":"Not here","status":410}`, encoded(t, changed))
}

func TestJSONAppends(t *testing.T) {
	t.Parallel()
	text, err := problem.JSON.Append([]byte("before "), problem.Gone.New(problem.With("f", func() {}), problem.With("n", 1)))
	require.NoError(t, err)
	assert.Equal(t, `before {"type":"about:blank","title":"Gone","status":410,"n":1}`, string(text))
	assert.Equal(t, "application/problem+json", problem.JSON.MediaType())
	full := bytes.Repeat([]byte(" "), 100<<10)
	text, err = problem.JSON.Append(full, problem.Gone.New(problem.With("n", 1)))
	require.NoError(t, err)
	assert.Contains(t, string(text), `"n":1`, "what is there already has no part in the bound")
}

// A problem writes its document wherever it stands.
func TestMarshalJSON(t *testing.T) {
	t.Parallel()
	p := problem.Gone.New(problem.With("left", "in 1998"))
	const standard = `{"type":"about:blank","title":"Gone","status":410`
	const document = standard + `,"left":"in 1998"}`
	for name, value := range map[string]any{
		"pointer":           p,
		"pointer in struct": struct{ P *problem.Problem }{p},
		"pointer in map":    map[string]any{"P": p},
		"struct by pointer": &struct{ P problem.Problem }{*p},
	} {
		text, err := json.Marshal(value)
		require.NoError(t, err, name)
		if !strings.Contains(name, " ") {
			assert.Equal(t, document, string(text), name)
			continue
		}
		assert.Equal(t, `{"P":`+document+`}`, string(text), name)
	}
	for name, value := range map[string]any{
		"value": *p, "value in struct": struct{ problem.Problem }{*p}, "empty": problem.Problem{Type: "about:blank", Title: "Gone", Status: 410},
	} {
		text, err := json.Marshal(value)
		require.NoError(t, err, name)
		assert.Equal(t, standard+"}", string(text), "%s: encoding/json finds no method of the pointer, but the names are right", name)
	}
	text, err := json.Marshal(struct{ P *problem.Problem }{})
	require.NoError(t, err)
	assert.Equal(t, `{"P":null}`, string(text), "nil")
	assert.Equal(t, "null", encoded(t, nil))
}

func TestDocumentIsBounded(t *testing.T) {
	t.Parallel()
	worst := strings.Repeat("<", 100<<10)
	p := problem.BadRequest.New(problem.Detail(worst), problem.Instance("/"+strings.Repeat("i", 2000)))
	p.Title = worst
	for i := range 100 {
		p.Apply(problem.With(fmt.Sprint("member", i), strings.Repeat("x", 1000)))
	}
	text := encoded(t, p)
	assert.Greater(t, len(text), 62<<10, "the bound is used")
	assert.Contains(t, text, `"member0":`)
	assert.NotContains(t, text, `"member99":`)
	assert.Equal(t, 4<<10, strings.Count(text[strings.Index(text, `"detail":`):], `\u003c`), "the detail is cut")
}

func TestDetailIsCutAtARune(t *testing.T) {
	t.Parallel()
	text := encoded(t, problem.BadRequest.New(problem.Detail("x"+strings.Repeat("é", 4<<10))))
	var document struct{ Detail string }
	require.NoError(t, json.Unmarshal([]byte(text), &document))
	assert.Equal(t, "x"+strings.Repeat("é", 2<<10-1), document.Detail)
}

// FuzzDocument looks for texts that break a document open.
func FuzzDocument(f *testing.F) {
	f.Add("title", "detail", "name", "value", 404)
	f.Add("\"},", "\\", "status\x00", "\xff\u2028", -1)
	f.Fuzz(func(t *testing.T, title, detail, name, value string, status int) {
		p := &problem.Problem{Title: title, Status: status, Detail: detail, Type: value, Instance: name}
		p.Apply(problem.With(name, value), problem.With(name+"\xff", math.Pi), problem.With(name+"\xfe", nil))
		var back map[string]any
		dec := json.NewDecoder(strings.NewReader(encoded(t, p)))
		require.NoError(t, dec.Decode(&back))
		_, err := dec.Token()
		require.ErrorIs(t, err, io.EOF, "nothing follows")
		assert.IsType(t, "", back["type"])
		assert.IsType(t, "", back["title"])
		assert.IsType(t, 0.0, back["status"])
		replaced := back["type"] == "about:blank" && status != 0 && (status < 400 || status > 599)
		if len(title) > 0 && len(title) <= 4<<10 && !replaced {
			assert.Equal(t, wide(title), back["title"])
		}
	})
}

// wide replaces every byte that is no UTF-8, as encoding/json does.
func wide(s string) string { return string([]rune(s)) }
