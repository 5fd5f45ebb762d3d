package problem

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// quotedError returns err as an InputError if it has no place but quotes a value
// of the JSON that was read, or has to be about some value of it. The place is
// certain if only one value fits.
//
// A program can come upon the same text elsewhere, in its own files for one. That
// the client has sent it is the better explanation of the two.
func quotedError(err error, body *bodyReader) error {
	notes := body.look()
	if len(notes.kept) == 0 {
		return err
	}
	var usual usualTree
	tree := errorTree(usual[:0]).of(err)
	if in, ok := find[*InputError](tree); ok && !in.open() {
		return err
	}
	if tooLarge := body.limited(tree); tooLarge != nil {
		return &InputError{In: InBody, Err: errors.Join(tooLarge, err)}
	}
	q := quotationOf(tree)
	if q.fits == nil && !q.certain || !isJSONStart(notes.kept) {
		return err
	}
	return q.explain(err, tree, &notes)
}

// limited asks a limit that the handler has put around the body, when JSON seems to
// be broken: version 2 of encoding/json turns its error into one of syntax. A body
// that has failed fails again, and one of this type reads nothing into no room.
func (b *bodyReader) limited(tree errorTree) error {
	if _, broken := find[*json.SyntaxError](tree); !broken {
		return nil
	}
	around := b.watched.Body
	if around == nil || reflect.TypeOf(around).String() != "*http.maxBytesReader" {
		return nil
	}
	_, err := around.Read(nil)
	if tooLarge, ok := err.(*http.MaxBytesError); ok {
		return tooLarge
	}
	return nil
}

// whole reports whether all that was read is kept.
func (b *bodyNotes) whole() bool { return b.read == int64(len(b.kept)) }

// isJSONStart reports whether a text is one JSON value, or the beginning of one.
func isJSONStart(raw []byte) bool {
	err := json.NewDecoder(bytes.NewReader(raw)).Decode(new(json.RawMessage))
	return err == nil || err == io.ErrUnexpectedEOF
}

// quotation is what an error tells of the value that it is about.
type quotation struct {
	fits    func(*jsonScan) bool // nil: nothing
	certain bool                 // it is about JSON that was read, if a value fits or may be in what is not kept
	what    Violation            // empty: what the kind of the error says
	other   *quotation           // if nothing fits
}

func (q *quotation) explain(err error, tree errorTree, notes *bodyNotes) error {
	tokens, fitting := q.search(notes.kept)
	switch {
	case fitting == 0 && q.other != nil:
		return q.other.explain(err, tree, notes)
	case fitting == 0 && (!q.certain || q.fits != nil && notes.whole()):
		return err
	}
	v := q.what
	if v.Detail == "" {
		v = valueViolation(tree)
	}
	if fitting == 1 && notes.whole() {
		v.Pointer = Pointer(tokens...)
	}
	return &InputError{In: InBody, Raw: notes.kept, Violations: []Violation{v}, Err: err}
}

// search returns the way to a fitting value, and whether there are none, one, or
// more.
func (q *quotation) search(raw []byte) (tokens []string, fitting int) {
	if q.fits == nil {
		return nil, 0
	}
	for v := range valuesOf(raw) {
		if q.fits(v) {
			tokens = v.tokens()
			if fitting++; fitting > 1 {
				break
			}
		}
	}
	return tokens, fitting
}

// quotationOf looks at the kinds of errors that readers of JSON values return, and
// encoding/json passes on as they are.
func quotationOf(tree errorTree) quotation {
	if date, ok := find[*time.ParseError](tree); ok {
		return quotation{fits: textIs(date.Value)}
	}
	if number, ok := find[*strconv.NumError](tree); ok {
		return quotation{fits: textIs(number.Num)}
	}
	if wrong, ok := find[*json.UnmarshalTypeError](tree); ok {
		return ofName(wrong)
	}
	for _, node := range tree {
		if corrupt, ok := node.(base64.CorruptInputError); ok {
			what := Violation{Detail: "must be a string", Code: codeWrongType} // as version 2 of encoding/json has it
			return quotation{fits: func(s *jsonScan) bool { return s.corruptAt(corrupt) }, what: what}
		}
	}
	return ofText(tree)
}

// ofName: a member name that can't be the key of a map is given out for a number,
// and so is a string, or quoted, where a number has to stand in it.
func ofName(wrong *json.UnmarshalTypeError) quotation {
	kind, text, _ := strings.Cut(wrong.Value, " ")
	switch {
	case text == "":
		return quotation{}
	case kind == "string":
		return quotation{fits: func(s *jsonScan) bool { return string(s.lexeme()) == text }}
	}
	return quotation{
		fits:  nameIs(text),
		what:  Violation{Detail: "must have a name that is an integer", Code: codeName},
		other: &quotation{fits: textIs(text)},
	}
}

// ofText recognises errors of encoding/json that have no type.
func ofText(tree errorTree) quotation {
	if len(tree) == 0 {
		return quotation{}
	}
	text, _ := try(tree[len(tree)-1].Error)
	if quoted, ok := strings.CutPrefix(text, "json: unknown field "); ok {
		return ofUnknown(quoted)
	}
	if value, ok := strings.CutPrefix(text, "json: invalid use of ,string struct tag, trying to unmarshal "); ok {
		return ofQuoted(value)
	}
	if value, ok := strings.CutPrefix(text, "json: invalid number literal, trying to unmarshal "); ok {
		q := ofQuoted(value)
		q.what = Violation{Detail: "must be a number", Code: codeWrongType}
		return q
	}
	return quotation{certain: text == "Time.UnmarshalJSON: input is not a JSON string", what: Violation{
		Detail: "must be a date or time in the documented form", Code: codeWrongType,
	}}
}

func ofUnknown(quoted string) quotation {
	name, err := strconv.Unquote(quoted)
	q := quotation{certain: err == nil, what: Violation{Detail: "is not a known member", Code: codeUnknown}}
	if q.certain {
		q.fits = nameIs(name)
	}
	return q
}

// ofQuoted is about a field whose value has to stand in a string. The error has
// the value, or says that it stood in none.
func ofQuoted(value string) quotation {
	q := quotation{certain: true, what: Violation{Detail: "is not valid", Code: codeInvalid}}
	prefix, err := strconv.QuotedPrefix(value)
	if text, wrong := strconv.Unquote(prefix); err == nil && wrong == nil {
		q.fits = textIs(text)
	}
	return q
}

func nameIs(name string) func(*jsonScan) bool {
	return func(s *jsonScan) bool {
		way := s.way()
		return len(way) == s.depth && s.depth > 0 && way[s.depth-1].object && way[s.depth-1].name == name
	}
}

// textIs compares with the value of a string, and with how it is spelt, without and
// with its quotes.
func textIs(text string) func(*jsonScan) bool {
	return func(s *jsonScan) bool {
		if text == "" || s.kind != "string" {
			return false
		}
		spelt := string(s.lexeme())
		return s.text() == text || spelt == text || strings.Trim(spelt, `"`) == text
	}
}

// lexeme is the value as it stands there, without what separates it from the one
// before it.
func (s *jsonScan) lexeme() []byte {
	return bytes.TrimLeft(s.raw[s.before:s.after], " \t\r\n:,")
}

func (s *jsonScan) text() (text string) {
	_ = json.Unmarshal(s.lexeme(), &text)
	return text
}

func (s *jsonScan) corruptAt(offset base64.CorruptInputError) bool {
	if s.kind != "string" {
		return false
	}
	_, err := base64.StdEncoding.DecodeString(s.text())
	return err == offset
}
