package ginproblem

import (
	"bytes"
	"encoding/xml"
	"io"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/gin-gonic/gin/binding"

	"github.com/problemkit/problemkit/ginproblem/internal/foreign"
	"github.com/problemkit/problemkit/problem"
)

// Bounds of documents whose readers are slow with some. Gin's readers of YAML and
// TOML take time that grows with the square of the members: half a megabyte of them
// takes minutes, what fits into the bound half a second at most. Aliases of aliases
// take for ever.
const (
	maxSlow     = 32 << 10 // bytes of YAML or TOML
	maxAliases  = 10       // each can stand for all that stands before it
	maxNesting  = 100      // of arrays and objects in YAML and TOML
	maxElements = 1000     // of XML, one in the other
)

// decode reads what is no JSON and no form, by the tag of its medium.
func decode(tag string, raw []byte, target any) error {
	switch tag {
	case "xml":
		return decodeXML(raw, target)
	case "yaml":
		return decodeYAML(raw, target)
	}
	return decodeTOML(raw, target)
}

func unreadable(target any, raw []byte, v problem.Violation, err error) error {
	return &problem.InputError{In: problem.InBody, Target: target, Raw: raw, Violations: []problem.Violation{v}, Err: err}
}

func decodeXML(raw []byte, target any) error {
	err := xml.NewDecoder(bytes.NewReader(raw)).Decode(target)
	if err == nil {
		return furtherXML(raw, target)
	}
	if _, refused := xmlRefusal(err); refused {
		p := wrongEncoding(accepted(target)...)
		p.Apply(problem.Cause(err))
		return p
	}
	if isBlank(raw) {
		return unreadable(target, raw, empty(), err)
	}
	for _, node := range nodesOf(err) {
		if v, known := xmlViolation(node, raw); known {
			return unreadable(target, raw, v, err)
		}
	}
	return unreadable(target, raw, problem.Violation{Detail: "a value is not valid", Code: "invalid"}, err)
}

// furtherXML looks for what encoding/xml has not looked at.
func furtherXML(raw []byte, target any) error {
	switch s := strictXML(raw); {
	case s.deep:
		return unreadable(target, raw, tooDeep(s.at), nil)
	case s.trailing:
		return unreadable(target, raw, problem.Violation{Detail: "the request body goes on behind the root element" + s.at.String(), Code: "trailing_data"}, nil)
	case s.undeclared:
		return unreadable(target, raw, malformed("XML: a prefix is not declared", s.at), nil)
	}
	return nil
}

// box keeps what it holds from Gin's validator: its caller validates.
type box struct{ target any }

// UnmarshalYAML passes the target on to the reader.
func (b *box) UnmarshalYAML(unmarshal func(any) error) error { return unmarshal(b.target) }

// asText refuses what is too large for the slow readers of YAML and TOML, and what
// these two can't contain (YAML 1.2.2, section 5.1; TOML 1.0, section 1). XML has a
// reader that knows both.
func asText(raw []byte, target any) error {
	if len(raw) > maxSlow {
		return &problem.InputError{In: problem.InBody, Err: &http.MaxBytesError{Limit: maxSlow}}
	}
	control := bytes.IndexFunc(raw, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' || r == 0x7F })
	switch {
	case !utf8.Valid(raw):
		return unreadable(target, raw, malformed("UTF-8", mark{}), nil)
	case control >= 0:
		at := mark{line: bytes.Count(raw[:control], []byte("\n")) + 1}
		return unreadable(target, raw, malformed("text: it has a control character", at), nil)
	}
	return nil
}

func decodeYAML(raw []byte, target any) error {
	if err := asText(raw, target); err != nil {
		return err
	}
	if v, ok := unsafeYAML(raw); ok {
		return unreadable(target, raw, v, nil)
	}
	held := &box{target}
	switch err := bindBody(binding.YAML, raw, held); {
	case err == nil, refusesBox(err, held):
		return nil
	case err == io.EOF:
		return unreadable(target, raw, empty(), err)
	default:
		return unreadable(target, raw, yamlFault(err), err)
	}
}

// refusesBox reports whether a validator that a program has made itself refuses
// what it does not know: the target is validated later.
func refusesBox(err error, held *box) bool {
	return binding.Validator != nil && !slices.ContainsFunc(nodesOf(err), isYAML) && sameText(err, binding.Validator.ValidateStruct(held))
}

// yamlFault describes the outermost error of the reader, or one of a method of
// the target.
func yamlFault(err error) problem.Violation {
	for _, node := range nodesOf(err) {
		if isYAML(node) {
			return yamlViolation(node)
		}
	}
	if err == errReader {
		return wrongType(mark{})
	}
	if foreign.PlainText(err) == "exceeded max depth" {
		return tooDeep(mark{})
	}
	return problem.Violation{Detail: "a value is not valid", Code: "invalid"}
}

func isBlank(raw []byte) bool { return len(bytes.TrimSpace(raw)) == 0 }
