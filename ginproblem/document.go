package ginproblem

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/problemkit/problemkit/ginproblem/internal/foreign"
	"github.com/problemkit/problemkit/problem"
)

// document recognises the errors of reading XML, YAML and TOML, if the content that
// was read has them. None of their texts is for anybody: they quote the content,
// Go's types, or both.
func (r *reading) document() bool {
	start, whole := r.content()
	if len(start) == 0 {
		return false
	}
	return slices.ContainsFunc(r.nodes, func(node error) bool { return r.documents(node, start, whole) })
}

// documents asks one error alone: what the handler says around it is none of a
// reader's.
func (r *reading) documents(node error, start []byte, whole bool) bool {
	switch {
	case isYAML(node):
		return r.yaml(node, start)
	case r.isMedia("toml"):
		return isTOML(node, start) && r.blame(problem.InBody, tomlViolation(node, start))
	}
	return whole && r.isMedia("xml") && r.xml(node, start)
}

func (r *reading) isMedia(word string) bool {
	return strings.Contains(strings.ToLower(r.c.GetHeader("Content-Type")), word)
}

func (r *reading) yaml(node error, start []byte) bool {
	at := yamlMark(node)
	return at.in(start) && r.blame(problem.InBody, yamlViolation(node))
}

func (r *reading) xml(node error, start []byte) bool {
	if _, refused := xmlRefusal(node); refused {
		return sameText(node, scanXML(start)) && r.refuse(wrongEncoding("application/xml"))
	}
	v, ok := xmlViolation(node, start)
	return ok && r.blame(problem.InBody, v)
}

// mark is a place in a text, both counted from 1; 0 is unknown.
type mark struct {
	line, column int
	text         string // what stands there
	root         bool   // it is the first of all
}

// in reports whether the text really stands in that line.
func (m mark) in(raw []byte) bool {
	line, ok := lineOf(raw, m.line)
	first, _, _ := strings.Cut(m.text, "\n")
	return ok && bytes.Contains(line, []byte(strings.TrimSpace(first)))
}

func lineOf(raw []byte, number int) ([]byte, bool) {
	n := 0
	for line := range bytes.Lines(raw) {
		if n++; n == number {
			return line, true
		}
	}
	return nil, false
}

// String is how a detail goes on.
func (m mark) String() string {
	switch {
	case m.line < 1:
		return ""
	case m.column < 1:
		return " at line " + strconv.Itoa(m.line)
	}
	return " at line " + strconv.Itoa(m.line) + ", column " + strconv.Itoa(m.column)
}

func malformed(what string, at mark) problem.Violation {
	return problem.Violation{Detail: "the request body is not valid " + what + at.String(), Code: "malformed"}
}

func wrongType(at mark) problem.Violation {
	return problem.Violation{Detail: "a value is of another type" + at.String(), Code: "wrong_type"}
}

func outOfRange(at mark) problem.Violation {
	return problem.Violation{Detail: "a number is out of range" + at.String(), Code: "out_of_range"}
}

func empty() problem.Violation {
	return problem.Violation{Detail: "a request body is required", Code: "empty"}
}

func truncated() problem.Violation {
	return problem.Violation{Detail: "the request body ends too early", Code: "truncated"}
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
