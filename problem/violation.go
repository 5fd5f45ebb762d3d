package problem

// Violation says what is wrong with one part of a request, as an element of the
// member errors (the example of RFC 9457, section 3). Every text in it goes to
// the client: never put a rejected value into it.
//
// A violation of the body has a Pointer, one of a parameter has In and
// Parameter; one of the request as a whole has neither.
type Violation struct {
	// Detail is the text for people: "must be a positive integer". At most 4 KiB.
	Detail string
	// Pointer is the place in the body in fragment form, "#/items/0/qty": see
	// the function Pointer.
	Pointer string
	// Parameter is the name of the query, path, header, cookie or form parameter.
	Parameter string
	// In tells where the parameter was: one of the In constants.
	In string
	// Code is a short stable word for programs: "required", "wrong_type".
	Code string
	// Phrase is how Detail can be said otherwise; nil means by the key "input."
	// and Code, see Phrases. It is never sent.
	Phrase Phrase
}

// Where a part of a request was.
const (
	InBody   = "body"   // the content
	InQuery  = "query"  // the query of the URL
	InPath   = "path"   // a path parameter
	InHeader = "header" // a header field
	InCookie = "cookie" // a cookie
	InForm   = "form"   // a form field
)

// MarshalJSON writes detail and those of the other members that are set, always
// in the same order. It never fails.
func (v Violation) MarshalJSON() ([]byte, error) { return v.appendJSON(nil), nil }

func (v Violation) appendJSON(dst []byte) []byte {
	dst = append(dst, `{"detail":`...)
	dst = appendJSONString(dst, cut(v.Detail, maxDetail))
	dst = appendText(dst, `,"pointer":`, v.Pointer)
	dst = appendText(dst, `,"in":`, v.In)
	dst = appendText(dst, `,"parameter":`, v.Parameter)
	dst = appendText(dst, `,"code":`, v.Code)
	return append(dst, '}')
}

// appendText appends a member unless its value is empty.
func appendText(dst []byte, name, value string) []byte {
	if value == "" {
		return dst
	}
	return appendJSONString(append(dst, name...), cut(value, maxDetail))
}

// appendViolations appends the list.
func appendViolations(dst []byte, list []Violation) []byte {
	dst = append(dst, '[')
	for i, v := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = v.appendJSON(dst)
	}
	return append(dst, ']')
}

// fitting returns how many violations of a list are sent: see maxViolations and
// maxViolationBytes.
func fitting(list []Violation) int {
	if len(list) <= maxViolations && mostBytes(list) <= maxViolationBytes {
		return len(list)
	}
	var text []byte
	size := len("[]")
	for i := range list {
		text = list[i].appendJSON(text[:0])
		size += len(text) + len(",")
		if i == maxViolations || size > maxViolationBytes {
			return i
		}
	}
	return len(list)
}

// mostBytes is what a list takes at most, found out without writing it.
func mostBytes(list []Violation) (size int) {
	const members = len(`{"detail":"","pointer":"","in":"","parameter":"","code":""},`)
	for i := range list {
		v := &list[i]
		size += members + mostEscaped(v.Detail) + mostEscaped(v.Pointer) + mostEscaped(v.Parameter) + mostEscaped(v.In) + mostEscaped(v.Code)
	}
	return size
}

// mostEscaped allows six bytes for each one from the first on that is not sent as it
// stands.
func mostEscaped(s string) int {
	plain := plainPrefix(s)
	return plain + len(`\u0000`)*(len(s)-plain)
}
