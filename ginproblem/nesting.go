package ginproblem

import (
	"strings"

	"github.com/problemkit/problemkit/problem"
)

// nestedTooDeeply counts the brackets that are open, and the indicators that follow
// each other in a line with nothing to end a value between them.
func nestedTooDeeply(raw []byte) (at mark, deep bool) {
	open, row, line := 0, 0, 1
	for i, c := range raw {
		switch c {
		case '[', '{':
			open++
			row = 0
		case ']', '}':
			open = max(0, open-1)
			row = 0
		case ',':
			row = 0
		case '\n':
			row, line = 0, line+1
		case ':', '?', '-', '&', '!':
			if endsWord(raw, i+1) || c == '&' || c == '!' {
				row++
			}
		}
		if open > maxNesting || row > maxNesting {
			return mark{line: line}, true
		}
	}
	return at, false
}

func endsWord(raw []byte, i int) bool {
	return i == len(raw) || strings.IndexByte(" \t\r\n", raw[i]) >= 0
}

func tooDeep(at mark) problem.Violation {
	return problem.Violation{Detail: "the request body is nested too deeply" + at.String(), Code: "too_deep"}
}
