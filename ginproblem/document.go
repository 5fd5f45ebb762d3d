package ginproblem

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/problemkit/problemkit/problem"
)

// document recognises the errors of reading XML, YAML and TOML, if the content that
// was read has them. None of their texts is for anybody: they quote the content,
// Go's types, or both.
func (r *inquest) document() bool {
	start, whole := r.content()
	if len(start) == 0 {
		return false
	}
	return slices.ContainsFunc(r.nodes, func(node error) bool { return r.documents(node, start, whole) })
}

// documents asks one error alone: what the handler says around it is none of a
// reader's.
func (r *inquest) documents(node error, start []byte, whole bool) bool {
	switch {
	case isYAML(node):
		return r.yaml(node, start)
	case r.isMedia("toml"):
		return isTOML(node, start) && r.blame(problem.InBody, tomlViolation(node, start))
	}
	return whole && r.isMedia("xml") && r.xml(node, start)
}

func (r *inquest) isMedia(word string) bool {
	return strings.Contains(strings.ToLower(r.c.GetHeader("Content-Type")), word)
}

func (r *inquest) yaml(node error, start []byte) bool {
	at := yamlMark(node)
	return at.in(start) && r.blame(problem.InBody, yamlViolation(node))
}

func (r *inquest) xml(node error, start []byte) bool {
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
