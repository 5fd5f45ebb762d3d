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

// redact hides the credentials and the query of every URL in a text, in one
// pass: scheme://***@host/path?***. If more text was cut off, a URL at the end
// whose host has not been seen is hidden as a whole.
func redact(text string, cutOff bool) string {
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

// urlEnd returns where a URL ends, of which after is what follows the mark. In
// quotes that is the closing one, as a query may hold spaces. Other characters
// that belong in no URL don't end it: hiding a word too many harms less than
// half a secret.
func urlEnd(before, after string) int {
	if strings.HasSuffix(strings.TrimRightFunc(before, inScheme), `"`) {
		return quoteEnd(after)
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
func quoteEnd(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
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
		if at < 0 && open {
			return append(dst, secret...)
		}
		if at >= 0 {
			dst, rest = append(append(dst, secret...), '@'), rest[at+1:]
		}
	}
	path, query, _ := strings.Cut(rest, "?")
	dst = appendHosts(dst, path, open && path == rest)
	if query != "" {
		return append(append(dst, '?'), secret...)
	}
	return append(dst, rest[len(path):]...)
}

// wordy reports whether a host seems to have a port that is no number: that is a
// password which should have been percent-encoded, and may hold any character up
// to the last @.
func wordy(rest string) bool {
	authority := rest[:hostEnd(rest)]
	_, port, found := strings.Cut(authority, ":")
	return found && authority[0] != '[' && !strings.Contains(authority, "@") && strings.Trim(port, "0123456789") != ""
}

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
