package accept

import "strings"

// whitespace is what OWS consists of (RFC 9110, section 5.6.3).
const whitespace = " \t"

// tokenMarks are the characters a token may hold besides letters and digits
// (RFC 9110, section 5.6.2).
const tokenMarks = "!#$%&'*+-.^_`|~"

// IsToken reports whether text is a token (RFC 9110, section 5.6.2).
func IsToken(text string) bool {
	_, rest := cutToken(text)
	return text != "" && rest == ""
}

// cutToken splits off the longest token that text starts with, possibly none.
func cutToken(text string) (token, rest string) {
	end := 0
	for end < len(text) && IsTokenByte(text[end]) {
		end++
	}
	return text[:end], text[end:]
}

// IsTokenByte reports whether a token may hold c.
func IsTokenByte(c byte) bool {
	lower := c | 0x20
	return 'a' <= lower && lower <= 'z' || '0' <= c && c <= '9' ||
		strings.IndexByte(tokenMarks, c) >= 0
}
