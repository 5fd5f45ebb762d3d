package problem

import (
	"bytes"
	"encoding/json"
	"iter"
	"strings"
	"sync"
)

// locate returns the way to the value that encoding/json complains of, if the
// text confirms the place: offset, kind of value and names on the way. The error
// itself knows neither array indexes nor names with dots in them, and its offset
// means another text when a type has an UnmarshalJSON of its own.
func locate(raw []byte, wrong *json.UnmarshalTypeError) (tokens []string, ok bool) {
	if tokens, ok = locateAt(raw, wrong, wrong.Offset); ok || !offsetsBefore() {
		return tokens, ok
	}
	blanks := len(raw) - len(bytes.TrimLeft(raw, " \t\r\n")) // which a Decoder of version 2 does not count
	return locateAt(raw, wrong, wrong.Offset+int64(blanks))
}

func locateAt(raw []byte, wrong *json.UnmarshalTypeError, offset int64) (tokens []string, ok bool) {
	for v := range valuesOf(raw) {
		if v.before > offset {
			break
		}
		if v.at(offset) && v.fits(wrong) {
			return v.tokens(), true
		}
	}
	return nil, false
}

// syntaxOffset returns where encoding/json finds raw broken, read as one value;
// -1 when it is not.
func syntaxOffset(raw []byte) int64 {
	if syntax, ok := json.Unmarshal(raw, new(json.RawMessage)).(*json.SyntaxError); ok {
		return syntax.Offset
	}
	return -1
}

// readThrough reads raw as values one after the other, and returns what stops
// it: io.EOF for none, io.ErrUnexpectedEOF when only the end is missing, else a
// *json.SyntaxError.
func readThrough(raw []byte) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	for {
		if err := dec.Decode(new(json.RawMessage)); err != nil {
			return err
		}
	}
}

// offsetsBefore finds out which version of encoding/json the program has: in
// version 2 an offset lies before what is wrong, and not behind it.
var offsetsBefore = sync.OnceValue(func() bool { return syntaxOffset([]byte("x")) == 0 })

// jsonScan walks over the values of a JSON text.
type jsonScan struct {
	raw    []byte
	dec    *json.Decoder
	path   []step
	kind   string // of the value, as encoding/json names it in errors; "" for other tokens
	number string // its text, if it is a number
	depth  int    // how much of the path leads to it
	before int64  // the end of the token before it
	after  int64  // its end; of an object or array, the end of the opening bracket
}

// step is one open object or array.
type step struct {
	object bool
	named  bool
	name   string
	index  int
}

// valuesOf yields the scan at each value. The way to one is worked out only when
// asked for: the text may be nested as deep as it is long.
func valuesOf(raw []byte) iter.Seq[*jsonScan] {
	return func(yield func(*jsonScan) bool) {
		s := &jsonScan{raw: raw, dec: json.NewDecoder(bytes.NewReader(raw))}
		s.dec.UseNumber()
		for s.next() {
			if s.kind != "" && !yield(s) {
				return
			}
		}
	}
}

func (s *jsonScan) next() bool {
	s.before = s.dec.InputOffset()
	token, err := s.dec.Token()
	if err != nil {
		return false
	}
	s.kind, s.after = "", s.dec.InputOffset()
	if name, ok := token.(string); ok && s.names(name) {
		return true
	}
	s.read(token)
	return true
}

// names takes a string as the name of the next member, if one is due.
func (s *jsonScan) names(name string) bool {
	top := s.top()
	if top == nil || !top.object || top.named {
		return false
	}
	top.name, top.named = name, true
	return true
}

func (s *jsonScan) read(token json.Token) {
	switch value := token.(type) {
	case json.Delim:
		s.bracket(value)
	case json.Number:
		s.enter("number")
		s.number = string(value)
	case string:
		s.enter("string")
	case bool:
		s.enter("bool")
	case nil:
		s.enter("null")
	}
}

func (s *jsonScan) bracket(delim json.Delim) {
	switch delim {
	case '{':
		s.enter("object")
		s.path = append(s.path, step{object: true})
	case '[':
		s.enter("array")
		s.path = append(s.path, step{index: -1})
	default:
		s.path = s.path[:len(s.path)-1]
	}
}

// enter counts a value in the array or object around it.
func (s *jsonScan) enter(kind string) {
	if top := s.top(); top != nil {
		top.index++
		top.named = false
	}
	s.kind, s.depth = kind, len(s.path)
}

func (s *jsonScan) top() *step {
	if len(s.path) == 0 {
		return nil
	}
	return &s.path[len(s.path)-1]
}

// way is bounded by what fits into a pointer.
func (s *jsonScan) way() []step { return s.path[:min(s.depth, maxPointer)] }

func (s *jsonScan) tokens() []string {
	tokens := make([]string, 0, len(s.way()))
	for i := range s.way() {
		tokens = append(tokens, s.path[i].token())
	}
	return tokens
}

func (s *step) token() string {
	if s.object {
		return s.name
	}
	return Index(s.index)
}

// at reports whether an error with that offset means this value. That of a
// number too large for an any lies one byte further.
func (s *jsonScan) at(offset int64) bool {
	if !offsetsBefore() {
		return offset == s.after || s.kind == "number" && offset == s.after+1
	}
	start := len(s.raw) - len(bytes.TrimLeft(s.raw[s.before:], " \t\r\n:,"))
	return s.before <= offset && offset <= int64(start)
}

// fits reports whether the value is what encoding/json says of it.
func (s *jsonScan) fits(wrong *json.UnmarshalTypeError) bool {
	if wrong.Value != s.kind && (s.kind != "number" || wrong.Value != "number "+s.number) {
		return false
	}
	return s.leadsThrough(wrong.Field)
}

// leadsThrough compares with the names that encoding/json gives, joined by dots:
// those of struct fields only, embedded ones among them that the text does not
// have; in version 2 all of the text's, escaped by RFC 6901.
func (s *jsonScan) leadsThrough(field string) bool {
	for i := range s.way() {
		name := s.path[i].token()
		rest, ok := cutThrough(field, name)
		if !ok && strings.ContainsAny(name, "~/") {
			rest, ok = cutThrough(field, strings.NewReplacer("~", "~0", "/", "~1").Replace(name))
		}
		if ok {
			field = rest
		}
	}
	return field == ""
}

// cutThrough cuts off a name, and the embedded structs that stand before it.
func cutThrough(field, name string) (rest string, ok bool) {
	for field != "" {
		if rest, ok = cutName(field, name); ok {
			return rest, true
		}
		_, field, _ = strings.Cut(field, ".")
	}
	return "", false
}

func cutName(field, name string) (rest string, ok bool) {
	if len(field) < len(name) || !strings.EqualFold(field[:len(name)], name) {
		return "", false
	}
	rest = field[len(name):]
	return strings.TrimPrefix(rest, "."), rest == "" || rest[0] == '.'
}
