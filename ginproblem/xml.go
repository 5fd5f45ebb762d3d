package ginproblem

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
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

// hasElement reports whether there is anything that XML would begin with.
func hasElement(raw []byte) bool { return scanXML(raw) != io.EOF }

// xmlMark finds the value of an element or an attribute. encoding/xml trims what it
// converts.
func xmlMark(raw []byte, text string) (at mark, ok bool) {
	dec := xml.NewDecoder(bytes.NewReader(raw))
	for text != "" {
		token, err := dec.RawToken()
		if err != nil {
			break
		}
		if holdsText(token, text) {
			at.line, _ = dec.InputPos()
			return at, true
		}
	}
	return at, false
}

func holdsText(token xml.Token, text string) bool {
	switch t := token.(type) {
	case xml.CharData:
		return strings.TrimSpace(string(t)) == text
	case xml.StartElement:
		for _, attr := range t.Attr {
			if strings.TrimSpace(attr.Value) == text {
				return true
			}
		}
	}
	return false
}

// strictXML finds what encoding/xml lets pass: content behind the root, and
// prefixes that nobody has declared (Namespaces in XML 1.0, section 5).
func strictXML(raw []byte) (at mark, trailing, undeclared bool) {
	s := xmlScan{dec: xml.NewDecoder(bytes.NewReader(raw))}
	for {
		token, err := s.dec.RawToken()
		if err != nil {
			return s.at, s.trailing || s.ended && err != io.EOF, s.undeclared
		}
		if s.take(token); s.trailing || s.undeclared {
			s.at.line, s.at.column = s.dec.InputPos()
			return s.at, s.trailing, s.undeclared
		}
	}
}

type xmlScan struct {
	dec                  *xml.Decoder
	declared             []map[string]bool // by each open element
	ended                bool              // the root has ended
	trailing, undeclared bool
	at                   mark
}

func (s *xmlScan) take(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		s.trailing = s.ended
		s.open(t)
	case xml.EndElement:
		if s.declared = s.declared[:max(0, len(s.declared)-1)]; len(s.declared) == 0 {
			s.ended = true
		}
	case xml.CharData:
		s.trailing = s.ended && len(bytes.TrimSpace(t)) > 0
	}
}

func (s *xmlScan) open(e xml.StartElement) {
	var own map[string]bool
	for _, attr := range e.Attr {
		if attr.Name.Space == "xmlns" {
			if own == nil {
				own = map[string]bool{}
			}
			own[attr.Name.Local] = true
		}
	}
	s.declared = append(s.declared, own)
	s.undeclared = !s.knows(e.Name.Space)
	for _, attr := range e.Attr {
		s.undeclared = s.undeclared || !s.knows(attr.Name.Space)
	}
}

func (s *xmlScan) knows(prefix string) bool {
	if prefix == "" || prefix == "xml" || prefix == "xmlns" {
		return true
	}
	for _, names := range s.declared {
		if names[prefix] {
			return true
		}
	}
	return false
}
