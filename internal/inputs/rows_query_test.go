package inputs_test

import "strings"

// queryRows are queries of URLs.
func queryRows() []row {
	into := as[GoQuery]()
	return []row{
		{name: "good", url: "?q=a&page=2", into: into, want: "200"},
		{name: "required and missing", url: "?", into: into, want: "400 query:q"},
		{name: "required and blank", url: "?q=", into: into, want: "400 query:q"},
		{name: "too long", url: "?q=" + strings.Repeat("x", 30), into: into, want: "400 query:q"},
		{name: "no number", url: "?q=a&page=" + secret, into: into, want: "400 query:page"},
		{name: "HTML", url: "?q=a&page=%3Cscript%3E" + secret, into: into, want: "400 query:page"},
		{name: "line break", url: "?q=a&page=1%0d%0aX-Evil:1", into: into, want: "400 query:page"},
		{name: "a million digits", url: "?q=a&page=" + strings.Repeat("9", 1<<20), into: into, want: "400|414 query:page"},
		{name: "too large for int", url: "?q=a&page=99999999999999999999", into: into, want: "400 query:page"},
		{name: "too large for uint8", url: "?q=a&size=300", into: into, want: "400 query:size"},
		{name: "negative", url: "?q=a&size=-1", into: into, want: "400 query:size"},
		{name: "blank number", url: "?q=a&page=", into: into, want: "200", strict: "200|400 query:page"},
		{name: "blanks around a number", url: "?q=a&page=+7+", into: into, want: "200", strict: "200|400 query:page"},
		{name: "hexadecimal", url: "?q=a&page=0x10", into: into, want: "400 query:page"},
		{name: "decimal comma", url: "?q=a&price=1,5", into: into, want: "400 query:price"},
		{name: "NaN", url: "?q=a&price=NaN", into: into, want: "400 query:price"},
		{name: "too large for float64", url: "?q=a&price=1e999", into: into, want: "400 query:price"},
		{name: "no bool", url: "?q=a&active=yes", into: into, want: "400 query:active"},
		{name: "no time", url: "?q=a&since=" + secret, into: into, want: "400 query:since"},
		{name: "month 13", url: "?q=a&day=2024-13-01", into: into, want: "400 query:day"},
		{name: "no Unix time", url: "?q=a&unix=x", into: into, want: "400 query:unix"},
		{name: "duration without a unit", url: "?q=a&wait=5", into: into, want: "400 query:wait"},
		{name: "duration with an unknown unit", url: "?q=a&wait=5x", into: into, want: "400 query:wait"},
		{name: "oneof", url: "?q=a&sort=up", into: into, want: "400 query:sort"},
		{name: "element of a list", url: "?q=a&ids=1&ids=x", into: into, want: "400 query:ids"},
		{name: "rule for an element", url: "?q=a&ids=1&ids=-5", into: into, want: "400 query:ids.1", place: "query:ids"},
		{name: "list too long", url: "?q=a&ids=1&ids=2&ids=3&ids=4", into: into, want: "400 query:ids"},
		{name: "element between commas", url: "?q=a&csv=1,x,3", into: into, want: "400 query:csv"},
		{name: "array too short", url: "?q=a&pair=1", into: into, want: "400 query:pair"},
		{name: "broken JSON", url: "?q=a&filter=%7Bbad", into: into, want: "400 query:filter"},
		{name: "wrong type in JSON", url: "?q=a&filter=%7B%22w%22%3A%22x%22%7D", into: into, want: "400 query:filter"},
		{name: "rule in JSON", url: "?q=a&filter=%7B%22w%22%3A0,%22h%22:1%7D", into: into, want: "400 query:filter.w", place: "query:filter"},
		{name: "broken JSON for a map", url: "?q=a&map=%7B", into: into, want: "400 query:map"},
		{name: "behind a pointer", url: "?q=a&ptr=x", into: into, want: "400 query:ptr"},
		{name: "field without a tag", url: "?q=a&GoNoTag=x", into: into, want: "400 query:GoNoTag"},
		{name: "promoted field", url: "?q=a&level=x", into: into, want: "400 query:level"},
		{name: "rule for a promoted field", url: "?q=a&level=99", into: into, want: "400 query:level"},
		{name: "refused by UnmarshalParam", url: "?q=a&custom=bad", into: into, want: "400 query:custom"},
		{name: "two at once", url: "?q=a&page=x&size=y", into: into, want: "400 query:page query:size"},
		{name: "parameter twice", url: "?q=a&q=b", into: into, want: "400 query:q"},
		{name: "unknown parameter", url: "?q=a&zzz=1", into: into, want: "200"},
		{name: "semicolon", url: "?q=a;page=2", into: into, want: "400"},
		{name: "broken escape", url: "?q=a&page=%zz", into: into, want: "400"},
		{name: "no UTF-8", url: "?q=%ff%fe", into: into, want: "400", place: "query:q"},
		{name: "NUL", url: "?q=a%00b", into: into, want: "400 query:q"},
		{name: "20000 parameters", url: "?q=a&" + strings.Repeat("x=1&", 20000), into: into, want: "400|413|414"},
		{name: "a value of 1 MB", url: "?q=" + strings.Repeat("S", 1<<20), into: into, want: "400|414 query:q"},
	}
}

// mistakenQueryRows are mistakes of the program.
func mistakenQueryRows() []row {
	var unmade map[string]string
	return []row{
		{name: "channel", url: "?c=1", into: as[queryChannel](), want: "500"},
		{name: "unknown collection format, semicolon", url: "?c=1;2", into: as[queryCollection](), want: "400|500"},
		{name: "unknown collection format", url: "?c=1", into: as[queryCollection](), want: "500"},
		{name: "unknown time zone", url: "?c=2024-01-01T00:00:00Z", into: as[queryLocation](), want: "500"},
		{name: "map of numbers", url: "?c=1", into: only(func() any { return &map[string]int{} }), want: "500"},
		{name: "target that is no pointer", url: "?q=1", into: only(func() any { return GoQuery{} }), want: "500"},
		{name: "no target", url: "?q=1", into: only(func() any { return nil }), want: "500"},
		{name: "nil map", url: "?q=1", into: only(func() any { return &unmade }), want: "500"},
		{name: "map without a value", url: "?c", into: only(func() any { return &map[string]string{} }), want: "200"},
	}
}

// pathRows: what names no resource may be a 404 as well.
func pathRows() []row {
	into := as[GoRoute]()
	return []row{
		{name: "good", url: "/u/5/a", into: into, want: "200"},
		{name: "no number", url: "/u/" + secret + "/a", into: into, want: "400|404 path:id"},
		{name: "too large for int", url: "/u/99999999999999999999/a", into: into, want: "400|404 path:id"},
		{name: "zero", url: "/u/0/a", into: into, want: "400|404 path:id"},
		{name: "negative", url: "/u/-3/a", into: into, want: "400|404 path:id"},
		{name: "oneof", url: "/u/5/zzz", into: into, want: "400|404 path:kind"},
		{name: "uuid", url: "/o/" + secret, into: as[GoNamed](), want: "400|404 path:id"},
		{name: "escaped slash", url: "/u/5%2f6/a", into: into, want: "400|404", place: "path:id"},
		{name: "line break", url: "/u/5%0d%0aSet-Cookie:x/a", into: into, want: "400|404 path:id"},
		{name: "digits of another script", url: "/u/%D9%A3/a", into: into, want: "400|404 path:id"},
		{name: "dots", url: "/u/../a", into: into, want: "307|400|404", place: "path:id"},
		{name: "100 kB", url: "/u/" + strings.Repeat("9", 100_000) + "/a", into: into, want: "400|404|414 path:id"},
	}
}

// fieldRows are header fields.
func fieldRows() []row {
	into := as[GoFields]()
	return []row{
		{name: "good", fields: "Domain: x", into: into, want: "200"},
		{name: "required and missing", into: into, want: "400 header:Domain"},
		{name: "no number", fields: "Domain: x\nX-Rate: " + secret, into: into, want: "400 header:X-Rate"},
		{name: "too large", fields: "Domain: x\nX-Rate: 50", into: into, want: "400 header:X-Rate"},
		{name: "credentials", fields: "Domain: x\nAuthorization: Basic " + secret, into: into, want: "400 header:Authorization"},
		{name: "no time", fields: "Domain: x\nIf-Since: yesterday", into: into, want: "400 header:If-Since"},
		{name: "no duration", fields: "Domain: x\nX-Wait: 5 parsecs", into: into, want: "400 header:X-Wait"},
		{name: "one of two fields", fields: "Domain: x\nX-Multi: 1\nX-Multi: x", into: into, want: "400 header:X-Multi"},
		{name: "list in one field", fields: "Domain: x\nX-Multi: 1, 2", into: into, want: "400 header:X-Multi"},
		{name: "broken JSON", fields: "Domain: x\nX-Dims: {", into: into, want: "400 header:X-Dims"},
	}
}
