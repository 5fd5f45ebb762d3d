package problem

import (
	"cmp"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strings"
)

// MaxJSONBody is how many bytes of content ReadJSON takes: 1 MiB.
const MaxJSONBody = 1 << 20

// ReadJSON reads the content of a request into target, a pointer, and returns
// the content. The binding helpers of the doors are made of it.
//
// Its errors answer by themselves when a handler returns them: 413 for more than
// MaxJSONBody, then 415 for another media type than JSON, then 400 (or
// Config.InvalidInput) with the place in the content. A request without a
// Content-Type is read as JSON (RFC 9110, section 8.3). A target that is no
// pointer is the server's mistake, a 500; a target whose UnmarshalJSON panics
// panics here too.
func ReadJSON(r *http.Request, target any) (raw []byte, err error) {
	raw, err = readBody(r)
	if err != nil {
		return nil, &InputError{In: InBody, Target: target, Err: err}
	}
	if coding := r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return nil, UnsupportedMediaType.New(AcceptCodings("identity"))
	}
	if !isJSON(r.Header.Get("Content-Type")) {
		return nil, UnsupportedMediaType.New(Accept("application/json"))
	}
	if err := json.Unmarshal(raw, target); err != nil {
		return raw, &InputError{In: InBody, Target: target, Raw: raw, Err: err}
	}
	return raw, nil
}

// readBody does not begin to read what is announced to be too large by a client
// that waits for 100 (Continue): it then never sends it (RFC 9110, section
// 10.1.1). Any other is sending already, and closing the connection on it could
// cost it the answer.
func readBody(r *http.Request) ([]byte, error) {
	switch {
	case r.Body == nil:
		return nil, io.EOF
	case r.ContentLength > MaxJSONBody && r.Header.Get("Expect") != "":
		return nil, &http.MaxBytesError{Limit: MaxJSONBody}
	}
	return io.ReadAll(http.MaxBytesReader(nil, r.Body, MaxJSONBody))
}

// isJSON takes UTF-8 alone, which is all that JSON can be (RFC 8259, section 8.1).
func isJSON(contentType string) bool {
	mediaType, params, err := mime.ParseMediaType(cmp.Or(contentType, "application/json"))
	return err == nil && (mediaType == "application/json" || strings.HasSuffix(mediaType, "+json")) &&
		strings.EqualFold(cmp.Or(params["charset"], "utf-8"), "utf-8")
}
