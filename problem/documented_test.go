package problem_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// phrases are those of RFC 9110, section 15, and of the RFCs that registered
// the codes that it does not define.
func phrases() map[int]string {
	return map[int]string{
		400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
		405: "Method Not Allowed", 406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout",
		409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed", 413: "Content Too Large",
		414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable", 417: "Expectation Failed",
		421: "Misdirected Request", 422: "Unprocessable Content", 423: "Locked", 424: "Failed Dependency", 425: "Too Early",
		426: "Upgrade Required", 428: "Precondition Required", 429: "Too Many Requests",
		431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons",
		500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
		504: "Gateway Timeout", 505: "HTTP Version Not Supported", 506: "Variant Also Negotiates",
		507: "Insufficient Storage", 508: "Loop Detected", 511: "Network Authentication Required",
	}
}

func TestOfStatus(t *testing.T) {
	t.Parallel()
	for status := range 1001 {
		kind, phrase := problem.OfStatus(status), phrases()[status]
		switch {
		case status < 400 || status > 599:
			assert.Equal(t, problem.InternalServerError, kind, "%d is no error status", status)
			continue
		case phrase != "":
			assert.Equal(t, kind, problem.OfStatus(status), "%d is documented: one declaration", status)
		case status == 499:
			phrase = "Client Closed Request"
		case status < 500:
			phrase = "Client Error"
		default:
			phrase = "Server Error"
		}
		assert.Equal(t, phrase, kind.Title(), status)
		assert.Equal(t, status, kind.Status())
		assert.Equal(t, "about:blank", kind.URI())
		assert.ErrorIs(t, kind.New(), problem.OfStatus(status))
	}
	assert.Equal(t, problem.InternalServerError, problem.OfStatus(-1))
}

// TestDocumentedNames reads the declarations, so that none can be forgotten:
// each is named after its phrase and is what OfStatus returns.
func TestDocumentedNames(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "documented.go", nil, 0)
	require.NoError(t, err)
	statuses := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !spec.Names[0].IsExported() {
			return true
		}
		statuses[spec.Names[0].Name] = spec.Values[0].(*ast.CallExpr).Args[0].(*ast.BasicLit).Value
		return false
	})
	assert.Len(t, statuses, len(phrases()))
	for status, phrase := range phrases() {
		name := strings.ReplaceAll(phrase, " ", "")
		assert.Equal(t, statuses[name], strings.Fields(problem.OfStatus(status).Error())[0], name)
	}
}

func TestDocumentedValues(t *testing.T) {
	t.Parallel()
	for _, kind := range []problem.Type{problem.BadRequest, problem.NotFound, problem.URITooLong, problem.NetworkAuthenticationRequired} {
		assert.Equal(t, kind, problem.OfStatus(kind.Status()), "== the declaration")
	}
}
