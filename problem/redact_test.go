package problem_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"postgres://app:CANARY@db:5432/orders?password=CANARY":    "postgres://***@db:5432/orders?***",
		"https://CANARY@example.com/x":                            "https://***@example.com/x",
		"https://a:CAN@ARY@example.com/x":                         "https://***@example.com/x",
		`Get "https://u:CANARY@h/p?key=CANARY": EOF`:              `Get "https://***@h/p?***": EOF`,
		`Get "https://h/p?a=CANARY CANARY\"CANARY": EOF`:          `Get "https://h/p?***": EOF`,
		`a "jdbc:postgresql://h/p?a=b CANARY" z`:                  `a "jdbc:postgresql://h/p?***" z`,
		"https://h/p?CANARY#CANARY then":                          "https://h/p?*** then",
		"https://h/p?CANARY\nnext":                                `https://h/p?***\u000anext`,
		"amqp://u:CAN/ARY@mq/v":                                   "amqp://***@mq/v",
		"amqp://u:CAN?AR#Y@mq/v":                                  "amqp://***",
		"amqp://u:CAN/ARY@mq/v?m=a@CANARY&t=CANARY":               "amqp://***",
		"http://u:12/3@h/x":                                       "http://***@h/x",
		"http://u:12?3@h/x":                                       "http://***",
		"http://u:12#3@h/x":                                       "http://***",
		"http://h:80/p?m=a@b":                                     "http://h:80/p?***",
		"https://h/cb#access_token=CANARY then":                   "https://h/cb#*** then",
		"https://h/# then":                                        "https://h/# then",
		`{"u":"https:\/\/u:CANARY@h\/p?t=CANARY"} a\/b`:           `{"u":"https://***@h/p?***"} a/b`,
		`"{\"u\":\"https:\\/\\/u:CANARY@h\\/p"`:                   `"{\"u\":\"https://***@h/p"`,
		`C:\dir\`:                                                 `C:\dir\`,
		"Get 'https://h/p?a=b CANARY': EOF":                       "Get 'https://h/p?***': EOF",
		"Get `https://h/p?a=b CANARY`: EOF":                       "Get `https://h/p?***`: EOF",
		"Get <https://h/p?a=b CANARY>: EOF":                       "Get <https://h/p?***>: EOF",
		"http://a,http://u:CANARY@b/,http://u:CANARY@c":           "http://a,http://***@b/,http://***@c",
		"https://example.com:8080/@team/x a@b":                    "https://example.com:8080/@team/x a@b",
		"https://example.com/@team/x@1 a@b":                       "https://example.com/@team/x@1 a@b",
		"https://example.com:8080/@team/x@1 a@b":                  "https://***@1 a@b",
		"https://[::1]:80/x":                                      "https://[::1]:80/x",
		"what is https://h? and https://h/? A question":           "what is https://h? and https://h/? A question",
		"no URL: user:word@host?x=1, mailto:a@b?subject=x, ://":   "no URL: user:word@host?x=1, mailto:a@b?subject=x, ://",
		"https://u:p@h/?email=a@b https://u:p@h/@x":               "https://***@h/?*** https://***@h/@x",
		`"https://h/?a`:                                           `"https://h/?***`,
		`{"url":"https://h/?a=CANARY","n":1}`:                     `{"url":"https://h/?***","n":1}`,
		`{"url":"https://h/?a=b\u0026t=CANARY\u003d","n":1} tail`: `{"url":"https://h/?***","n":1} tail`,
	} {
		assert.Equal(t, want, logged(t, text), "%q", text)
	}
}

// Wherever the bounds fall, no part of a password is left over.
func TestRedactAtEveryCut(t *testing.T) {
	t.Parallel()
	const address = "https://user:CANARYCANARY@example.com/path?token=CANARY"
	for _, bound := range []int{1 << 10, 8 << 10} {
		for at := bound - len(address) - 3; at < bound+3; at++ {
			for _, before := range []string{strings.Repeat("x", at) + " ", strings.Repeat("x", at) + `"`, strings.Repeat("y://z?q ", at/8) + strings.Repeat(" ", at%8)} {
				got := logged(t, before+address+strings.Repeat("z", 20_000))
				require.NotContains(t, got, "CAN", "%d bytes before", at)
				require.NotContains(t, got, "token", "%d bytes before", at)
				require.NotContains(t, got, "user", "%d bytes before", at)
				require.LessOrEqual(t, len(got), 1<<10)
			}
		}
	}
	got := logged(t, strings.Repeat("y://z?q"+strings.Repeat("q", 80)+" ", 50)+"https://user:"+strings.Repeat("CANARY", 2000)+"@h")
	assert.NotContains(t, got, "CAN")
	assert.True(t, strings.HasSuffix(got, " https://***"), got)
}

// The time must not grow faster than the text, and not at all beyond the bound.
func TestRedactIsLinear(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{"a://", "://", `"a://`, `"a://\`, `a:\/\/`, `:\`, `\`, "'a://", "<a://x:1/@", "a://x:y", "a://x:y@", "a://?", `\u000`, ":", "@", "a"} {
		text := strings.Repeat(piece, 10<<20/len(piece))
		assert.LessOrEqual(t, len(logged(t, text)), 1<<10, piece)
	}
}

// redactCanaries are errors that quote a URL with secrets in it.
func redactCanaries() map[string]error {
	//lint:ignore SA1007 the error is wanted
	_, unparsed := url.Parse("postgres://app:" + canaryText + "\x7f@db/orders?p=" + canaryText)
	bare := "https://app:" + canaryText + "@h/x?token=" + canaryText
	request := &url.Error{Op: "Get", URL: bare + " " + canaryText, Err: errors.New("EOF")}
	wrapped := fmt.Errorf("load: %w", request)
	return map[string]error{
		"url.Error":  request,
		"wrapped":    wrapped,
		"unparsed":   unparsed,
		"joined":     errors.Join(errors.New("first"), wrapped, errors.New("last")),
		"cause":      problem.BadGateway.New(problem.Cause(wrapped)),
		"around":     fmt.Errorf("%w: %w", wrapped, problem.BadGateway),
		"concealed":  problem.Forbidden.New(problem.Conceal(), problem.Cause(wrapped)),
		"field":      problem.Gone.New(problem.Header(bare+":\n", "x")),
		"member":     problem.Gone.New(problem.With(bare, func() {})),
		"parameter":  &problem.InputError{In: problem.InQuery, Parameter: bare, Err: wrapped},
		"detail":     problem.Gone.New(problem.Detail(request.Error())),
		"many nodes": errors.Join(append(make([]error, 0, 400), manyOf(wrapped, 400)...)...),
	}
}

func manyOf(err error, n int) (all []error) {
	for range n {
		all = append(all, err)
	}
	return all
}

func TestRedactCanary(t *testing.T) {
	t.Parallel()
	for name, err := range redactCanaries() {
		for way, handler := range map[string]func(http.ResponseWriter, *http.Request) error{
			"returned":   func(http.ResponseWriter, *http.Request) error { return err },
			"panic":      func(http.ResponseWriter, *http.Request) error { panic(err) },
			"panic text": func(http.ResponseWriter, *http.Request) error { panic(err.Error()) },
			"panic Stringer": func(http.ResponseWriter, *http.Request) error {
				panic(redactStringer(err.Error()))
			},
		} {
			log := &flowLog{}
			h := flowServe(problem.NewResponder(problem.Config{Recorder: log}), handler)
			h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
			attrs := fmt.Sprint(log.only(t).Attrs())
			assert.NotContains(t, attrs, "CANARY", "%s, %s", name, way)
			assert.NotContains(t, attrs, "app:", "%s, %s", name, way)
		}
	}
}

type redactStringer string

func (s redactStringer) String() string { return string(s) }

func TestRedactWriteErrorAndNotes(t *testing.T) {
	t.Parallel()
	err := redactCanaries()["wrapped"]
	attrs := problem.Record{WriteErr: err, Problem: problem.Gone.New(problem.Header("X", "https://u:CANARY@h/\n"))}.Attrs()
	assert.Contains(t, fmt.Sprint(attrs), `cause=write: load: Get "https://***@h/x?***": EOF`)
	assert.NotContains(t, fmt.Sprint(attrs), "CANARY")
}

// slowly does what redact does by expressions that can be read one by one.
func slowly(text string) string {
	if strings.Contains(text, `:\`) {
		text = regexp.MustCompile(`\\+/`).ReplaceAllString(text, "/")
	}
	token := regexp.MustCompile(`(?s)` + slowQuoted(`"`, `"`) + slowQuoted("'", "'") + slowQuoted("`", "`") + slowQuoted("<", ">") + `(://)([^ \t\r\n]*)`)
	space := regexp.MustCompile(`\\u000[9ad].*`)
	var done strings.Builder
	for {
		at := token.FindStringSubmatchIndex(text)
		if at == nil {
			return done.String() + text
		}
		group := 2
		for at[group] < 0 {
			group += 4
		}
		mark, rest := at[group+1], text[at[group+2]:at[group+3]]
		if unquoted := 18; group == unquoted {
			rest = space.ReplaceAllString(rest, "")
		}
		done.WriteString(text[:mark] + slowURL(rest))
		text = text[mark+len(rest):]
	}
}

func slowQuoted(opening, closing string) string {
	return "(" + opening + `[A-Za-z0-9+.:-]*://)((?:\\.|[^` + closing + `\\])*\\?)|`
}

func slowURL(rest string) string {
	worded := regexp.MustCompile(`^[^[/?#@:][^/?#@:]*:[^/?#@]*[^0-9/?#@][^/?#@]*([/?#]|$)|^:[^/?#@]*[^0-9/?#@][^/?#@]*([/?#]|$)`)
	numbered := regexp.MustCompile(`(?s)^([^[/?#@:][^/?#@:]*)?:[0-9]+(/[^?#]*[^/?#]@[^@?#]*([?#]|$)|[?#](.*[^/])?@[^@]*$)`)
	if worded.MatchString(rest) || numbered.MatchString(rest) {
		if regexp.MustCompile(`(?s)[?#].*@`).MatchString(rest) {
			return "***"
		}
		rest = regexp.MustCompile(`(?s)^.*@`).ReplaceAllString(rest, "***@")
	}
	rest = regexp.MustCompile(`(?s)([?#]).+$`).ReplaceAllString(rest, "$1***")
	return regexp.MustCompile(`(^|://)[^/?#]*@`).ReplaceAllString(rest, "$1***@")
}

func FuzzRedact(f *testing.F) {
	for _, seed := range []string{
		`Get "https://u:p@h/p?a=b c\"d": EOF`, "amqp://u:p/w@h?x", "a://b,c://d:e@f?g", `"a://b?\`, `a://b?c\u000ad`, `"://:x@"://:x@`, "a://[b:c@d", "x://y:\n@",
		"a://b:1/c@d", "a://b:1/@d", "a://b:1?c@d?", `'a:\/\/b:1#@`, "<a://b#c d>", "`a://b:c?@d`",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 160 {
			t.Skip("bounds have tests of their own")
		}
		text = strings.ToValidUTF8(text, "?")
		got := logged(t, text)
		require.Equal(t, plainly(t, slowly(text)), got)
		require.Equal(t, got, logged(t, got), "twice is once")
	})
}

// plainly escapes a text as a record does, without a look for URLs: that is how
// an attribute has it of which the marks are no marks.
func plainly(t *testing.T, text string) string {
	t.Helper()
	const stand = "\ue000\ue001"
	return strings.ReplaceAll(logged(t, strings.ReplaceAll(text, "://", stand)), stand, "://")
}
