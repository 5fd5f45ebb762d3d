package problem

import (
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// cut returns at most limit bytes of s, ending at a rune boundary. Where there
// is none nearby, because the text is no UTF-8, it ends anywhere.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for end := limit; end > max(0, limit-utf8.UTFMax); end-- {
		if utf8.RuneStart(s[end]) {
			return s[:end]
		}
	}
	return s[:limit]
}

// visible makes foreign text fit for a log line: bounded, escapes included, and
// with the characters escaped that could forge a line, drive a terminal or turn
// the reading direction. No encoder of a log has to be trusted with it. Twice is
// the same as once.
func visible(s string) string {
	bounded := cut(s, maxLogValue)
	if strings.IndexFunc(bounded, hiddenInLog) < 0 && utf8.ValidString(bounded) {
		return bounded
	}
	dst := make([]byte, 0, maxLogValue)
	for _, r := range bounded {
		before := len(dst)
		if dst = appendLogRune(dst, r); len(dst) > maxLogValue {
			return string(dst[:before])
		}
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
// C0 and C1 controls, soft hyphens, zero-width and bidirectional controls, line
// and paragraph separators, annotations, the byte order mark and language tags.
func hiddenInLog(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7F && r <= 0x9F:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x2028 && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r == 0xAD, r == 0x061C, r == 0x180E, r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F:
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

// appendFloat appends a finite number in the shortest form that reads back the
// same, with an exponent where JavaScript would use one (ECMA-262,
// Number::toString).
func appendFloat(dst []byte, f float64, bits int) []byte {
	size, least, most := math.Abs(f), 1e-6, 1e21
	if bits == 32 {
		least, most = float64(float32(least)), float64(float32(most))
	}
	if size == 0 || size >= least && size < most {
		return strconv.AppendFloat(dst, f, 'f', -1, bits)
	}
	dst = strconv.AppendFloat(dst, f, 'e', -1, bits)
	if n := len(dst); dst[n-3] == '-' && dst[n-2] == '0' {
		dst[n-2] = dst[n-1]
		dst = dst[:n-1]
	}
	return dst
}

// cutScheme divides a URI reference behind its scheme, if it has one (RFC 3986,
// section 3.1). A relative one has no colon in its first segment (section 4.2).
func cutScheme(text string) (scheme, rest string, ok bool) {
	end := strings.IndexAny(text, ":/?#")
	if end < 0 || text[end] != ':' {
		return "", text, true
	}
	scheme = text[:end]
	for i := range len(scheme) {
		c := scheme[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || !('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.')) {
			return "", text, false
		}
	}
	return scheme, text[end+1:], scheme != ""
}

// hostOf returns the host and port of what follows a scheme. The usual instance
// has none, and costs nothing.
func hostOf(rest string) (host string, ok bool) {
	if !strings.HasPrefix(rest, "//") {
		return "", true
	}
	parsed, err := url.Parse(rest)
	if err != nil {
		return "", false
	}
	return parsed.Host, true
}

// wellFormed checks the percent-encoding, that there is one fragment at most, and
// that brackets stand around an IP address only (RFC 3986, sections 2.1, 3.2.2
// and 3.5).
func wellFormed(text, host string) bool {
	for i := range len(text) {
		if text[i] == '%' && (i+2 >= len(text) || !hexByte(text[i+1]) || !hexByte(text[i+2])) {
			return false
		}
	}
	brackets := strings.Count(text, "[") + strings.Count(text, "]")
	return strings.Count(text, "#") <= 1 && brackets == strings.Count(host, "[")+strings.Count(host, "]")
}

func hexByte(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

// uriByte reports whether c may stand in a URI reference (RFC 3986, section 2).
func uriByte(c byte) bool {
	if c <= ' ' || c >= 0x7F {
		return false
	}
	switch c {
	case '"', '<', '>', '\\', '^', '`', '{', '|', '}':
		return false
	}
	return true
}

// alphanumeric is what the grammars of the RFCs call ALPHA and DIGIT.
func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// seconds is a time to wait in whole seconds, never negative, rounded up: a
// client that comes back too early is refused again.
func seconds(d time.Duration) string {
	whole := max(d, 0) / time.Second
	if d > whole*time.Second {
		whole++
	}
	return strconv.FormatInt(int64(whole), 10)
}
