package problem

import "unicode/utf8"

// plainPrefix returns how many bytes of s JSON sends as they stand, see
// appendJSONString. Texts of answers are plain nearly always, so that eight bytes
// are looked at in one step.
func plainPrefix(s string) int {
	plain := 0
	for len(s)-plain >= 8 && isPlainWord(wordOf(s[plain:])) {
		plain += 8
	}
	for plain < len(s) && isPlainByte(s[plain]) {
		plain++
	}
	return plain
}

func isPlainByte(c byte) bool {
	switch {
	case c < 0x20, c >= utf8.RuneSelf, c == '"', c == '\\', c == '<', c == '>', c == '&':
		return false
	}
	return true
}

// wordOf packs the first eight bytes. The compiler makes one load of it.
func wordOf(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

const (
	ones  = 0x0101010101010101 // a byte times this is a word of it
	highs = 0x80 * ones
)

// isPlainWord is isPlainByte for eight bytes at once. For bytes below 0x80 the
// highest bit of (byte - n) is set if it is smaller than n; borrows from a byte that
// is not plain can spoil others, but not the result. '<' and '>' are the same but for
// one bit, and so are '"' and '&'.
func isPlainWord(w uint64) bool {
	outside := w | (w - 0x20*ones) | without(w|0x02*ones, '>') | without(w|0x04*ones, '&') | without(w, '\\')
	return outside&highs == 0
}

// without has the highest bit of a byte below 0x80 set if that is c: what is left
// without c is nothing, and one less has that bit.
func without(w, c uint64) uint64 { return (w ^ c*ones) - ones }
