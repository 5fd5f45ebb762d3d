package problem

import (
	"encoding/json"
	"net/http"
)

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
	raw, mediaType, err := Reading{}.Content(r)
	switch {
	case err != nil:
		return nil, err
	case !IsJSON(mediaType) && r.Header.Get("Content-Type") != "":
		return nil, UnsupportedMediaType.New(Accept("application/json"))
	}
	if err := json.Unmarshal(raw, target); err != nil {
		return raw, &InputError{In: InBody, Target: target, Raw: raw, Err: err}
	}
	return raw, nil
}
