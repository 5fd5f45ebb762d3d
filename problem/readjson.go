package problem

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"reflect"

	"github.com/problemkit/problemkit/problem/internal/jsoninput"
)

// JSON reads a document into target, a pointer. What is wrong in the document is
// returned as an InputError with all its violations, in its order and with the
// place of each; the target then has the rest, so that its rules can be checked
// too, see Merge. Reading is that of encoding/json, but refuses trailing data,
// null as the whole, arrays that are longer or shorter than those of the target,
// text that is not UTF-8, and what the fields of Reading say.
//
// An error says that nothing can be made of the document. It is an InputError
// too, unless the target is the server's mistake: no pointer, or with a part that
// no JSON can be read into. A target whose UnmarshalJSON panics panics here too.
func (how Reading) JSON(raw []byte, target any) (*InputError, error) {
	if v := reflect.ValueOf(target); v.Kind() != reflect.Pointer || v.IsNil() {
		return nil, &json.InvalidUnmarshalError{Type: reflect.TypeOf(target)}
	}
	stop, duplicates := how.scan(raw)
	switch {
	case stop != nil:
		return nil, unreadable(raw, stop)
	case string(bytes.TrimSpace(raw)) == "null":
		return nil, unreadable(raw, &jsoninput.Fault{Kind: jsoninput.Null})
	}
	err := how.decode(raw, target)
	if t := reflect.TypeOf(target).Elem(); err == nil && len(duplicates) == 0 && !jsoninput.HasArray(t) {
		return nil, nil
	}
	return how.diagnose(raw, target, err, duplicates)
}

func (how Reading) scan(raw []byte) (unreadable *jsoninput.Fault, duplicates []jsoninput.Fault) {
	if how.AllowDuplicates {
		return jsoninput.Check(raw, how.maxDepth()), nil
	}
	return jsoninput.Scan(raw, how.maxDepth())
}

func (how Reading) maxDepth() int {
	if how.MaxDepth < 1 {
		return jsoninput.MaxDepth
	}
	return how.MaxDepth
}

func (how Reading) decode(raw []byte, target any) error {
	if how.AllowUnknown {
		return json.Unmarshal(raw, target)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	return dec.Decode(target)
}

// diagnose finds all that is wrong, and reads what is not.
func (how Reading) diagnose(raw []byte, target any, failed error, duplicates []jsoninput.Fault) (*InputError, error) {
	faults, broken := jsoninput.Compare(raw, reflect.TypeOf(target).Elem(), !how.AllowUnknown)
	if broken != nil {
		return nil, broken
	}
	if failed != nil && len(faults) == 0 {
		return nil, &InputError{In: InBody, Target: target, Raw: raw, Violations: []Violation{valueViolation(nil)}, Err: failed}
	}
	if len(faults)+len(duplicates) == 0 {
		return nil, nil
	}
	found := faultsError(raw, jsoninput.Sorted(faults, duplicates))
	found.Target, found.Err = target, failed
	if failed != nil && (len(faults) >= jsoninput.MaxCounted || json.Unmarshal(jsoninput.Mend(raw, faults), target) != nil) {
		return nil, found
	}
	return found, nil
}

// Body reads a JSON body into target: Content, then JSON. A request without the
// media type of JSON is a 415; one without content and media type is told that it
// needs content.
func (how Reading) Body(r *http.Request, target any) (raw []byte, found *InputError, err error) {
	raw, mediaType, err := how.Content(r)
	switch {
	case err != nil:
		return nil, nil, err
	case len(raw) == 0 && r.Header.Get("Content-Type") == "":
		return nil, nil, &InputError{In: InBody, Target: target, Violations: []Violation{emptyViolation()}, Err: io.EOF}
	case !IsJSON(mediaType):
		return nil, nil, UnsupportedMedia("application/json")
	}
	found, err = how.JSON(raw, target)
	return raw, found, err
}
