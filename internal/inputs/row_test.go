package inputs_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// row is one input and its ideal answer.
type row struct {
	name    string
	method  string // default: POST
	url     string // default: /t; a query alone is one of /t
	fields  string // header fields, one on a line
	media   string // the Content-Type; default: application/json, if there is content
	body    string
	without bool // there is no body, which no server lets happen
	limit   int64
	into    shape // default: GoOrder

	// want is the ideal: each status that will do, then the places. 200 means
	// that the handler goes on.
	want string
	// strict is the ideal of the binding helpers, where it is another one: they
	// refuse what other readers ignore.
	strict string
	place  string // places that are right as well, and not wanted
	many   bool   // more violations than an answer shows, each of a qty
}

// none is the media type of content without one.
const none = "-"

// shape is a type to read into.
type shape struct {
	fresh   func() any // what existing handlers give to Gin
	viaGin  func(in string, c *gin.Context) error
	viaHTTP func(in string, r *http.Request) error
}

func as[T any]() shape {
	return shape{
		fresh:   func() any { return new(T) },
		viaGin:  func(in string, c *gin.Context) error { _, err := ginHelper[T](in)(c); return err },
		viaHTTP: func(in string, r *http.Request) error { _, err := httpHelper[T](in)(r, tags()...); return err },
	}
}

func ginHelper[T any](in string) func(*gin.Context) (T, error) {
	return map[string]func(*gin.Context) (T, error){
		"": ginproblem.Bind[T], problem.InQuery: ginproblem.BindQuery[T], problem.InPath: ginproblem.BindPath[T],
		problem.InHeader: ginproblem.BindHeader[T], problem.InForm: ginproblem.BindForm[T],
	}[in]
}

func httpHelper[T any](in string) func(*http.Request, ...nethttp.Validator) (T, error) {
	return map[string]func(*http.Request, ...nethttp.Validator) (T, error){
		"": nethttp.Bind[T], problem.InQuery: nethttp.BindQuery[T], problem.InPath: nethttp.BindPath[T],
		problem.InHeader: nethttp.BindHeader[T], problem.InForm: nethttp.BindForm[T],
	}[in]
}

// tags is Gin's validator, so that both doors check the same.
func tags() []nethttp.Validator {
	return []nethttp.Validator{binding.Validator.Engine().(*validator.Validate)}
}

// only is a target that the binding helpers can't be given.
func only(fresh func() any) shape { return shape{fresh: fresh} }

func (r row) target() shape {
	if r.into.fresh == nil {
		return as[GoOrder]()
	}
	return r.into
}

// request makes the request.
func (r row) request() *http.Request {
	request := httptest.NewRequest(r.verb(), r.path(), strings.NewReader(r.body))
	if r.media != none && (r.body != "" || r.media != "" || r.verb() == http.MethodPost) {
		request.Header.Set("Content-Type", r.contentType())
	}
	for line := range strings.Lines(r.fields) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		request.Header.Add(name, value)
	}
	if r.without {
		request.Body = nil
	}
	return request
}

func (r row) contentType() string {
	if r.media == "" {
		return binding.MIMEJSON
	}
	return r.media
}

func (r row) verb() string {
	switch {
	case r.method != "":
		return r.method
	case r.body == "" && r.url != "":
		return http.MethodGet
	}
	return http.MethodPost
}

func (r row) path() string {
	if r.url == "" || r.url[0] == '?' {
		return "/t" + r.url
	}
	return r.url
}

// ideal is what want and place say.
type ideal struct {
	statuses  []int
	places    []string
	permitted []string
}

func (r row) ideal(want string) ideal {
	statuses, places, _ := strings.Cut(want, " ")
	i := ideal{permitted: strings.Fields(r.place)}
	for text := range strings.SplitSeq(statuses, "|") {
		status, err := strconv.Atoi(text)
		if err != nil {
			panic(r.name + ": " + err.Error())
		}
		i.statuses = append(i.statuses, status)
	}
	if places != "" {
		i.places = strings.Split(places, " ")
	}
	return i
}

func (i ideal) knows(place string) bool {
	return slices.Contains(i.places, place) || slices.Contains(i.permitted, place)
}
