package problem

import (
	"strings"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// cut returns at most limit bytes of s, ending at a rune boundary.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// logText makes foreign text fit for a log line: bounded, and with the
// characters escaped that could forge a line, drive a terminal or turn the
// reading direction. No encoder of a log has to be trusted with it.
func logText(s string) string {
	bounded := cut(s, maxLogValue)
	if strings.IndexFunc(bounded, hiddenInLog) < 0 && utf8.ValidString(bounded) {
		return bounded
	}
	dst := make([]byte, 0, len(bounded)+16)
	for _, r := range bounded {
		dst = appendLogRune(dst, r)
	}
	return string(dst)
}

func appendLogRune(dst []byte, r rune) []byte {
	if !hiddenInLog(r) {
		return utf8.AppendRune(dst, r)
	}
	if r > 0xFFFF {
		r = utf8.RuneError
	}
	return appendEscape(dst, r)
}

// hiddenInLog reports whether r is invisible or has an effect when printed:
// C0 and C1 controls, zero-width and bidirectional controls, line and paragraph
// separators, the byte order mark and language tags.
func hiddenInLog(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7F && r <= 0x9F:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x2028 && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r == 0x061C, r == 0xFEFF, r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return false
}

// appendJSONString appends s as a JSON string (RFC 8259, section 7). Beyond the
// duties of JSON it escapes <, > and &, so that a document can stand inside
// HTML, and U+2028 and U+2029, which end a line in JavaScript. Bytes that are
// not UTF-8 become U+FFFD.
func appendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for len(s) > 0 {
		plain := plainPrefix(s)
		dst = append(dst, s[:plain]...)
		s = s[plain:]
		if len(s) == 0 {
			break
		}
		r, size := utf8.DecodeRuneInString(s)
		dst = appendJSONRune(dst, r)
		s = s[size:]
	}
	return append(dst, '"')
}

// plainPrefix returns how many bytes of s need no look at all.
func plainPrefix(s string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x20, c >= utf8.RuneSelf, c == '"', c == '\\', c == '<', c == '>', c == '&':
			return i
		}
	}
	return len(s)
}

func appendJSONRune(dst []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	case '<', '>', '&', '\u2028', '\u2029':
		return appendEscape(dst, r)
	}
	if r < 0x20 {
		return appendEscape(dst, r)
	}
	return utf8.AppendRune(dst, r)
}

// appendEscape appends r, at most U+FFFF, as \u and four hexadecimal digits.
func appendEscape(dst []byte, r rune) []byte {
	return append(dst, '\\', 'u', hexDigits[r>>12&0xF], hexDigits[r>>8&0xF], hexDigits[r>>4&0xF], hexDigits[r&0xF])
}
