package problem_test

import (
	"bytes"
	"errors"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

type paramTarget struct {
	Page  int           `form:"page" header:"X-Page" cookie:"page" path:"page"`
	Small int8          `form:"small"`
	Word  string        `form:"word"`
	On    bool          `form:"on"`
	Day   time.Time     `form:"day" time_format:"2006-01-02"`
	When  time.Time     `form:"when"`
	Wait  time.Duration `form:"wait"`
	IDs   []int         `form:"ids"`
	Pair  [2]int        `form:"pair"`
	Box   struct {
		W int `json:"w"`
	} `form:"box"`
	own error
}

// Validate says what the test wants.
func (p *paramTarget) Validate() error { return p.own }

func paramRequest(method, target, contentType, body string) *http.Request {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r
}

// paramFound tells violations as part, parameter, code and text.
func paramFound(err error) (list []string) {
	in := problem.InputOf(err)
	if in == nil {
		return nil
	}
	for _, v := range in.Violations {
		list = append(list, strings.TrimSpace(v.In+":"+v.Parameter+" "+v.Code+" "+v.Detail))
	}
	return list
}

// TestChecksOfParameters: a target that checks itself knows its members, and not which
// part of the request they came from.
func TestChecksOfParameters(t *testing.T) {
	t.Parallel()
	var c problem.Collector
	c.Field("page").Add("odd", "must be odd")
	c.Field("ids").Index(1).Add("taken", "is taken")
	c.Parameter(problem.InCookie, "word").Add("own", "says where")
	c.Add(problem.Violation{Code: "whole", Detail: "says nothing of a place"})
	want := []string{"header:page odd must be odd", "header:ids.1 taken is taken", "cookie:word own says where", ": whole says nothing of a place"}
	r := paramRequest("GET", "/", "", "")
	assert.Equal(t, want, paramFound(problem.Reading{In: problem.InHeader}.Parameters(r, &paramTarget{own: c.Err()})))
	validate := func(any) error { return c.Err() }
	assert.Equal(t, want, paramFound(problem.Reading{In: problem.InHeader}.Parameters(r, &paramTarget{}, validate)))
}

func TestParametersOfQueries(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"page=2&word=x&ids=1&ids=2&pair=1&pair=2&wait=5s&box={\"w\":1}&day=2024-01-02&on=true": nil,
		"page=x&small=300":           {"query:page wrong_type must be an integer", "query:small out_of_range is out of range"},
		"on=maybe&day=soon":          {"query:on wrong_type must be true or false", "query:day wrong_type must be a date or time in the documented form"},
		"when=now&wait=5":            {"query:when wrong_type must be a date and time such as 2024-01-31T12:00:00Z", "query:wait wrong_type must be a duration such as 1h30m"},
		"ids=1&ids=x":                {"query:ids wrong_type item 2 must be an integer"},
		"pair=1":                     {"query:pair wrong_length must have exactly 2 items"},
		"page=1&page=2":              {"query:page duplicate occurs more than once"},
		"word=%ff":                   {"query:word malformed is not valid UTF-8"},
		"word=a%00":                  {"query:word malformed must not have control characters"},
		"page=%zz":                   {"query: malformed the query of the URL is not valid: a percent sign or semicolon must be escaped"},
		strings.Repeat("x=1&", 1001): {"query: too_many_parameters there are more than 1000 parameters"},
		"zz=1":                       {"query:zz unknown is not a known parameter"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.RawQuery = query
		how := problem.Reading{In: problem.InQuery, RefuseUnknownParameters: true}
		assert.Equal(t, want, paramFound(how.Parameters(r, new(paramTarget))), "%.60s", query)
	}
}

func TestParametersOfOtherParts(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest("GET", "/", nil)
	r.Header["X-Page"] = []string{"7"}
	r.AddCookie(&http.Cookie{Name: "page", Value: "8"})
	r.Pattern = "GET /{page}"
	r.SetPathValue("page", "9")
	for in, want := range map[string]int{problem.InHeader: 7, problem.InCookie: 8, problem.InPath: 9} {
		var target paramTarget
		require.NoError(t, problem.Reading{In: in}.Parameters(r, &target))
		assert.Equal(t, want, target.Page, in)
	}
	all := map[string]string{}
	require.NoError(t, problem.Reading{In: problem.InPath}.Parameters(r, &all))
	assert.Equal(t, map[string]string{"page": "9"}, all)
	assert.Equal(t, 500, new(problem.Responder).Map(problem.Reading{In: "trailer"}.Parameters(r, new(paramTarget))).Status)
	assert.Equal(t, 500, new(problem.Responder).Map(problem.Reading{In: problem.InQuery}.Parameters(r, paramTarget{})).Status)
}

func TestParametersOfForms(t *testing.T) {
	t.Parallel()
	const form = "application/x-www-form-urlencoded"
	for name, row := range map[string]struct {
		contentType, body string
		status            int
		want              []string
	}{
		"good":       {form, "page=2", 0, nil},
		"wrong":      {form, "page=x", 400, []string{"form:page wrong_type must be an integer"}},
		"malformed":  {form, "page=%zz", 400, []string{": malformed the request body is not a valid form"}},
		"empty":      {"", "", 400, []string{": empty a request body is required"}},
		"other":      {"application/json", "{}", 415, nil},
		"large":      {form, "word=" + strings.Repeat("x", 3000), 413, nil},
		"many":       {form, strings.Repeat("x&", 1001), 400, []string{": too_many_parameters there are more than 1000 parameters"}},
		"no mark":    {"multipart/form-data", "x", 400, []string{": malformed the Content-Type names no boundary"}},
		"no content": {"multipart/form-data; boundary=B", "", 400, []string{": empty a request body is required"}},
		"cut":        {"multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=\"page\"\r\n\r\n1", 400, []string{": truncated the request body ends too early"}},
		"parts":      {"multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=\"page\"\r\n\r\n1\r\n--B--\r\n", 0, nil},
		"file":       {"multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=\"page\"; filename=\"f\"\r\n\r\n1\r\n--B--\r\n", 400, []string{"form:page wrong_type must not be a file"}},
	} {
		var target paramTarget
		err := problem.Reading{In: problem.InForm, MaxBytes: 2048}.Parameters(paramRequest("POST", "/", row.contentType, row.body), &target)
		if row.status == 0 {
			require.NoError(t, err, name)
			continue
		}
		if !assert.Error(t, err, name) {
			continue
		}
		assert.Equal(t, row.status, new(problem.Responder).Map(err).Status, name)
		if row.want != nil {
			assert.Equal(t, row.want, paramFound(err), name)
		}
	}
}

func TestParametersOfForm(t *testing.T) {
	t.Parallel()
	var target struct {
		File *multipart.FileHeader `form:"file"`
		Name string                `form:"name"`
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", "f.txt")
	require.NoError(t, err)
	_, _ = part.Write([]byte("data"))
	require.NoError(t, w.WriteField("name", "n"))
	require.NoError(t, w.Close())
	r := paramRequest("POST", "/", w.FormDataContentType(), body.String())
	require.NoError(t, problem.Reading{In: problem.InForm}.Parameters(r, &target))
	assert.Equal(t, "f.txt n", target.File.Filename+" "+target.Name)
	require.NoError(t, problem.Reading{In: problem.InForm}.Parameters(r, &target), "what was read is taken as it is")
}

func TestParametersAreValidated(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest("GET", "/?page=1", nil)
	how := problem.Reading{In: problem.InQuery}
	refuse := func(any) error { return errors.New("secret") }
	assert.Equal(t, []string{"query: invalid is not valid"}, paramFound(how.Parameters(r, new(paramTarget), refuse)))
	own := problem.Invalid(problem.Violation{Detail: "d", In: "query", Parameter: "page", Code: "odd"})
	assert.Equal(t, []string{"query:page odd d"}, paramFound(how.Parameters(r, &paramTarget{own: own})))
	assert.Equal(t, []string{"query:page odd d"}, paramFound(how.Parameters(r, new(paramTarget), func(any) error { return own })))
	assert.Equal(t, []string{"query: invalid is not valid"}, paramFound(how.Parameters(r, &paramTarget{own: errors.New("secret")})))
	assert.Equal(t, []string{"query:box wrong_type must be JSON in the documented form"}, paramFound(how.Parameters(httptest.NewRequest("GET", `/?box={"w":"x"}`, nil), new(paramTarget), refuse))[:1])
	var all map[string]string
	require.NoError(t, how.Values(map[string][]string{"a": {"b"}}, &all, refuse), "rules are for structs")
}
