package problem

import (
	"cmp"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
)

// Reading says which part of a request is read, and how strictly. The zero value
// reads the content, is strict, and has the usual limits. It is a value, safe for
// concurrent use.
type Reading struct {
	// In is the part of the request: one of the In constants. Default: InBody.
	In string
	// MaxBytes is how many bytes of content are read; more is a 413. Default, and
	// for a number below 1: MaxJSONBody, 1 MiB.
	MaxBytes int64
	// MaxDepth is how deep the arrays and objects of a body may be nested. Default,
	// for a number below 1, and at most: 10,000, where encoding/json ends too.
	MaxDepth int
	// AllowUnknown ignores members of a body that the target does not have. Default:
	// they are violations, because a misspelt optional member is lost otherwise.
	AllowUnknown bool
	// AllowDuplicates takes the last of several members, and the first of several
	// parameters, of one name. Default: they are violations, because two programs
	// that read the same request may take different ones (RFC 8259, section 4).
	AllowDuplicates bool
	// RefuseUnknownParameters makes violations of parameters that the target does
	// not have. Default: they are ignored; proxies and mail programs add some.
	RefuseUnknownParameters bool
}

// MaxJSONBody is how many bytes of content are read by default: 1 MiB.
const MaxJSONBody = 1 << 20

func (how Reading) maxBytes() int64 {
	if how.MaxBytes < 1 {
		return MaxJSONBody
	}
	return how.MaxBytes
}

// Content reads the content of a request and returns it with its media type,
// in lower case and without parameters; "" if the request names none, or none
// that can be read. It refuses what is too large (413), then a content coding
// (415, with Accept-Encoding). Reading what was read already is the server's
// mistake, a 500.
func (how Reading) Content(r *http.Request) (raw []byte, mediaType string, err error) {
	if raw, err = how.readBody(r); err != nil {
		return nil, "", &InputError{In: InBody, Err: err}
	}
	if len(raw) == 0 && wasRead(r) {
		return nil, "", errReadBefore
	}
	if isCoded(r) {
		return nil, "", unsupportedCoding()
	}
	return raw, mediaTypeOf(r.Header.Get("Content-Type")), nil
}

// readBody does not begin to read what is announced to be too large by a client
// that waits for 100 (Continue): it then never sends it (RFC 9110, section
// 10.1.1). Any other is sending already, and closing the connection on it could
// cost it the answer.
func (how Reading) readBody(r *http.Request) ([]byte, error) {
	limit := how.maxBytes()
	switch {
	case r.Body == nil:
		return []byte{}, nil
	case r.ContentLength > limit && r.Header.Get("Expect") != "":
		return nil, &http.MaxBytesError{Limit: limit}
	}
	return io.ReadAll(http.MaxBytesReader(nil, r.Body, limit))
}

// isCoded reports whether the content has a coding (RFC 9110, section 8.4).
func isCoded(r *http.Request) bool {
	for coding := range strings.SplitSeq(strings.Join(r.Header.Values("Content-Encoding"), ","), ",") {
		if coding = strings.TrimSpace(coding); coding != "" && !strings.EqualFold(coding, "identity") {
			return true
		}
	}
	return false
}

// errReadBefore is a mistake of the program, which looks like a request without
// content.
var errReadBefore = errors.New("the content of the request was read before: read it once and keep what was read")

// wasRead reports whether a body that has no more content had some.
func wasRead(r *http.Request) bool {
	watched, ok := r.Body.(*bodyReader)
	return r.ContentLength > 0 || ok && watched.look().read > 0
}

// mediaTypeOf takes UTF-8 alone, which is all that JSON can be (RFC 8259, section
// 8.1) and that this library reads.
func mediaTypeOf(contentType string) string {
	mediaType, params, err := mime.ParseMediaType(contentType)
	if err != nil || !strings.EqualFold(cmp.Or(params["charset"], "utf-8"), "utf-8") {
		return ""
	}
	return mediaType
}

// IsJSON reports whether a media type, in lower case and without parameters, is
// application/json or one with the suffix +json (RFC 6839, section 3.1).
func IsJSON(mediaType string) bool {
	return mediaType == "application/json" || strings.HasSuffix(mediaType, "+json")
}
