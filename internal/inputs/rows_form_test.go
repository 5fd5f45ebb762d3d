package inputs_test

import "strings"

const urlencoded = "application/x-www-form-urlencoded"

// formRows are forms in the content.
func formRows() []row {
	rows := []row{
		{name: "good", body: "name=a", want: "200"},
		{name: "required and missing", body: "", want: "400 form:name"},
		{name: "no number", body: "name=a&qty=" + secret, want: "400 form:qty"},
		{name: "too large for int8", body: "name=a&qty=200", want: "400 form:qty"},
		{name: "email", body: "name=a&mail=x", want: "400 form:mail"},
		{name: "no bool", body: "name=a&ok=maybe", want: "400 form:ok"},
		{name: "broken escape", body: "name=a&qty=%zz", want: "400"},
		{name: "semicolon", body: "name=a;qty=1", want: "400"},
		{name: "above the limit", body: "name=" + strings.Repeat("a", 500), limit: 64, want: "413"},
		{name: "above the limit of net/http", body: "name=" + strings.Repeat("a", 11<<20), want: "413"},
		{name: "200001 fields", body: "name=a&" + strings.Repeat("x=1&", 200_001), want: "400|413"},
		{name: "field in the query", url: "?name=fromquery", want: "200", strict: "200|400 form:name"},
		{name: "element of a list", body: "name=a&lines=1&lines=x", want: "400 form:lines"},
		{name: "broken JSON", body: "name=a&ship={", want: "400 form:ship"},
	}
	return inForm(rows, urlencoded, as[GoForm]())
}

func inForm(rows []row, media string, into shape) []row {
	for i := range rows {
		if rows[i].media == "" {
			rows[i].media = media
		}
		rows[i].into = into
	}
	return rows
}

// mediaRows are about the media type alone.
func mediaRows() []row {
	rows := []row{
		{name: "JSON without a media type", media: none, body: `{"name":"a"}`, want: "415"},
		{name: "JSON as text/plain", media: "text/plain", body: `{"name":"a"}`, want: "415"},
		{name: "image", media: "image/png", body: "\x89PNG", want: "415"},
		{name: "no media type that there is", media: "a/b/c;;", body: "x", want: "415"},
		{name: "JSON with a charset", media: "application/json; charset=utf-8", body: `{"GoName":5}`, want: "400 /GoName"},
		{name: "media type with +json", media: "application/vnd.x+json", body: `{"name":"a"}`, want: "415", strict: "400", place: "/name /GoName"},
		{name: "protobuf", media: "application/x-protobuf", body: "\x0a\x01a", want: "500", strict: "415"},
		{name: "msgpack", media: "application/x-msgpack", body: "\x82\xa4name", want: "400|415"},
		{name: "bson", media: "application/bson", body: "xx", want: "400|415"},
		{name: "GET with JSON", method: "GET", media: "application/json", body: `{"name":"a"}`, want: "400 form:name", strict: "400", place: "/name /GoName"},
	}
	return inForm(rows, none, as[GoForm]())
}

const (
	boundary  = "BOUND"
	multiform = "multipart/form-data; boundary=" + boundary
)

// part is one part of a multipart form.
func part(disposition, content string) string {
	return "--" + boundary + "\r\nContent-Disposition: form-data" + disposition + "\r\n\r\n" + content + "\r\n"
}

func field(name, value string) string { return part(`; name="`+name+`"`, value) }
func file(name string) string         { return part(`; name="`+name+`"; filename="f"`, "data") }

const end = "--" + boundary + "--\r\n"

// uploadRows are multipart forms.
func uploadRows() []row {
	named := field("name", "a")
	good := named + file("file") + file("two") + file("two") + end
	rows := []row{
		{name: "good", body: good, want: "200"},
		{name: "no boundary", media: "multipart/form-data", body: good, want: "400|415"},
		{name: "blank boundary", media: `multipart/form-data; boundary=""`, body: good, want: "400|415"},
		{name: "other boundary", media: "multipart/form-data; boundary=OTHER", body: good, want: "400"},
		{name: "boundary too long", media: "multipart/form-data; boundary=" + strings.Repeat("b", 100), body: good, want: "400"},
		{name: "no content", body: "", want: "400"},
		{name: "cut", body: good[:len(good)/2], want: "400"},
		{name: "no end", body: strings.TrimSuffix(good, "--\r\n"), want: "400"},
		{name: "broken header", body: "--BOUND\r\nContent-Disposition " + secret + "\r\n\r\nx\r\n" + end, want: "400"},
		{name: "part without a name", body: part("", "x") + end, want: "400 form:name form:file"},
		{name: "header of 100 kB", body: part("; name=name\r\nX: "+strings.Repeat("h", 100_000), "x") + end, want: "400|413|431", place: "form:file"},
		{name: "header of 12 MB", body: part("; name=name\r\nX: "+strings.Repeat("h", 12<<20), "x") + end, want: "400|413|431"},
		{name: "1001 parts", body: strings.Repeat(field("f", "x"), 1001) + end, want: "400|413"},
		{name: "file missing", body: named + end, want: "400 form:file"},
		{name: "text for a file", body: named + field("file", "notafile") + end, want: "400 form:file"},
		{name: "file for a text", body: file("name") + file("file") + end, want: "400 form:name"},
		{name: "file for a number", body: named + file("qty") + file("file") + end, want: "400 form:qty"},
		{name: "too many files", body: named + file("file") + strings.Repeat(file("files"), 3) + end, want: "400 form:files"},
		{name: "too few files", body: named + file("file") + file("two") + end, want: "400 form:two"},
		{name: "no number", body: named + field("qty", secret) + file("file") + end, want: "400 form:qty"},
		{name: "above the limit", body: good, limit: 64, want: "413"},
		{name: "name of a file with dots", body: named + part(`; name="file"; filename="../../etc/passwd"`, "x") + end, want: "200"},
		{name: "multipart/mixed", media: "multipart/mixed; boundary=" + boundary, body: good, want: "415"},
		{name: "broken quoted-printable", body: part("; name=name\r\nContent-Transfer-Encoding: quoted-printable", "=ZZ") + end, want: "400", place: "form:file"},
	}
	return inForm(rows, multiform, as[GoUpload]())
}

// fileRows ask for one file.
func fileRows() []row {
	rows := []row{
		{name: "file missing", body: field("name", "a") + end, want: "400 form:file"},
		{name: "no multipart form", media: urlencoded, body: "a=b", want: "400|415"},
	}
	return inForm(rows, multiform, as[GoUpload]())
}
