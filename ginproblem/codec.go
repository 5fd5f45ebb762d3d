package ginproblem

import (
	"net/http"
	"reflect"

	codec "github.com/gin-gonic/gin/codec/json"

	"github.com/problemkit/problemkit/ginproblem/internal/foreign"
)

// translated is the error that encoding/json would have returned, with that of
// another reader beside it. The exchange finds out where the content has it.
type translated struct {
	standard error
	original error
}

// Error names the original, whose text quotes the content and Go's types.
func (t *translated) Error() string {
	return "reading JSON: " + reflect.TypeOf(t.original).String()
}

// Unwrap returns what encoding/json would have said.
func (t *translated) Unwrap() error { return t.standard }

// codec translates the errors of other readers of JSON than encoding/json.
func (r *inquest) codec() bool {
	if codec.Package == "encoding/json" || r.ofNetwork() || r.hasMediaType("multipart/") {
		return false
	}
	start, whole := r.content()
	content := foreign.Content{Start: start, Whole: whole, TooLarge: r.tooLarge}
	for _, node := range r.nodes {
		if standard := foreign.JSON(node, codec.Package, content); standard != nil {
			r.found = &translated{standard: standard, original: r.err}
			return true
		}
	}
	return false
}

// tooLarge asks the body, whose limit some readers turn into an end of the content,
// or into a text. A body that has failed fails again, and one of this type reads
// nothing into no room.
func (r *inquest) tooLarge() error {
	body := r.c.Request.Body
	if body == nil || reflect.TypeOf(body).String() != "*http.maxBytesReader" {
		return nil
	}
	_, err := body.Read(nil)
	if tooLarge, ok := err.(*http.MaxBytesError); ok {
		return tooLarge
	}
	return nil
}
