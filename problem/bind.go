package problem

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strings"
)

// MaxJSONBody is how many bytes of content ReadJSON takes: 1 MiB.
const MaxJSONBody = 1 << 20

// errMissingBody stands for a request that was made without a body.
var errMissingBody = &InputError{In: InBody, Err: io.EOF}

// ReadJSON reads the content of a request into target, a pointer, and returns
// the content. The binding helpers of the doors are made of it.
//
// Its errors answer by themselves when a handler returns them: 413 for more than
// MaxJSONBody, then 415 for another media type than JSON, then 400 (or
// Config.InvalidInput) with the place in the content. A request without a
// Content-Type is read as JSON (RFC 9110, section 8.3).
func ReadJSON(r *http.Request, target any) (raw []byte, err error) {
	if r.Body == nil {
		return nil, errMissingBody
	}
	raw, err = io.ReadAll(http.MaxBytesReader(nil, r.Body, MaxJSONBody))
	if err != nil {
		return nil, &InputError{In: InBody, Target: target, Err: err}
	}
	if !isJSON(r.Header.Get("Content-Type")) {
		return nil, UnsupportedMediaType.New(Accept("application/json"))
	}
	if err := unmarshal(raw, target); err != nil {
		return raw, &InputError{In: InBody, Target: target, Raw: raw, Err: err}
	}
	return raw, nil
}

// unmarshal guards against methods of foreign types.
func unmarshal(raw []byte, target any) error {
	failed, panicked := try(func() error { return json.Unmarshal(raw, target) })
	if panicked != nil {
		return panicked
	}
	return failed
}

func isJSON(contentType string) bool {
	if contentType == "" {
		return true
	}
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil && (mediaType == "application/json" || strings.HasSuffix(mediaType, "+json"))
}
