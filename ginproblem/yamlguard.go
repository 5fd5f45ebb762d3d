package ginproblem

import (
	"bytes"
	"strings"

	"github.com/problemkit/problemkit/problem"
)

// unsafeYAML finds what Gin's reader would take too long for, and more documents
// than one. It looks at single characters and knows no texts in quotes: a document
// with hundreds of brackets in them is refused too.
func unsafeYAML(raw []byte) (problem.Violation, bool) {
	if at, deep := nestedTooDeeply(raw); deep {
		return tooDeep(at), true
	}
	if aliases(raw) > maxAliases {
		return problem.Violation{Detail: "the request body has too many aliases", Code: "too_deep"}, true
	}
	if at, ok := secondDocument(raw); ok {
		return problem.Violation{Detail: "the request body has more than one document" + at.String(), Code: "trailing_data"}, true
	}
	return problem.Violation{}, false
}

// aliases counts the stars that can begin an alias (YAML 1.2.2, section 7.1): at the
// beginning of a value, with a name behind them. Without an anchor they are none.
func aliases(raw []byte) (n int) {
	if !bytes.Contains(raw, []byte("&")) {
		return 0
	}
	for i, c := range raw {
		if c == '*' && !endsWord(raw, i+1) && (i == 0 || strings.IndexByte(" \t\r\n[{,:-?", raw[i-1]) >= 0) {
			n++
		}
	}
	return n
}

// secondDocument looks for a marker behind content (YAML 1.2.2, section 9.1.2),
// which no value can contain.
func secondDocument(raw []byte) (at mark, found bool) {
	content, line := false, 0
	for text := range bytes.Lines(raw) {
		line++
		marker := isMarker(text, "---") || isMarker(text, "...")
		switch trimmed := bytes.TrimSpace(text); {
		case marker && content:
			return mark{line: line}, hasContent(raw, line)
		case marker, len(trimmed) == 0, trimmed[0] == '#', text[0] == '%':
		default:
			content = true
		}
	}
	return at, false
}

func isMarker(line []byte, marker string) bool {
	return strings.HasPrefix(string(line), marker) && endsWord(line, len(marker))
}

// hasContent reports whether there is anything but markers and comments from a line
// on.
func hasContent(raw []byte, from int) bool {
	line := 0
	for text := range bytes.Lines(raw) {
		line++
		text = bytes.TrimSpace(bytes.TrimLeft(text, "-."))
		if line >= from && len(text) > 0 && text[0] != '#' {
			return true
		}
	}
	return false
}
