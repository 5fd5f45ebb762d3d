package jsoninput

import (
	"strconv"
	"strings"
	"unicode"
)

// Folded returns the same text for all names that encoding/json may take for the
// same: those that strings.EqualFold calls equal, and the spellings of an integer,
// which is the key of a map.
func Folded(name string) string {
	if name != "" && name[0] <= '9' { // most are no integers, and would make an error
		if n, err := strconv.ParseInt(name, 10, 64); err == nil {
			return strconv.FormatInt(n, 10)
		}
	}
	return strings.Map(func(r rune) rune {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return least
	}, name)
}
