package ginproblem

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin/binding"

	"github.com/problemkit/problemkit/ginproblem/internal/foreign"
	"github.com/problemkit/problemkit/problem"
)

// protocol recognises the errors of reading forms. Those of the standard library
// that have no type are told by their text, and by finding the same error in the
// request.
func (r *inquest) protocol() bool {
	for _, node := range r.nodes {
		if r.sentinel(node) || r.query(node) || r.mediaType(node) || r.form(node) || r.multipart(node) {
			return true
		}
	}
	return false
}

// sentinel knows what only the reading of a request returns.
func (r *inquest) sentinel(node error) bool {
	switch node {
	case http.ErrNotMultipart:
		return r.refuse(problem.UnsupportedMedia(binding.MIMEMultipartPOSTForm))
	case http.ErrMissingBoundary:
		return r.blame(problem.InBody, problem.Violation{Detail: "the Content-Type names no boundary", Code: "malformed"})
	case http.ErrMissingFile:
		read := r.hasMediaType("multipart/") && r.c.Request.MultipartForm != nil
		return read && r.blame(problem.InForm, problem.Violation{Detail: "a file is required", Code: "required"})
	case binding.ErrMultiFileHeader:
		return r.blame(problem.InForm, problem.Violation{Detail: "must not be a file", Parameter: r.onlyFile(), Code: "wrong_type"})
	case binding.ErrMultiFileHeaderLenInvalid:
		return r.blame(problem.InForm, problem.Violation{Detail: "must have another number of files", Parameter: r.onlyFile(), Code: "wrong_length"})
	}
	return false
}

// onlyFile names the form field with files, if there is but one.
func (r *inquest) onlyFile() (name string) {
	form := r.c.Request.MultipartForm
	if form == nil || len(form.File) != 1 {
		return ""
	}
	for name = range form.File {
	}
	return name
}

// query recognises what url.ParseQuery says of the query of this request. Gin's
// ShouldBindQuery never asks.
func (r *inquest) query(node error) bool {
	if !isURLError(node) {
		return false
	}
	_, err := url.ParseQuery(r.c.Request.URL.RawQuery)
	return sameText(node, err) && r.blame(problem.InQuery, problem.Violation{Detail: "the query of the URL is not valid: a percent sign or semicolon must be escaped", Code: "malformed"})
}

// Texts of net/url and net/http.
const (
	textSemicolon = "invalid semicolon separator in query"
	textTooMany   = "number of URL query parameters exceeded limit"
	textTooLarge  = "http: POST too large"
)

func isURLError(node error) bool {
	if _, escape := node.(url.EscapeError); escape {
		return true
	}
	text := foreign.PlainText(node)
	return text == textSemicolon || text == textTooMany
}

// mediaType recognises what mime.ParseMediaType says of the Content-Type.
func (r *inquest) mediaType(node error) bool {
	if !strings.HasPrefix(foreign.PlainText(node), "mime: ") {
		return false
	}
	_, _, err := mime.ParseMediaType(r.c.GetHeader("Content-Type"))
	return sameText(node, err) && r.refuse(problem.UnsupportedMedia(binding.MIMEPOSTForm, binding.MIMEMultipartPOSTForm))
}

// form recognises errors of a form that is no multipart one.
func (r *inquest) form(node error) bool {
	if !r.hasMediaType(binding.MIMEPOSTForm) {
		return false
	}
	if foreign.PlainText(node) == textTooLarge || foreign.PlainText(node) == textTooMany {
		return r.refuse(tooLarge())
	}
	start, whole := r.content()
	escape, isEscape := node.(url.EscapeError)
	broken := isEscape && (!whole || bytes.Contains(start, []byte(escape)))
	broken = broken || foreign.PlainText(node) == textSemicolon && (!whole || bytes.Contains(start, []byte(";")))
	return broken && r.blame(problem.InBody, problem.Violation{Detail: "the request body is not a valid form", Code: "malformed"})
}

// multipart recognises errors of a multipart form: one that could be read has
// none.
func (r *inquest) multipart(node error) bool {
	if !r.hasMediaType("multipart/") || r.c.Request.MultipartForm != nil || r.ofNetwork() {
		return false
	}
	if node != multipart.ErrMessageTooLarge && !r.brokenForm(node) {
		return false
	}
	_, isHeader := node.(textproto.ProtocolError)
	text := foreign.PlainText(node)
	switch {
	case node == multipart.ErrMessageTooLarge:
		return r.refuse(tooLarge())
	case isHeader, strings.HasPrefix(text, "multipart: "), strings.HasPrefix(text, "quotedprintable: "):
		return r.blame(problem.InBody, problem.Violation{Detail: "the request body is not a valid form", Code: "malformed"})
	case node == io.EOF, node == io.ErrUnexpectedEOF:
		return r.blame(problem.InBody, r.early())
	}
	return false
}

// brokenForm reports whether the content that was read can have this error: read
// once more, if all is kept, it has.
func (r *inquest) brokenForm(node error) bool {
	start, whole := r.content()
	if len(start) == 0 && r.c.Request.ContentLength > 0 {
		return false // nobody has read it
	}
	_, params, err := mime.ParseMediaType(r.c.GetHeader("Content-Type"))
	if !whole || err != nil {
		return err == nil
	}
	_, err = multipart.NewReader(bytes.NewReader(start), params["boundary"]).ReadForm(maxRemade)
	return slices.ContainsFunc(nodesOf(err), func(again error) bool { return sameText(node, again) })
}

// ofNetwork reports whether the error came from another connection of the program,
// whose end is none of the client's content.
func (r *inquest) ofNetwork() bool {
	return slices.ContainsFunc(r.nodes, func(node error) bool {
		_, is := node.(net.Error) // *url.Error is one
		return is
	})
}

// early describes content that ends before it should.
func (r *inquest) early() problem.Violation {
	if start, whole := r.content(); whole && len(bytes.TrimSpace(start)) == 0 {
		return empty()
	}
	return truncated()
}

func (r *inquest) hasMediaType(prefix string) bool {
	return strings.HasPrefix(strings.ToLower(r.c.GetHeader("Content-Type")), prefix)
}

func sameText(a, b error) bool { return b != nil && a.Error() == b.Error() }

// tooLarge is the problem of a form beyond a limit that nobody tells.
func tooLarge() *problem.Problem {
	return problem.ContentTooLarge.New(problem.Violations(problem.Violation{Detail: "the content is too large", Code: "too_large"}))
}
