package inputs_test

import "strings"

// secret is what no answer may repeat, wherever it stood in the request.
const secret = "S3NT1NEL"

// syntaxRows are contents that are no JSON, no single value of it, or that
// nothing should be read from.
func syntaxRows() []row {
	return []row{
		{name: "good", body: `{"id":1,"name":"x"}`, want: "200"},
		{name: "no content", body: "", want: "400"},
		{name: "blanks alone", body: " \n\t ", want: "400"},
		{name: "no body at all", without: true, want: "400|500"},
		{name: "cut in an object", body: `{"id":1,"name":"x`, want: "400"},
		{name: "cut after a colon", body: `{"id":`, want: "400"},
		{name: "cut in a literal", body: `{"active":tru`, want: "400"},
		{name: "unknown literal", body: `{"active":trux}`, want: "400"},
		{name: "single quotes", body: `{'id':1}`, want: "400"},
		{name: "comma at the end", body: `{"id":1,}`, want: "400"},
		{name: "comment", body: `{"id":1 /*x*/}`, want: "400"},
		{name: "bare name", body: `{id:1}`, want: "400"},
		{name: "NaN", body: `{"f32":NaN}`, want: "400"},
		{name: "leading zeros", body: `{"id":007}`, want: "400"},
		{name: "plus sign", body: `{"id":+7}`, want: "400"},
		{name: "HTML", body: `<html><script>` + secret + `</script>`, want: "400"},
		{name: "control character in a text", body: "{\"name\":\"a\x01b\"}", want: "400"},
		{name: "escape character", body: "\x1b[31mX", want: "400"},
		{name: "line break where a colon belongs", body: "{\n\"id\"\n1}", want: "400"},
		{name: "unknown escape", body: `{"name":"\x41"}`, want: "400"},
		{name: "half of a surrogate pair", body: `{"name":"\ud800"}`, want: "200|400"},
		{name: "text that is no UTF-8", body: "{\"name\":\"a\xff\xfeb\"}", want: "200|400", strict: "400"},
		{name: "name that is no UTF-8", body: "{\"na\xffme\":\"x\"}", want: "200|400", strict: "400", place: "/na\ufffdme"},
		{name: "byte order mark", body: "\xef\xbb\xbf{\"id\":1}", want: "400"},
		{name: "UTF-16", body: "\xff\xfe{\x00}\x00", want: "400"},
		{name: "NUL after the value", body: "{\"id\":1}\x00\x00", want: "400"},
		{name: "words after the value", body: `{"id":1} xyz`, want: "400"},
		{name: "two values", body: `{"id":1}{"id":2}`, want: "400"},
		{name: "brace after the value", body: `{"id":1}}`, want: "400"},
		{name: "null", body: `null`, want: "400", place: "(root)"},
		{name: "wrong type before broken syntax", body: `{"id":"x",}`, want: "400"},
		{name: "nested a little", body: `{"any":{"any":{"any":1}}}`, want: "200"},
		{name: "nested 9000 deep", body: `{"any":` + nest(9000) + `}`, want: "200|400"},
		{name: "nested 10001 deep", body: `{"any":` + nest(10001) + `}`, want: "400"},
		{name: "opened 20000 times", body: strings.Repeat("[", 20000), want: "400"},
		{name: "above the limit", body: `{"name":"` + strings.Repeat("a", 500) + `"}`, limit: 64, want: "413"},
		{name: "above the limit behind the value", body: `{"name":"a"}` + strings.Repeat(" ", 500), limit: 64, want: "413"},
		{name: "at the limit", body: `{"name":"aaaaaa"}`, limit: 17, want: "200"},
		{name: "text/plain", body: `{"id":1}`, media: "text/plain", want: "415"},
		{name: "no media type", body: `{"id":1}`, media: none, want: "415", strict: "200|415"},
		{name: "broken media type", body: `{"id":1}`, media: "application/json;;;=", want: "415"},
		{name: "UTF-16 by the media type", body: `{"id":1}`, media: "application/json; charset=utf-16", want: "415"},
		{name: "media type with +json", body: `{"id":1}`, media: "application/vnd.api+json", want: "200"},
	}
}

func nest(depth int) string { return strings.Repeat("[", depth) + strings.Repeat("]", depth) }

// targetRows are mistakes of the program, whatever the client sends.
func targetRows() []row {
	return []row{
		{name: "target that panics", body: `{"b":1}`, into: as[withBoom](), want: "500"},
		{name: "target that is no pointer", body: `{"id":1}`, into: only(func() any { return GoOrder{} }), want: "500"},
		{name: "no target", body: `{"id":1}`, into: only(func() any { return nil }), want: "500"},
		{name: "nil target", body: `{"id":1}`, into: only(func() any { return (*GoOrder)(nil) }), want: "500"},
		{name: "channel", body: `{"c":1}`, into: as[withChannel](), want: "500"},
		{name: "embedded pointer that can't be set", body: `{"x":1}`, into: as[withEmbedded](), want: "500"},
		{name: "interface with methods", body: `{"r":1}`, into: as[withReader](), want: "500"},
	}
}
