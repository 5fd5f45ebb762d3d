package problem

import (
	"net/http"
	"net/textproto"
	"slices"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

// field is one header field line that a problem brings along, under its
// canonical name and with a value that can stand on the wire.
type field struct{ name, value string }

// newField reports false for what may not be sent: a name that is no token, a
// value with characters no field can hold (RFC 9110, section 5.5), and fields
// that describe the document or the message, which are the answer's own.
func newField(name, value string) (field, bool) {
	value = strings.Trim(value, " \t")
	if !accept.IsToken(name) || !isFieldValue(value) || len(value) > maxHeaderValue {
		return field{}, false
	}
	canonical := textproto.CanonicalMIMEHeaderKey(name)
	return field{canonical, value}, !reservedField(canonical)
}

// freeField reports whether a field name has no meaning for answers yet.
func freeField(name string) bool {
	f, ok := newField(name, "")
	return ok && !slices.Contains(adoptedFields[:], f.name) && !slices.Contains(meaningFields[:], f.name)
}

// meaningFields are the other fields that a trace id must not stand in.
var meaningFields = [...]string{"Cache-Control", "Location", "Set-Cookie"}

func reservedField(canonical string) bool {
	switch canonical {
	case "Content-Type", "Connection", "Date", "Vary", "X-Content-Type-Options":
		return true
	}
	return canonical != rangeField && slices.Contains(representationFields[:], canonical)
}

// rangeField describes a representation too, but a 416 has one of its own.
const rangeField = "Content-Range"

// representationFields describe the answer that did not come about: left in
// place they would cut, garble or cache the problem document, or let a proxy send
// a file in its place (RFC 9110, sections 8 and 14.4). They are restored to what they
// were when the door was entered.
var representationFields = [...]string{
	"Content-Length", "Content-Encoding", "Content-Range", "Content-Disposition", "Content-Language",
	"Content-Location", "Etag", "Last-Modified", "Expires", "Accept-Ranges", "Digest", "Content-Digest",
	"Repr-Digest", "Content-Md5", "Trailer", "Transfer-Encoding", "Cdn-Cache-Control", "Surrogate-Control",
	"X-Accel-Redirect", "X-Accel-Expires", "X-Sendfile",
}

// adoptedFields belong to errors as well: what a handler or a router has put
// into them moves into the problem.
var adoptedFields = [...]string{
	"Www-Authenticate", "Proxy-Authenticate", "Allow", "Retry-After", "Content-Range", "Upgrade",
	"Accept", "Accept-Encoding", "Accept-Patch", "Accept-Post", "Link",
}

// fields is an ordered list of field lines.
type fields []field

func (fs fields) has(name string) bool {
	return slices.ContainsFunc(fs, func(f field) bool { return f.name == name })
}

// values returns the lines of one name.
func (fs fields) values(name string) []string {
	var values []string
	for _, f := range fs {
		if f.name == name {
			values = append(values, f.value)
		}
	}
	return values
}

// with returns a list with one line of that name, which keeps the first's
// place. It never writes to fs, which copies of a problem share.
func (fs fields) with(name string, values ...string) fields {
	result := make(fields, 0, len(fs)+len(values))
	at := len(fs)
	for i, f := range fs {
		if f.name != name {
			result = append(result, f)
		} else if at == len(fs) {
			at = i
		}
	}
	for i, value := range values {
		result = slices.Insert(result, min(at, len(result)-i)+i, field{name, value})
	}
	return result
}

// without returns a list that lacks the name.
func (fs fields) without(name string) fields {
	if !fs.has(name) {
		return fs
	}
	return fs.with(name)
}

func (fs fields) header() http.Header {
	h := make(http.Header, len(fs))
	for _, f := range fs {
		h[f.name] = append(h[f.name], f.value)
	}
	return h
}

// isFieldValue reports whether s can be a field value: no controls but tab
// (RFC 9110, section 5.5).
func isFieldValue(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' || c == 0x7F {
			return false
		}
	}
	return true
}
