package ginproblem

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	codec "github.com/gin-gonic/gin/codec/json"

	"github.com/problemkit/problemkit/ginproblem/internal/foreign"
	"github.com/problemkit/problemkit/problem"
)

// maxValues bounds how many values of a request are compared with an error.
const maxValues = 1000

// maxRemade bounds the values that an error is made from again, in bytes.
const maxRemade = 64 << 10

// value is one value of a parameter.
type value struct {
	in, name, text string
	list           []string // all values of the parameter, with the first of them
}

// values looks for the value that an error quotes, or would be returned for, among
// the parameters of this request. That of one parameter is the place; in several
// the error has none; in none the text may be the program's own.
func (r *inquest) values() bool {
	certain := r.bound && codec.Package == "encoding/json" && !r.hasContent()
	for _, node := range r.nodes {
		if q, ok := quotationOf(node, certain); ok {
			return r.search(q)
		}
	}
	return false
}

func (r *inquest) search(q quotation) bool {
	var found []value
	left := maxValues
	for v := range r.parameters {
		if left--; left < 0 {
			break
		}
		if q.fits(v) && !slices.ContainsFunc(found, v.sameParameter) {
			found = append(found, v)
		}
	}
	switch {
	case len(found) == 0 || r.fitsContent(q):
		return false
	case len(found) == 1 && left >= 0 && !q.isVague(found[0]) && !r.inContent(found[0], cmp.Or(q.text, found[0].text)):
		q.what.Parameter = found[0].name
		return r.blame(found[0].in, q.what)
	}
	return r.blame("", q.what)
}

func (v value) sameParameter(other value) bool { return v.in == other.in && v.name == other.name }

// fitsContent reports whether the error would be returned for the content too. The
// exchange knows more about that.
func (r *inquest) fitsContent(q quotation) bool {
	start, whole := r.content()
	return q.text == "" && whole && len(start) > 0 && q.fits(value{in: problem.InBody, text: string(start)})
}

// inContent reports whether the text stands in the content too, and not as the
// value that was found.
func (r *inquest) inContent(v value, text string) bool {
	start, _ := r.content()
	return text != "" && v.in != problem.InForm && bytes.Contains(start, []byte(text))
}

// parameters yields the values of the path, the query, the form, cookies and the
// header. The form is only looked at if somebody has read it.
func (r *inquest) parameters(yield func(value) bool) {
	request := r.c.Request
	_ = each(problem.InPath, pathValues(r.c), yield) && each(problem.InQuery, request.URL.Query(), yield) &&
		each(problem.InForm, request.PostForm, yield) && each(problem.InCookie, cookies(r.c), yield) &&
		each(problem.InHeader, request.Header, yield)
}

func each(in string, all map[string][]string, yield func(value) bool) bool {
	for name, list := range all {
		for i, text := range list {
			v := value{in: in, name: name, text: text}
			if i == 0 {
				v.list = list
			}
			if !yield(v) {
				return false
			}
		}
	}
	return true
}

// quotation is what an error tells of the value that it is about.
type quotation struct {
	fits func(value) bool
	text string // of the value, if the error has it
	what problem.Violation

	vague func(value) bool // another value than the one that fits may be at fault; nil if not
}

func (q *quotation) isVague(v value) bool { return q.vague != nil && q.vague(v) }

func quotationOf(node error, certain bool) (quotation, bool) {
	if reflect.ValueOf(node).IsZero() { // a nil pointer
		return quotation{}, false
	}
	switch e := node.(type) {
	case *strconv.NumError:
		return ofText(e.Num), e.Num != ""
	case *time.ParseError:
		return ofText(e.Value), e.Value != ""
	}
	if isJSONError(node) {
		return ofJSON(node, certain)
	}
	return ofOther(node)
}

func isJSONError(node error) bool {
	switch node.(type) {
	case *json.SyntaxError, *json.UnmarshalTypeError:
		return true
	}
	return foreign.IsJSON(node, codec.Package)
}

// ofText: Gin trims what it converts, cuts lists, and reads JSON, where a text can
// stand too. It knows no cookies.
func ofText(text string) quotation {
	left := maxRemade // together
	return quotation{text: text, fits: func(v value) bool {
		cut := v.in != problem.InCookie && v.name != "Cookie"
		return strings.TrimSpace(v.text) == text || cut && (hasItem(v.text, text) || hasMember(v.text, text, &left))
	}}
}

func hasMember(document, text string, left *int) bool {
	if !isOpen(strings.TrimSpace(document)) || len(document) > *left {
		return false
	}
	*left -= len(document)
	return foreign.HasText(document, text)
}

func isOpen(text string) bool { return text != "" && (text[0] == '{' || text[0] == '[') }

func hasItem(list, text string) bool {
	for item := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune(",| \t", r) }) {
		if strings.TrimSpace(item) == text {
			return true
		}
	}
	return false
}

// ofOther: errors without a type to ask are made again from each value.
func ofOther(node error) (quotation, bool) {
	text, duration := foreign.PlainText(node), reflect.TypeOf(node).String() == "*time.parseDurationError"
	switch {
	case duration:
		return quotation{what: problem.Violation{Detail: "must be a duration such as 1h30m", Code: "wrong_type"}, fits: func(v value) bool {
			if len(v.text) > maxRemade {
				return false
			}
			_, err := time.ParseDuration(strings.TrimSpace(v.text))
			return sameText(node, err)
		}}, true
	case strings.Contains(text, " is not valid value for "):
		return quotation{what: problem.Violation{Detail: "must have another number of values", Code: "wrong_length"}, fits: func(v value) bool {
			return len(v.list) > 0 && len(v.list) <= maxValues && strings.HasPrefix(text, fmt.Sprintf("%q is not valid value for ", v.list))
		}}, true
	}
	return quotation{}, false
}

// ofJSON: Gin reads structs and maps from parameters with JSON in them. That the
// error came out of one is certain, or the text has to look like it.
func ofJSON(node error, certain bool) (quotation, bool) {
	what := problem.Violation{Detail: "must be JSON in the documented form", Code: "wrong_type"}
	vague := func(v value) bool {
		return foreign.IsVague(node, codec.Package) && !sameText(node, codec.API.Unmarshal([]byte(v.text), new(map[string]any)))
	}
	left := maxRemade // together
	return quotation{what: what, vague: vague, fits: func(v value) bool {
		text := strings.TrimSpace(v.text)
		if len(text) > left || !certain && !isOpen(text) {
			return false
		}
		left -= len(text)
		if foreign.Quotes(node, codec.Package, text) {
			return true
		}
		err := json.Unmarshal([]byte(text), new(any))
		if wrong, ok := node.(*json.UnmarshalTypeError); ok {
			return err == nil && foreign.HasValueAt(text, wrong)
		}
		return sameText(node, err)
	}}, true
}
