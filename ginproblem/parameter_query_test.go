package ginproblem_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/problemkit/problemkit/problem"
)

func TestQuery(t *testing.T) {
	t.Parallel()
	takes[search](problem.InQuery).check(t, []wire{
		{name: "valid", path: "/t?q=a&page=2"},
		{name: "missing", path: "/t", want: []string{"required query:q"}},
		{name: "empty", path: "/t?q=", want: []string{"required query:q"}},
		{name: "too long", path: "/t?q=" + strings.Repeat("x", 30), want: []string{"max query:q"}},
		{name: "word", path: "/t?q=a&page=" + sentinel, want: []string{"wrong_type query:page"}},
		{name: "markup", path: "/t?q=a&page=%3Cscript%3E" + sentinel, want: []string{"wrong_type query:page"}},
		{name: "line end", path: "/t?q=a&page=1%0d%0aX-Evil:1", want: []string{"wrong_type query:page"}},
		{name: "many digits", path: "/t?q=a&page=" + strings.Repeat("9", 1<<20), want: []string{"out_of_range query:page"}},
		{name: "overflow", path: "/t?q=a&page=99999999999999999999", want: []string{"out_of_range query:page"}},
		{name: "small overflow", path: "/t?q=a&size=300", want: []string{"out_of_range query:size"}},
		{name: "negative", path: "/t?q=a&size=-1", want: []string{"out_of_range query:size"}},
		{name: "empty number", path: "/t?q=a&page="},
		{name: "spaces", path: "/t?q=a&page=+7+"},
		{name: "hexadecimal", path: "/t?q=a&page=0x10", want: []string{"wrong_type query:page"}},
		{name: "comma", path: "/t?q=a&price=1,5", want: []string{"wrong_type query:price"}},
		{name: "NaN", path: "/t?q=a&price=NaN", want: []string{"wrong_type query:price"}},
		{name: "infinity", path: "/t?q=a&price=-Inf", want: []string{"wrong_type query:price"}},
		{name: "float overflow", path: "/t?q=a&price=1e999", want: []string{"out_of_range query:price"}},
		{name: "truth", path: "/t?q=a&active=yes", want: []string{"wrong_type query:active"}},
		{name: "time", path: "/t?q=a&since=" + sentinel, want: []string{"wrong_type query:since"}},
		{name: "day", path: "/t?q=a&day=2024-13-01", want: []string{"wrong_type query:day"}},
		{name: "seconds", path: "/t?q=a&unix=x", want: []string{"wrong_type query:unix"}},
		{name: "duration", path: "/t?q=a&wait=5", want: []string{"wrong_type query:wait"}},
		{name: "unit", path: "/t?q=a&wait=5x", want: []string{"wrong_type query:wait"}},
		{name: "choice", path: "/t?q=a&sort=up", want: []string{"oneof query:sort"}},
		{name: "item", path: "/t?q=a&ids=1&ids=x", want: []string{"wrong_type query:ids"}},
		{name: "rule of an item", path: "/t?q=a&ids=1&ids=-5", want: []string{"min query:ids.1"}},
		{name: "too many items", path: "/t?q=a&ids=1&ids=2&ids=3&ids=4", want: []string{"max query:ids"}},
		{name: "item of one text", path: "/t?q=a&csv=1,x,3", want: []string{"wrong_type query:csv"}},
		{name: "array", path: "/t?q=a&pair=1", want: []string{"wrong_length query:pair"}},
		{name: "JSON", path: "/t?q=a&filter=%7Bbad", want: []string{"wrong_type query:filter"}},
		{name: "type in JSON", path: "/t?q=a&filter=%7B%22w%22%3A%22x%22%7D", want: []string{"wrong_type query:filter"}},
		{name: "rule in JSON", path: "/t?q=a&filter=%7B%22w%22%3A0,%22h%22:1%7D", want: []string{"min query:filter.w"}},
		{name: "map", path: "/t?q=a&map=%7B", want: []string{"wrong_type query:map"}},
		{name: "pointer", path: "/t?q=a&ptr=x", want: []string{"wrong_type query:ptr"}},
		{name: "no tag", path: "/t?q=a&Untagged=x", want: []string{"wrong_type query:Untagged"}},
		{name: "embedded", path: "/t?q=a&level=x", want: []string{"wrong_type query:level"}},
		{name: "rule of embedded", path: "/t?q=a&level=99", want: []string{"max query:level"}},
		{name: "own method", path: "/t?q=a&release=broken", want: []string{"invalid query:release"}},
		{name: "two", path: "/t?q=a&page=x&size=y", want: []string{"wrong_type query:page", "wrong_type query:size"}},
		{name: "two and a rule", path: "/t?page=x&size=y&sort=up", want: []string{"wrong_type query:page", "wrong_type query:size", "required query:q", "oneof query:sort"}},
		{name: "twice", path: "/t?q=a&q=b", want: []string{"duplicate query:q"}},
		{name: "unknown", path: "/t?q=a&zzz=1"},
		{name: "semicolon", path: "/t?q=a;page=2", want: []string{"malformed query"}},
		{name: "escape", path: "/t?q=a&page=%zz", want: []string{"malformed query"}},
		{name: "no UTF-8", path: "/t?q=%ff%fe", want: []string{"malformed query:q"}},
		{name: "NUL", path: "/t?q=a%00b", want: []string{"malformed query:q"}},
		{name: "many", path: "/t?q=a&" + strings.Repeat("x=1&", 20_000), want: []string{"too_many_parameters query"}},
		{name: "long", path: "/t?q=" + strings.Repeat(sentinel, 1<<17), want: []string{"max query:q"}},
	})
}

func TestQueryOfNestedStructs(t *testing.T) {
	t.Parallel()
	takes[delivery](problem.InQuery).check(t, []wire{
		{name: "by members", path: "/t?street=a&zip=12345"},
		{name: "rules by members", path: "/t?zip=x", want: []string{"required query:street", "len query:zip"}},
		{name: "whole", path: "/t?ship=%7B%22street%22:%22a%22,%22zip%22:%2212345%22%7D"},
		{name: "rules of the whole", path: "/t?ship=%7B%22street%22:%22a%22%7D", want: []string{"required query:ship.zip"}},
		{name: "as spelt", path: "/t?street=a&zip=12345&extent=%7B%22W%22:0,%22H%22:0%7D", want: []string{"min query:extent.W", "min query:extent.H"}},
		{name: "members behind a pointer", path: "/t?street=a&zip=12345&Width=x", want: []string{"wrong_type query:Width", "min query:Height"}},
	})
}

func TestQueryOfDottedNames(t *testing.T) {
	t.Parallel()
	takes[dotted](problem.InQuery).check(t, []wire{
		{name: "unread beside", path: "/t?user=x", want: []string{"wrong_type query:user", "required query:user.name"}},
		{name: "as spelt in the first", path: "/t?user.name=a&extent=%7B%22W%22:0,%22h%22:1%7D", want: []string{"min query:extent.0.W"}},
		{name: "as spelt in the second", path: "/t?user.name=a&extent=%7B%22w%22:1,%22h%22:1%7D&extent=%7B%22W%22:0,%22h%22:1%7D", want: []string{"min query:extent.1.W"}},
		{name: "both unread", path: "/t?user=x&user.name=%00", want: []string{"wrong_type query:user", "malformed query:user.name"}},
	})
}

func TestQueryIntoMistakes(t *testing.T) {
	t.Parallel()
	broken := []wire{
		{name: "sent", path: "/t?c=1", status: http.StatusInternalServerError},
		{name: "as a time", path: "/t?c=2024-01-01T00:00:00Z", status: http.StatusInternalServerError},
	}
	takes[unreadableKind](problem.InQuery).check(t, append(broken, wire{name: "absent", path: "/t", status: http.StatusInternalServerError}))
	takes[unreadableList](problem.InQuery).check(t, append(broken, wire{name: "malformed", path: "/t?c=1;2", status: http.StatusInternalServerError}))
	takes[unreadableZone](problem.InQuery).check(t, broken[1:])
	takes[unreadableDefault](problem.InQuery).check(t, []wire{{name: "absent", path: "/t", status: http.StatusInternalServerError}})
	takes[int](problem.InQuery).check(t, broken)
	takes[map[string]int](problem.InQuery).check(t, broken)
	takes[map[string]string](problem.InQuery).check(t, []wire{
		{name: "map", path: "/t?c&d=1"},
		{name: "twice in a map", path: "/t?c=1&c=2", want: []string{"duplicate query:c"}},
	})
}
