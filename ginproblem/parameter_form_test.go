package ginproblem_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"testing"

	"github.com/problemkit/problemkit/problem"
)

func form(name, body string, want ...string) wire {
	return wire{
		name: name, method: http.MethodPost, path: "/t", body: body, want: want,
		header: [][2]string{{"Content-Type", "application/x-www-form-urlencoded"}},
	}
}

func TestForm(t *testing.T) {
	t.Parallel()
	large := form("large", "name="+strings.Repeat("a", 11<<20), "too_large")
	large.status = http.StatusRequestEntityTooLarge
	other := form("other", `{"name":"a"}`, "unsupported_media_type")
	other.status, other.header[0][1] = http.StatusUnsupportedMediaType, "text/plain"
	none := form("none", `name=a`, "unsupported_media_type")
	none.status, none.header = http.StatusUnsupportedMediaType, nil
	garbage := form("garbage", `x`, "unsupported_media_type")
	garbage.status, garbage.header[0][1] = http.StatusUnsupportedMediaType, "a/b/c;;"
	mixed := form("mixed", "--B--\r\n", "unsupported_media_type")
	mixed.status, mixed.header[0][1] = http.StatusUnsupportedMediaType, "multipart/mixed; boundary=B"
	nothing := form("nothing", "", "empty")
	nothing.header = nil
	takes[signUp](problem.InForm).check(t, []wire{
		form("valid", "name=a"),
		form("missing", "", "required form:name"),
		form("word", "name=a&qty="+sentinel, "wrong_type form:qty"),
		form("overflow", "name=a&qty=200", "out_of_range form:qty"),
		form("rule", "name=a&mail=x", "email form:mail"),
		form("truth", "name=a&ok=maybe", "wrong_type form:ok"),
		form("escape", "name=a&qty=%zz", "malformed"),
		form("semicolon", "name=a;qty=1", "malformed"),
		form("item", "name=a&lines=1&lines=x", "wrong_type form:lines"),
		form("JSON", "name=a&ship={", "wrong_type form:ship"),
		form("all", "qty=x&lines=1&lines=x&mail=x", "wrong_type form:qty", "wrong_type form:lines", "required form:name", "email form:mail"),
		form("many", "name=a&"+strings.Repeat("x=1&", 200_001), "too_many_parameters"),
		large, other, none, garbage, mixed, nothing,
	})
}

const boundary = "BOUND"

// parts is a body that a browser could have sent.
func parts(name string, build func(*multipart.Writer), want ...string) wire {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.SetBoundary(boundary)
	build(w)
	_ = w.Close()
	return raw(name, body.String(), want...)
}

func raw(name, body string, want ...string) wire {
	f := form(name, body, want...)
	f.header[0][1] = "multipart/form-data; boundary=" + boundary
	return f
}

func file(w *multipart.Writer, name string) {
	p, _ := w.CreateFormFile(name, "n.txt")
	_, _ = p.Write([]byte("content"))
}

// usual is the least that the form needs.
func usual(w *multipart.Writer) {
	_ = w.WriteField("name", "a")
	file(w, "file")
}

func TestMultipart(t *testing.T) {
	t.Parallel()
	whole := parts("valid", usual)
	wrongBoundary := raw("wrong boundary", whole.body, "truncated")
	wrongBoundary.header = [][2]string{{"Content-Type", "multipart/form-data; boundary=OTHER"}}
	noBoundary := raw("no boundary", whole.body, "malformed")
	noBoundary.header = [][2]string{{"Content-Type", "multipart/form-data"}}
	tooMany := parts("too many parts", func(w *multipart.Writer) {
		for i := range 1001 {
			_ = w.WriteField(fmt.Sprint("f", i), "x")
		}
	})
	tooMany.status, tooMany.want = http.StatusRequestEntityTooLarge, []string{"too_large"}
	large := parts("large", func(w *multipart.Writer) { _ = w.WriteField("name", strings.Repeat("a", 2<<20)) })
	large.status, large.want = http.StatusRequestEntityTooLarge, []string{"too_large"}
	takes[upload](problem.InForm).check(t, []wire{
		whole, wrongBoundary, noBoundary, tooMany, large,
		raw("empty", "", "empty"),
		raw("truncated", whole.body[:len(whole.body)/2], "truncated"),
		raw("no final boundary", strings.TrimSuffix(whole.body, "--\r\n"), "truncated"),
		raw("part header", "--BOUND\r\nContent-Disposition form-data\r\n\r\nx\r\n--BOUND--\r\n", "malformed"),
		raw("no name", "--BOUND\r\nContent-Disposition: form-data\r\n\r\nx\r\n--BOUND--\r\n", "required form:name", "required form:file"),
		raw("encoding", "--BOUND\r\nContent-Disposition: form-data; name=name\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\xff=\x01\r\n--BOUND--\r\n", "malformed"),
		parts("no file", func(w *multipart.Writer) { _ = w.WriteField("name", "a") }, "required form:file"),
		parts("unchosen file", func(w *multipart.Writer) {
			_ = w.WriteField("name", "a")
			h := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename=""`}}
			_, _ = w.CreatePart(h)
		}, "required form:file"),
		parts("text for a file", func(w *multipart.Writer) {
			_ = w.WriteField("name", "a")
			_ = w.WriteField("file", sentinel)
		}, "wrong_type form:file"),
		parts("file for a text", func(w *multipart.Writer) { file(w, "name"); file(w, "file") }, "wrong_type form:name"),
		parts("file for a number", func(w *multipart.Writer) { usual(w); file(w, "qty") }, "wrong_type form:qty"),
		parts("two files for one", func(w *multipart.Writer) { usual(w); file(w, "file") }, "duplicate form:file"),
		parts("rule of files", func(w *multipart.Writer) { usual(w); file(w, "files"); file(w, "files"); file(w, "files") }, "max form:files"),
		parts("number of files", func(w *multipart.Writer) { usual(w); file(w, "two") }, "wrong_length form:two"),
		parts("word", func(w *multipart.Writer) { usual(w); _ = w.WriteField("qty", sentinel) }, "wrong_type form:qty"),
	})
}
