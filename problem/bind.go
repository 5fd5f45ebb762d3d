package problem

import "net/http"

// ReadJSON reads the content of a request into target, a pointer, and returns
// the content, for doors and frameworks that have no binding helper.
//
// Its errors answer by themselves when a handler returns them: 413 for more than
// MaxJSONBody, then 415 for another media type than JSON or none, then 400 (or
// Config.InvalidInput) with all that is wrong and the place of each in the
// content. A target that is no pointer is the server's mistake, a 500; a target
// whose UnmarshalJSON panics panics here too. Reading.Body is the same with other
// limits.
func ReadJSON(r *http.Request, target any) (raw []byte, err error) {
	raw, found, err := Reading{}.Body(r, target)
	if err == nil && found != nil {
		err = found
	}
	return raw, err
}
