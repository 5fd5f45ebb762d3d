package problem

import (
	"net/url"
	"strconv"
	"strings"
)

// Pointer returns the JSON Pointer to a place in a request body, in the
// fragment form that RFC 9457 shows ("#/items/0/qty"): one token for each
// member name or array index on the way, escaped by RFC 6901, sections 3 and 6.
// No token points to the whole body ("#").
//
// A pointer is bounded to 512 bytes, because member names in it can come from a
// client: one that would be longer points to the nearest enclosing value that
// fits.
func Pointer(tokens ...string) string {
	dst := make([]byte, 1, 32)
	dst[0] = '#'
	for _, token := range tokens {
		longer := appendToken(append(dst, '/'), token)
		if len(longer) > maxPointer {
			break
		}
		dst = longer
	}
	return string(dst)
}

// Index returns the token of an array index for [Pointer].
func Index(i int) string { return strconv.Itoa(i) }

// appendToken escapes ~ and / (RFC 6901, section 3), then percent-encodes what
// a fragment can't hold (section 6; RFC 3986, section 3.5).
func appendToken(dst []byte, token string) []byte {
	for i := range len(token) {
		switch c := token[i]; {
		case c == '~':
			dst = append(dst, "~0"...)
		case c == '/':
			dst = append(dst, "~1"...)
		case fragmentByte(c):
			dst = append(dst, c)
		default:
			dst = append(dst, '%', upperHex[c>>4], upperHex[c&0xF])
		}
	}
	return dst
}

// Tokens returns what Pointer was made of. For the whole body, and for a text that
// is no pointer in the fragment form, there are none.
func Tokens(pointer string) []string {
	way, ok := strings.CutPrefix(pointer, "#/")
	if !ok {
		return nil
	}
	tokens := strings.Split(way, "/")
	for i, token := range tokens {
		if strings.ContainsAny(token, "%~") {
			plain, _ := url.PathUnescape(token)
			tokens[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(plain)
		}
	}
	return tokens
}

const upperHex = "0123456789ABCDEF"

func fragmentByte(c byte) bool {
	return alphanumeric(c) || strings.IndexByte("-._!$&'()*+,;=:@?", c) >= 0
}
