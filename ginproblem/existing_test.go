package ginproblem_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
)

// returning is a service whose handler reads the content as its Content-Type says
// and then returns what f does.
func returning(t *testing.T, f func(c *gin.Context) error) *service {
	t.Helper()
	return serve(t, wiretest.HTTP1, func(engine *gin.Engine, api ginproblem.Adapter) {
		handler := api.Handle(func(c *gin.Context) error {
			_ = c.Request.ParseMultipartForm(1 << 20)
			_, _ = c.GetRawData()
			return f(c)
		})
		engine.Any("/x/:id", handler)
	})
}

func parse(text string) error {
	_, err := strconv.Atoi(text)
	return fmt.Errorf("page: %w", err)
}

// TestQuotedParameter: a text that did not parse is the value of one parameter, of
// several, or the program's own.
func TestQuotedParameter(t *testing.T) {
	t.Parallel()
	_, date := time.Parse(time.RFC3339, "5x")
	_, duration := time.ParseDuration("5x")
	for _, tt := range []struct {
		name, path, field, body string
		err                     error
		status                  int
		want                    string
	}{
		{name: "query", path: "/x/1?page=5x", err: parse("5x"), status: 400, want: "query page"},
		{name: "query with blanks", path: "/x/1?page=+5x+", err: parse("5x"), status: 400, want: "query page"},
		{name: "one of a list", path: "/x/1?page=4,5x", err: parse("5x"), status: 400, want: "query page"},
		{name: "path", path: "/x/5x", err: parse("5x"), status: 400, want: "path id"},
		{name: "header", path: "/x/1", field: "X-Page: 5x", err: parse("5x"), status: 400, want: "header X-Page"},
		{name: "cookie", path: "/x/1", field: "Cookie: page=5x; a=b", err: parse("5x"), status: 400, want: "cookie page"},
		{name: "form", path: "/x/1", body: "page=5x", err: parse("5x"), status: 400, want: "form page"},
		{name: "one of a list in the header", path: "/x/1", field: "X-Page: 4,5x", err: parse("5x"), status: 400, want: "header X-Page"},
		{name: "one of a list in the path", path: "/x/4,5x", err: parse("5x"), status: 400, want: "path id"},
		{name: "one of a list in a cookie", path: "/x/1", field: "Cookie: page=4|5x", err: parse("5x"), status: 500},
		{name: "in JSON", path: `/x/1?span={"day":"5x"}`, err: date, status: 400, want: "query span"},
		{name: "in JSON and alone", path: `/x/1?span={"day":"5x"}&day=5x`, err: date, status: 400},
		{name: "in a text that is no JSON", path: `/x/1?span={"5x"`, err: parse("5"), status: 500},
		{name: "date", path: "/x/1?day=5x", err: date, status: 400, want: "query day"},
		{name: "duration", path: "/x/1?wait=5x", err: duration, status: 400, want: "query wait"},
		{name: "twice in one parameter", path: "/x/1?page=5x&page=5x", err: parse("5x"), status: 400, want: "query page"},
		{name: "two parameters", path: "/x/1?page=5x&size=5x", err: parse("5x"), status: 400},
		{name: "parameter and content", path: "/x/1?page=5x", body: "other=5x", err: parse("5x"), status: 400},
		{name: "part of a value", path: "/x/1?page=15x", err: parse("5x"), status: 500},
		{name: "nowhere", path: "/x/1?page=5", err: parse("5x"), status: 500},
		{name: "no text", path: "/x/1?page=", err: parse(""), status: 500},
		{name: "name of a parameter", path: "/x/1?5x=1", err: parse("5x"), status: 500},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := returning(t, func(*gin.Context) error { return tt.err })
			options := []wiretest.Option{wiretest.Header("Content-Type", "application/x-www-form-urlencoded"), wiretest.Body(tt.body)}
			if name, value, ok := cutField(tt.field); ok {
				options = append(options, wiretest.Header(name, value))
			}
			f := s.fails(t, tt.status, "POST", tt.path, options...)
			assert.Equal(t, tt.want, onlyParameter(f.document))
			assert.NotContains(t, string(f.Body), "5x")
		})
	}
}

func onlyParameter(document map[string]any) string {
	list, _ := document["errors"].([]any)
	if len(list) != 1 {
		return ""
	}
	v, _ := list[0].(map[string]any)
	if v["parameter"] == nil {
		return ""
	}
	return fmt.Sprint(v["in"], " ", v["parameter"])
}

// TestErrorsOfOthers: the same kinds of errors from elsewhere are not the client's,
// whatever it has sent.
func TestErrorsOfOthers(t *testing.T) {
	t.Parallel()
	var document struct{ A int }
	for name, tt := range map[string]struct {
		err         error
		media, body string
	}{
		"url":              {url.EscapeError("%zz"), "application/x-www-form-urlencoded", "a=1"},
		"semicolon":        {queryError("a;b"), "application/x-www-form-urlencoded", "a=1"},
		"mail":             {textproto.ProtocolError("short response"), "text/plain", "a"},
		"mail, form read":  {textproto.ProtocolError("short response"), "multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--B--\r\n"},
		"XML":              {xml.Unmarshal([]byte("<a><b></a>"), &document), "application/xml", "<a/>"},
		"XML, number":      {xml.Unmarshal([]byte("<a><A>5x</A></a>"), &document), "application/xml", "<a>5</a>"},
		"YAML":             {binding.YAML.BindBody([]byte("a: [1"), &document), "application/yaml", "a: 1"},
		"YAML, number":     {binding.YAML.BindBody([]byte("a: x"), &document), "application/yaml", "a: 1"},
		"TOML":             {binding.TOML.BindBody([]byte("a = 'x'"), &document), "application/toml", "a = 1"},
		"no form":          {http.ErrMissingFile, "text/plain", "a"},
		"end, form read":   {io.EOF, "multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--B--\r\n"},
		"client":           {&url.Error{Op: "Get", URL: "u", Err: io.EOF}, "multipart/form-data; boundary=B", "--B\r\n"},
		"XML, root":        {xml.UnmarshalError("expected element type <b> but have <c>"), "application/xml", "<a/>"},
		"XML, encoding":    {errors.New(`xml: encoding "x" declared but Decoder.CharsetReader is nil`), "application/xml", "<a/>"},
		"JSON, other name": {ownType(), "text/plain", "a"},
		"unknown type":     {binding.MapFormWithTag(&struct{ C chan int }{}, map[string][]string{"C": {"1"}}, "form"), "text/plain", "a"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := returning(t, func(*gin.Context) error { return tt.err })
			s.fails(t, 500, "POST", `/x/1?box={"A":1}`, wiretest.Header("Content-Type", tt.media), wiretest.Body(tt.body))
		})
	}
}

// ownType is where the query has a number too.
func ownType() error { return json.Unmarshal([]byte(`{"B":1}`), &struct{ B string }{}) }

func queryError(query string) error {
	_, err := url.ParseQuery(query)
	return err
}

func cutField(line string) (name, value string, ok bool) { return strings.Cut(line, ": ") }
