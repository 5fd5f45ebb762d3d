package inputs_test

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
)

// family is rows and the ways in which each is read.
type family struct {
	name string
	rows []row
	ways []way
	// bound are the binding helpers for such input.
	bound []way
}

func families() []family {
	contents := slices.Concat(syntaxRows(), typeRows(), targetRows())
	return slices.Concat([]family{
		{"JSON", contents, jsonWays(), helpers()},
		{"JSON, unknown members refused", differing(contents), []way{{name: "c.ShouldBindJSON, strict", viaGin: shouldBindJSON, strict: true, global: true}}, nil},
		{"rules", ruleRows(), byGin("c.ShouldBindJSON, rules", shouldBindJSON), helper(", rules")},
		{"query", slices.Concat(queryRows(), mistakenQueryRows()), byGin("c.ShouldBindQuery", (*gin.Context).ShouldBindQuery), parts("Query", problem.InQuery)},
		{"path", pathRows(), byGin("c.ShouldBindUri", (*gin.Context).ShouldBindUri), parts("Path", problem.InPath)},
		{"header", fieldRows(), byGin("c.ShouldBindHeader", (*gin.Context).ShouldBindHeader), parts("Header", problem.InHeader)},
		{"form", formRows(), byGin("c.ShouldBind, form", (*gin.Context).ShouldBind), parts("Form", problem.InForm)},
		{"multipart", uploadRows(), byGin("c.ShouldBind, multipart", (*gin.Context).ShouldBind), parts("Form, multipart", problem.InForm)},
		{"file", fileRows(), byGin("c.FormFile", formFile), nil},
		{"media type", mediaRows(), byGin("c.ShouldBind, media type", (*gin.Context).ShouldBind), helper(", media type")},
		{"XML", xmlRows(), byGin("c.ShouldBindXML", (*gin.Context).ShouldBindXML), helper(", XML")},
		{"YAML", yamlRows(), byGin("c.ShouldBindYAML", (*gin.Context).ShouldBindYAML), helper(", YAML")},
		{"TOML", tomlRows(), byGin("c.ShouldBindTOML", (*gin.Context).ShouldBindTOML), helper(", TOML")},
	}, single())
}

// helper is the usual way, under a name of its own in the table.
func helper(what string) []way {
	return []way{{name: "ginproblem.Bind" + what, strict: true, bound: true}}
}

// parts are the helpers of both doors for one part of the request.
func parts(name, in string) []way {
	return []way{
		{name: "ginproblem.Bind" + name, strict: true, bound: true, part: in},
		{name: "nethttp.Bind" + name, strict: true, bound: true, part: in, http: true},
	}
}

// helpers read by the type of the row, behind a door around the router and
// behind one around the handler alone.
func helpers() []way {
	return []way{
		{name: "ginproblem.Bind", strict: true, bound: true},
		{name: "ginproblem.Bind alone", strict: true, bound: true, bare: true},
		{name: "nethttp.Bind", strict: true, bound: true, http: true},
		{name: "nethttp.Bind alone", strict: true, bound: true, http: true, bare: true},
	}
}

// differing are the rows whose answer is another one when unknown members are
// refused.
func differing(rows []row) []row {
	return slices.DeleteFunc(slices.Clone(rows), func(r row) bool {
		return !strings.Contains(r.name, "unknown member") && r.name != "hidden field" && r.name != "member __proto__"
	})
}

// single are ways that few handlers go.
func single() []family {
	one := []row{{name: "read twice", body: `{"id":1}`, want: "500"}}
	long := `{"name":"` + strings.Repeat("a", 500) + `"}`
	return []family{
		{"read twice", one, byGin("c.ShouldBindJSON twice", twiceJSON), nil},
		{"read twice", []row{
			{name: "read twice", body: `{"id":1}`, want: "200"}, {name: "no content, read twice", want: "400"},
		}, byGin("c.ShouldBindBodyWith twice", twiceCached), nil},
		{"must", []row{
			{name: "wrong type", body: `{"id":"x"}`, want: "400 /id"}, {name: "above the limit", body: long, limit: 64, want: "413"},
			{name: "target that is no pointer", body: `{"id":1}`, into: only(func() any { return GoOrder{} }), want: "500"},
		}, byGin("c.BindJSON", (*gin.Context).BindJSON), nil},
		{"must", []row{{name: "no number", url: "/u/abc/a", into: as[GoRoute](), want: "400|404 path:id"}}, byGin("c.BindUri", (*gin.Context).BindUri), nil},
		{"numbers as texts", []row{{name: "too large for anything", body: `{"any":1e999}`, want: "200"}}, []way{{name: "json.Decoder with numbers", viaHTTP: useNumber}}, nil},
		{"text", []row{{name: "text for a struct", media: "text/plain", body: "hello", want: "500"}}, byGin("c.ShouldBindPlain", (*gin.Context).ShouldBindPlain), nil},
		{"whole", []row{
			{name: "words after the value", body: `{"id":1} xyz`, want: "400"}, {name: "no content", want: "400"}, {name: "cut", body: `{"id":1,"na`, want: "400"},
		}, []way{{name: "json.Unmarshal", viaHTTP: unmarshal}}, nil},
		{"no request", []row{{name: "nil", want: "500"}}, validate(func(v *validator.Validate) error { return v.Struct(nil) }), nil},
		{"no request", []row{{name: "no struct", want: "500"}}, validate(func(v *validator.Validate) error { return v.Struct(5) }), nil},
		{"no request", []row{{name: "single value", want: "400", place: "(root)"}}, validate(func(v *validator.Validate) error { return v.Var("x", "email") }), nil},
		{"no request", []row{{name: "two values", want: "400"}}, validate(func(v *validator.Validate) error { return v.VarWithValue("x", "y", "eqcsfield") }), nil},
	}
}
