package ginproblem_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// sentinel stands in values: no answer may have it.
const sentinel = "S3NT1NEL"

// wire is one request with parameters, and what is wrong with it: "code
// in:parameter" in the order of the answer.
type wire struct {
	name   string
	method string
	path   string
	header [][2]string
	body   string
	status int
	want   []string
}

// taker is one target behind both doors.
type taker struct {
	gin func(*gin.Context) (any, error)
	net func(*http.Request) (any, error)
}

func takes[T any](in string) taker {
	rules := validator.New()
	rules.SetTagName("binding")
	g := map[string]func(*gin.Context) (T, error){
		problem.InQuery: ginproblem.BindQuery[T], problem.InPath: ginproblem.BindPath[T], problem.InHeader: ginproblem.BindHeader[T],
		problem.InCookie: ginproblem.BindCookie[T], problem.InForm: ginproblem.BindForm[T],
	}[in]
	n := map[string]func(*http.Request, ...nethttp.Validator) (T, error){
		problem.InQuery: nethttp.BindQuery[T], problem.InPath: nethttp.BindPath[T], problem.InHeader: nethttp.BindHeader[T],
		problem.InCookie: nethttp.BindCookie[T], problem.InForm: nethttp.BindForm[T],
	}[in]
	return taker{
		gin: func(c *gin.Context) (any, error) { return g(c) },
		net: func(r *http.Request) (any, error) { return n(r, rules) },
	}
}

// doors are both doors, with the target at /t and, for path parameters, /u.
func (k taker) doors() map[string]http.Handler {
	api := ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}
	engine := gin.New()
	api.Install(engine)
	viaGin := api.Handle(func(c *gin.Context) error {
		_, err := k.gin(c)
		return err
	})
	engine.Any("/t", viaGin)
	engine.GET("/u/:id/:kind", viaGin)
	plain := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{
		Recorder: problem.NoRecorder, Rules: []problem.Rule{validatorproblem.Rule()},
	})}
	viaNet := plain.Handle(func(_ http.ResponseWriter, r *http.Request) error {
		_, err := k.net(r)
		return err
	})
	mux := http.NewServeMux()
	mux.Handle("/t", viaNet)
	mux.Handle("GET /u/{id}/{kind}", viaNet)
	return map[string]http.Handler{"gin": engine, "net": plain.Handler(mux)}
}

func (w wire) request() *http.Request {
	method := w.method
	if method == "" {
		method = http.MethodGet
	}
	r := httptest.NewRequest(method, "/t", strings.NewReader(w.body))
	path, query, _ := strings.Cut(w.path, "?")
	r.URL = &url.URL{Path: path, RawQuery: query}
	if unescaped, err := url.PathUnescape(path); err == nil && strings.Contains(path, "%") {
		r.URL.Path, r.URL.RawPath = unescaped, path
	}
	r.Header.Set("Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01") // a fresh id may look like a leak
	for _, h := range w.header {
		r.Header.Add(h[0], h[1])
	}
	return r
}

// check sends the rows through both doors.
func (k taker) check(t *testing.T, rows []wire) {
	t.Helper()
	for door, handler := range k.doors() {
		for _, row := range rows {
			t.Run(row.name+"/"+door, func(t *testing.T) {
				t.Parallel()
				rec := httptest.NewRecorder()
				handler.ServeHTTP(rec, row.request())
				row.compare(t, rec)
			})
		}
	}
}

func (w wire) compare(t *testing.T, rec *httptest.ResponseRecorder) {
	t.Helper()
	body := rec.Body.String()
	status := w.status
	switch {
	case status == 0 && w.want == nil:
		status = http.StatusOK
	case status == 0:
		status = http.StatusBadRequest
	}
	assert.Equal(t, status, rec.Code, body)
	assert.Equal(t, w.want, wrongParameters(t, rec.Result().Body), body)
	for _, leak := range []string{sentinel, secret, "strconv", "ParseInt", "2006", "json", "multipart.", "reflect", "int8", "ginproblem", "Words", "/etc"} {
		if leak != "multipart." || status != http.StatusUnsupportedMediaType {
			assert.NotContains(t, body, leak)
		}
	}
}

func wrongParameters(t *testing.T, body io.Reader) (list []string) {
	t.Helper()
	var document struct {
		Errors []struct{ Detail, Pointer, In, Parameter, Code string }
	}
	raw, err := io.ReadAll(body)
	require.NoError(t, err)
	if len(raw) == 0 {
		return nil
	}
	require.NoError(t, json.Unmarshal(raw, &document))
	for _, v := range document.Errors {
		assert.NotEmpty(t, v.Detail)
		assert.Empty(t, v.Pointer)
		list = append(list, strings.Trim(v.Code+" "+v.In+":"+v.Parameter, ": "))
	}
	return list
}

func TestPath(t *testing.T) {
	t.Parallel()
	takes[byPath](problem.InPath).check(t, []wire{
		{name: "valid", path: "/u/5/a"},
		{name: "word", path: "/u/" + sentinel + "/a", want: []string{"wrong_type path:id"}},
		{name: "overflow", path: "/u/99999999999999999999/a", want: []string{"out_of_range path:id"}},
		{name: "zero", path: "/u/0/a", want: []string{"required path:id"}},
		{name: "negative", path: "/u/-3/a", want: []string{"min path:id"}},
		{name: "choice", path: "/u/5/zzz", want: []string{"oneof path:kind"}},
		{name: "both", path: "/u/x/zzz", want: []string{"wrong_type path:id", "oneof path:kind"}},
		{name: "line end", path: "/u/5%0d%0aSet-Cookie:x/a", want: []string{"wrong_type path:id"}},
		{name: "other digits", path: "/u/%D9%A3/a", want: []string{"wrong_type path:id"}},
		{name: "long", path: "/u/" + strings.Repeat("9", 100_000) + "/a", want: []string{"out_of_range path:id"}},
	})
}

func TestHeader(t *testing.T) {
	t.Parallel()
	with := func(more ...[2]string) [][2]string { return append([][2]string{{"Domain", "x"}}, more...) }
	takes[byHeader](problem.InHeader).check(t, []wire{
		{name: "valid", path: "/t", header: with([2]string{"x-rate", "3"})},
		{name: "missing", path: "/t", want: []string{"required header:Domain"}},
		{name: "word", path: "/t", header: with([2]string{"X-Rate", sentinel}), want: []string{"wrong_type header:X-Rate"}},
		{name: "rule", path: "/t", header: with([2]string{"X-Rate", "50"}), want: []string{"max header:X-Rate"}},
		{name: "credential", path: "/t", header: with([2]string{"Authorization", "Basic " + sentinel}), want: []string{"startswith header:Authorization"}},
		{name: "time", path: "/t", header: with([2]string{"If-Since", "yesterday"}), want: []string{"wrong_type header:If-Since"}},
		{name: "duration", path: "/t", header: with([2]string{"X-Wait", "5 parsecs"}), want: []string{"wrong_type header:X-Wait"}},
		{name: "item", path: "/t", header: with([2]string{"X-Multi", "1"}, [2]string{"X-Multi", "x"}), want: []string{"wrong_type header:X-Multi"}},
		{name: "list", path: "/t", header: with([2]string{"X-Multi", "1, 2"}), want: []string{"wrong_type header:X-Multi"}},
		{name: "JSON", path: "/t", header: with([2]string{"X-Extent", "{"}), want: []string{"wrong_type header:X-Extent"}},
		{name: "rule in JSON", path: "/t", header: with([2]string{"X-Extent", `{"W":0,"h":1}`}), want: []string{"min header:X-Extent.W"}},
		{name: "twice", path: "/t", header: with([2]string{"Domain", "y"}), want: []string{"duplicate header:Domain"}},
	})
}

func TestCookie(t *testing.T) {
	t.Parallel()
	takes[byCookie](problem.InCookie).check(t, []wire{
		{name: "valid", path: "/t", header: [][2]string{{"Cookie", "session=a; visits=3"}}},
		{name: "missing", path: "/t", want: []string{"required cookie:session"}},
		{name: "word", path: "/t", header: [][2]string{{"Cookie", "session=a; visits=" + sentinel}}, want: []string{"wrong_type cookie:visits"}},
		{name: "rule", path: "/t", header: [][2]string{{"Cookie", "session=a; visits=10"}}, want: []string{"max cookie:visits"}},
		{name: "twice", path: "/t", header: [][2]string{{"Cookie", "session=a; session=b"}}, want: []string{"duplicate cookie:session"}},
	})
}

// TestValidatorUntouched: the server's own validator stays as the program has set
// it.
func TestValidatorUntouched(t *testing.T) {
	t.Parallel()
	before := binding.Validator
	rec := httptest.NewRecorder()
	takes[search](problem.InQuery).doors()["gin"].ServeHTTP(rec, wire{path: "/t?q=a"}.request())
	assert.Same(t, before, binding.Validator)
	assert.Equal(t, http.StatusOK, rec.Code)
}
