package ginproblem_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
)

type parcel struct {
	ID   int64 `xml:"id" yaml:"id" toml:"id" json:"id" binding:"required,max=9"`
	Size struct {
		W int8 `xml:"w,attr" yaml:"w" toml:"w" json:"w"`
	} `xml:"size" yaml:"size" toml:"size" json:"size"`
	Any any `xml:"-" yaml:"any" toml:"any" json:"any"`
}

// bomb is YAML in which each alias stands for nine of the one before it.
func bomb() string {
	text := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for name := 'b'; name < 'k'; name++ {
		text += fmt.Sprintf("%c: &%c [%s]\n", name, name, strings.Repeat(fmt.Sprintf(",*%c", name-1), 9)[1:])
	}
	return text + "id: 1\nany: *j\n"
}

func TestBindOtherMedia(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) { engine.POST("/", binder[parcel](api)) })
		for _, tt := range []struct{ media, body, want string }{
			{"text/xml", `<p><id>1</id></p>`, ""},
			{"application/atom+xml", `<?xml version="1.0"?><x:p xmlns:x="u"><id>1</id></x:p><!-- end -->`, ""},
			{"application/xml", ` `, "a request body is required"},
			{"application/xml", `<p>`, "the request body ends too early"},
			{"application/xml", "<p>\n<id>1</p>", "the request body is not valid XML at line 2"},
			{"application/xml", "<p>\n<id>x</id></p>", "a value is of another type at line 2"},
			{"application/xml", "<p>\n<id>x</id><note>x</note></p>", "a value is of another type"},
			{"application/xml", "<p>\n<id>x<!-- -->y</id></p>", "a value is of another type at line 2"},
			{"application/xml", "<p>\n<id> </id></p>", "a value is of another type"},
			{"application/xml", "<p><size w='300'/></p>", "a number is out of range at line 1"},
			{"application/xml", "<p><id>1</id></p>\n<p/>", "the request body goes on behind the root element at line 2, column 5"},
			{"application/xml", "<p><id>1</id></p>x", "the request body goes on behind the root element at line 1, column 19"},
			{"application/xml", "<x:p><id>1</id></x:p>", "the request body is not valid XML: a prefix is not declared at line 1, column 6"},
			{"application/xml", `<p><x:a xmlns:x="u"><x:b/></x:a><id>1</id></p>`, ""},
			{"application/xml", `<p><x:a xmlns:x="u"/><x:b/><id>1</id></p>`, "the request body is not valid XML: a prefix is not declared at line 1, column 28"},
			{"application/xml", "<p><id>1</id>" + strings.Repeat("<a>", 999) + strings.Repeat("</a>", 999) + "</p>", ""},
			{"application/xml", "<p><id>1</id>" + strings.Repeat("<a>", 1000) + strings.Repeat("</a>", 1000) + "</p>", "the request body is nested too deeply at line 1, column 3014"},
			{"application/xml", `<p><id>10</id></p>`, "must be at most 9"},
			{"application/x-yaml", "---\n# parcel\nid: 1\n...\n", ""},
			{"application/yaml", "# nothing\n", "a request body is required"},
			{"application/yaml", "id: 1\n---\nid: 2\n", "the request body has more than one document at line 2"},
			{"application/yaml", "size: {w: x}\n", "a value is of another type at line 1, column 11"},
			{"application/yaml", "size: {w: 300}\n", "a number is out of range at line 1, column 11"},
			{"application/yaml", "[1]", "must be of another type"},
			{"application/yaml", "id: 1\n id: [", "the request body is not valid YAML at line 1, column 5"},
			{"application/yaml", "id: 1\nany: \"\x01\"", "the request body is not valid text: it has a control character at line 2"},
			{"application/yaml", "any: \xff", "the request body is not valid UTF-8"},
			{"application/yaml", bomb(), "the request body has too many aliases"},
			{"application/yaml", "any: " + strings.Repeat("[", 30_000), "the request body is nested too deeply at line 1"},
			{"application/yaml", strings.Repeat("a: ", 10_000), "the request body is nested too deeply at line 1"},
			{"application/yaml", "id: 10\n", "must be at most 9"},
			{"application/toml", "id = 1\n", ""},
			{"application/toml", "\n", "a request body is required"},
			{"application/toml", "id = \n", "the request body is not valid TOML at line 1, column 6"},
			{"application/toml", "id = 'x'\n", "a value is of another type at line 1, column 6"},
			{"application/toml", "id = 1\n[size]\nw = 300\n", "a number is out of range"},
			{"application/toml", "any = " + strings.Repeat("[", 30_000), "the request body is nested too deeply at line 1"},
			{"application/toml", "id = 10\n", "must be at most 9"},
		} {
			options := []wiretest.Option{wiretest.Header("Content-Type", tt.media), wiretest.Body(tt.body)}
			if tt.want == "" {
				answer := s.Do(t, "POST", "/", options...)
				assert.Equal(t, 200, answer.Status, "%s %.40q: %s", tt.media, tt.body, answer.Body)
				continue
			}
			f := s.fails(t, 400, "POST", "/", options...)
			assert.Equal(t, tt.want, onlyDetail(f.document), "%s %.40q", tt.media, tt.body)
		}
	})
}

func onlyDetail(document map[string]any) any {
	list, _ := document["errors"].([]any)
	if len(list) != 1 {
		return document
	}
	return list[0].(map[string]any)["detail"]
}

func TestBindMediaThatIsNotRead(t *testing.T) {
	t.Parallel()
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, api ginproblem.Adapter) { engine.POST("/", binder[parcel](api)) })
	for _, tt := range []struct{ media, body string }{
		{"application/x-msgpack", "\x80"}, {"application/bson", "x"}, {"application/x-protobuf", "x"}, {"text/plain", "id: 1"},
		{"application/yaml; charset=utf-16", "id: 1"},
		{"application/xml", `<?xml version="1.0" encoding="windows-1251"?><p><id>1</id></p>`},
	} {
		f := s.fails(t, 415, "POST", "/", wiretest.Header("Content-Type", tt.media), wiretest.Body(tt.body))
		assert.Contains(t, f.Header.Get("Accept"), "application/yaml", tt.media)
	}
	coded := s.fails(t, 415, "POST", "/", wiretest.Header("Content-Type", "application/json"), wiretest.Header("Content-Encoding", "gzip"), wiretest.Body(`{"id":1}`))
	assert.Equal(t, "identity", coded.Header.Get("Accept-Encoding"))
	assert.Empty(t, coded.Header.Get("Accept"), "the media type is none of the reasons")
	assert.Equal(t, "the content must not have a Content-Encoding", onlyDetail(coded.document))
	s.fails(t, 413, "POST", "/", wiretest.Header("Content-Type", "application/yaml"), wiretest.Body("id: 1\n#"+strings.Repeat("x", 64<<10)))
}

// FuzzBindOtherMedia: whatever the content, the client gets what it asked for or is
// told what is wrong.
func FuzzBindOtherMedia(f *testing.F) {
	for _, seed := range []string{
		"<p><id>1</id></p>", "<a:p xmlns:a='u' a:b='c'/><", "<?xml version='1.0' encoding='x'?>", "id: 1\n---\n", "any: &a [*a]", "? [", "[[size]]\nw = 1", "id = 1", bomb(), "id = 2024-05-01", "id: !!timestamp x", "size: !!binary x", "any: !!timestamp x",
	} {
		for media := range byte(3) {
			f.Add(media, seed)
		}
	}
	engine := gin.New()
	silent().Install(engine)
	engine.POST("/", binder[parcel](silent()))
	f.Fuzz(func(t *testing.T, media byte, body string) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", []string{"application/xml", "application/yaml", "application/toml"}[media%3])
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, r)
		assert.Contains(t, []int{200, 400, 413, 415}, w.Code, "%q: %s", body, w.Body)
	})
}

// label has rules of its own about how it is written, in every form.
type label struct {
	XMLName xml.Name  `xml:"label" json:"-" yaml:"-" toml:"-"`
	When    time.Time `xml:"when" yaml:"when" toml:"when" json:"when"`
	Color   shade     `xml:"color" yaml:"color" toml:"color" json:"color"`
}

// shade refuses everything, and says too much.
type shade string

func (*shade) UnmarshalText([]byte) error { return errors.New("dial tcp 10.0.0.7: hunter2") }

func TestBindOtherMediaWithMethods(t *testing.T) {
	t.Parallel()
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, api ginproblem.Adapter) { engine.POST("/", binder[label](api)) })
	for _, tt := range []struct{ media, body, want string }{
		{"application/xml", "<other/>", "the root of the request body is another element"},
		{"application/xml", "<label>\n<when>now</when></label>", "a value is of another type at line 2"},
		{"application/xml", "<label><color>red</color></label>", "a value is not valid"},
		{"application/yaml", "color: red", "a value is not valid"},
		{"application/yaml", strings.Repeat("- ", 90) + "x", "must be of another type"},
		{"application/toml", "color = 'red'", "a value is of another type at line 1, column 9"},
	} {
		f := s.fails(t, 400, "POST", "/", wiretest.Header("Content-Type", tt.media), wiretest.Body(tt.body))
		assert.Equal(t, tt.want, onlyDetail(f.document), "%s %.40q", tt.media, tt.body)
		assert.NotContains(t, f.record.Problem.Unwrap().Error(), "hunter2", "the text is not logged")
	}
}
