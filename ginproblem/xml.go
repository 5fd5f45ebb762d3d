package ginproblem

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/problemkit/problemkit/ginproblem/internal/foreign"
	"github.com/problemkit/problemkit/problem"
)

// scanXML returns where encoding/xml finds a text broken, read to the end of its
// first element as it does: nil if it does not.
func scanXML(raw []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(raw))
	depth, begun := 0, false
	for !begun || depth > 0 {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
			begun = true
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// rootOf is the name of the first element, without its prefix.
func rootOf(raw []byte) string {
	dec := xml.NewDecoder(bytes.NewReader(raw))
	for {
		token, err := dec.Token()
		if err != nil {
			return ""
		}
		if e, ok := token.(xml.StartElement); ok {
			return e.Name.Local
		}
	}
}

// hasElement reports whether there is anything that XML would begin with.
func hasElement(raw []byte) bool { return scanXML(raw) != io.EOF }

// xmlMark finds the value of an element or an attribute. encoding/xml gathers the
// text of an element across comments and trims what it converts. A text that stands
// in several places has no line.
func xmlMark(raw []byte, text string) (at mark, ok bool) {
	s := textSearch{dec: xml.NewDecoder(bytes.NewReader(raw)), text: strings.TrimSpace(text)}
	for {
		token, err := s.dec.RawToken()
		if err != nil {
			break
		}
		s.take(token)
	}
	if s.found == 1 {
		at.line = s.line
	}
	return at, s.found > 0
}

type textSearch struct {
	dec         *xml.Decoder
	text        string
	open        [][]byte // the text of each open element
	found, line int
}

func (s *textSearch) take(token xml.Token) {
	last := len(s.open) - 1
	switch t := token.(type) {
	case xml.StartElement:
		s.open = append(s.open, nil)
		for _, attr := range t.Attr {
			s.compare(attr.Value)
		}
	case xml.CharData:
		if last >= 0 {
			s.open[last] = append(s.open[last], t...)
		}
	case xml.EndElement:
		if last >= 0 {
			s.compare(string(s.open[last]))
			s.open = s.open[:last]
		}
	}
}

func (s *textSearch) compare(text string) {
	if strings.TrimSpace(text) == s.text {
		s.found++
		s.line, _ = s.dec.InputPos()
	}
}

// strictXML finds what encoding/xml lets pass: content behind the root, and
// prefixes that nobody has declared (Namespaces in XML 1.0, section 5).
func strictXML(raw []byte) xmlScan {
	s := xmlScan{dec: xml.NewDecoder(bytes.NewReader(raw)), declared: map[string]int{}}
	for {
		token, err := s.dec.RawToken()
		if err != nil {
			s.trailing = s.ended && err != io.EOF
			return s
		}
		if s.take(token); s.trailing || s.undeclared || s.deep {
			s.at.line, s.at.column = s.dec.InputPos()
			return s
		}
	}
}

type xmlScan struct {
	dec                        *xml.Decoder
	open                       [][]string     // the prefixes that each open element declares
	declared                   map[string]int // by how many open elements: one look, however deep
	ended                      bool           // the root has ended
	trailing, undeclared, deep bool
	at                         mark
}

func (s *xmlScan) take(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		s.trailing = s.ended
		s.begin(t)
	case xml.EndElement:
		s.end()
	case xml.CharData:
		s.trailing = s.ended && len(bytes.TrimSpace(t)) > 0
	}
}

func (s *xmlScan) begin(e xml.StartElement) {
	var own []string
	for _, attr := range e.Attr {
		if attr.Name.Space == "xmlns" {
			own = append(own, attr.Name.Local)
			s.declared[attr.Name.Local]++
		}
	}
	s.open = append(s.open, own)
	s.deep = len(s.open) > maxElements
	s.undeclared = !s.knows(e.Name.Space)
	for _, attr := range e.Attr {
		s.undeclared = s.undeclared || !s.knows(attr.Name.Space)
	}
}

func (s *xmlScan) end() {
	if last := len(s.open) - 1; last >= 0 {
		for _, prefix := range s.open[last] {
			s.declared[prefix]--
		}
		s.open = s.open[:last]
	}
	s.ended = len(s.open) == 0
}

func (s *xmlScan) knows(prefix string) bool {
	return prefix == "" || prefix == "xml" || prefix == "xmlns" || s.declared[prefix] > 0
}

// xmlViolation describes an error of encoding/xml, and reports whether it is about
// this text.
func xmlViolation(node error, raw []byte) (problem.Violation, bool) {
	switch e := node.(type) {
	case *xml.SyntaxError:
		return xmlSyntax(e), sameText(e, scanXML(raw))
	case xml.UnmarshalError:
		return problem.Violation{Detail: "the root of the request body is another element", Code: "wrong_type"}, strings.Contains(string(e), "<"+rootOf(raw)+">")
	case *strconv.NumError:
		at, ok := xmlMark(raw, e.Num)
		if e.Err == strconv.ErrRange {
			return outOfRange(at), ok
		}
		return wrongType(at), ok
	case *time.ParseError:
		at, ok := xmlMark(raw, e.Value)
		return wrongType(at), ok
	}
	if node == io.EOF && !hasElement(raw) {
		return malformed("XML", mark{}), true
	}
	return problem.Violation{}, false
}

func xmlSyntax(e *xml.SyntaxError) problem.Violation {
	if e.Msg == "unexpected EOF" {
		return truncated()
	}
	return malformed("XML", mark{line: e.Line})
}

// wrongEncoding is the problem of XML whose declaration names one that is not read.
func wrongEncoding(mediaTypes ...string) *problem.Problem {
	v := problem.Violation{Detail: "the XML must be in UTF-8", Code: "unsupported_encoding"}
	return problem.UnsupportedMediaType.New(problem.Accept(mediaTypes...), problem.Violations(v))
}

// xmlRefusal recognises an encoding that is not read.
func xmlRefusal(node error) (string, bool) {
	return strings.CutPrefix(foreign.PlainText(node), "xml: encoding ")
}
