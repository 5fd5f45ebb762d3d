package problem

import (
	"net/http"
	"slices"
	"strings"
)

// watch returns the request whose body is watched: a copy, if there is content to
// be read. The server keeps its own, because net/http looks at the type of its body
// to find out whether the client waits, or is still sending.
func (b *bodyReader) watch(r *http.Request) *http.Request {
	if r.Body == nil || r.Body == http.NoBody && !hasContent(r.Method) {
		return r
	}
	b.inner = r.Body
	b.notes.expect = r.ContentLength
	b.notes.document = isDocument(strings.ToLower(r.Header.Get("Content-Type")))
	watched := *r
	watched.Body = b
	b.server, b.watched = r, &watched
	return &watched
}

// isDocument reports whether the content is a text with places, by its media type.
func isDocument(mediaType string) bool {
	return slices.ContainsFunc([]string{"json", "xml", "yaml", "toml"}, func(name string) bool { return strings.Contains(mediaType, name) })
}

// hasContent names the methods that usually come with content, so that its lack
// can be the error.
func hasContent(method string) bool {
	return method == http.MethodPost || method == http.MethodPut || method == http.MethodPatch
}

// giveBack tells the server's request what routers and form parsers have put into
// the copy: the pattern for access logs, and the files that net/http removes.
func giveBack(server, watched *http.Request) {
	if server != watched {
		server.Pattern, server.MultipartForm = watched.Pattern, watched.MultipartForm
	}
}
