package problem

import "strings"

// logText is visible without what is likely to be a secret: errors of clients
// quote whole URLs. Those are looked for before the text is cut, so that no cut
// can part a password from the sign that shows what it is. Twice is the same as
// once.
func logText(s string) string {
	bounded := cut(s, maxLogSearch)
	return visible(redact(bounded, len(bounded) < len(s)))
}

const (
	urlMark = "://" // stands in every URL between the scheme and the host
	secret  = "***"
)

// redact hides the credentials, the query and the fragment of every URL in a text,
// in one pass: scheme://***@host/path?***. If more text was cut off, a URL at the
// end whose host has not been seen is hidden as a whole.
func redact(text string, cutOff bool) string {
	if strings.Contains(text, `:\`) {
		text = plainSlashes(text)
	}
	if !strings.Contains(text, urlMark) {
		return text
	}
	dst := make([]byte, 0, len(text))
	for {
		before, after, found := strings.Cut(text, urlMark)
		dst = append(dst, before...)
		if !found {
			return string(dst)
		}
		end := urlEnd(before, after)
		dst = appendURL(append(dst, urlMark...), after[:end], cutOff && end == len(after))
		text = after[end:]
	}
}

// plainSlashes takes the backslashes away that stand before a slash: encoders of
// JSON may write every slash so (RFC 8259, section 7), and hide a URL by it.
func plainSlashes(text string) string {
	dst, held := make([]byte, 0, len(text)), 0
	for i := range len(text) {
		if text[i] == '/' {
			dst = dst[:len(dst)-held]
		}
		if held++; text[i] != '\\' {
			held = 0
		}
		dst = append(dst, text[i])
	}
	return string(dst)
}

// Quotes, as the errors of several languages print them, and angle brackets (RFC
// 3986, appendix C).
const (
	opening = "\"'`<"
	closing = "\"'`>"
)

// urlEnd returns where a URL ends, of which after is what follows the mark. In
// quotes that is the closing one, as a query may hold spaces. Other characters
// that belong in no URL don't end it: hiding a word too many harms less than
// half a secret.
func urlEnd(before, after string) int {
	if before = strings.TrimRightFunc(before, inScheme); before != "" {
		if i := strings.IndexByte(opening, before[len(before)-1]); i >= 0 {
			return quoteEnd(after, closing[i])
		}
	}
	for i := range len(after) {
		if spaced(after[i:]) {
			return i
		}
	}
	return len(after)
}

// inScheme takes colons too, for jdbc:postgresql and the like.
func inScheme(r rune) bool {
	return r < 0x80 && (alphanumeric(byte(r)) || strings.ContainsRune("+-.:", r))
}

// quoteEnd passes over quotes that are escaped, as strconv.Quote does it.
func quoteEnd(s string, quote byte) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case quote:
			return i
		case '\\':
			i++
		}
	}
	return len(s)
}

// spaced reports whether s begins with white space, bare or as visible writes
// it, so that twice is the same as once.
func spaced(s string) bool {
	switch s[0] {
	case ' ', '\t', '\n', '\r':
		return true
	}
	return len(s) > 5 && s[:5] == `\u000` && strings.IndexByte("9ad", s[5]) >= 0
}

// appendURL appends what follows the mark. open tells that its end is not known.
func appendURL(dst []byte, rest string, open bool) []byte {
	if wordy(rest) {
		at := strings.LastIndexByte(rest, '@')
		if at < 0 && open || strings.ContainsAny(rest[:max(at, 0)], "?#") {
			return append(dst, secret...) // what follows the @ may be of a query
		}
		if at >= 0 {
			dst, rest = append(append(dst, secret...), '@'), rest[at+1:]
		}
	}
	end := len(rest)
	if i := strings.IndexAny(rest, "?#"); i >= 0 {
		end = i
	}
	dst = appendHosts(dst, rest[:end], open && end == len(rest))
	if end+1 < len(rest) {
		return append(append(dst, rest[end]), secret...)
	}
	return append(dst, rest[end:]...)
}

// wordy reports whether a host seems to have a port that is no number, or one with
// an @ behind it: that is a password which should have been percent-encoded, and
// may hold any character up to the last @.
func wordy(rest string) bool {
	end := hostEnd(rest)
	_, port, found := strings.Cut(rest[:end], ":")
	if !found || rest[0] == '[' || strings.Contains(rest[:end], "@") {
		return false
	}
	return strings.Trim(port, "0123456789") != "" || port != "" && addressed(rest[end:])
}

// addressed reports whether what follows a number has an @ that may end a password.
// One that begins a segment of a path is a name, and one in the query of a path is
// the usual address.
func addressed(after string) bool {
	if strings.HasPrefix(after, "/") {
		after = after[:len(after)-len(strings.TrimLeftFunc(after, inPath))]
	}
	at := strings.LastIndexByte(after, '@')
	return at > 0 && after[at-1] != '/'
}

func inPath(r rune) bool { return r != '?' && r != '#' }

func hostEnd(rest string) int {
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		return end
	}
	return len(rest)
}

// appendHosts appends a path with the host before it. Further URLs may follow
// without a space, as in a list.
func appendHosts(dst []byte, path string, open bool) []byte {
	for {
		end := hostEnd(path)
		if open && end == len(path) {
			return append(dst, secret...)
		}
		if at := strings.LastIndexByte(path[:end], '@'); at >= 0 {
			dst, path = append(dst, secret...), path[at:]
		}
		before, after, found := strings.Cut(path, urlMark)
		dst = append(dst, before...)
		if !found {
			return dst
		}
		dst, path = append(dst, urlMark...), after
	}
}
