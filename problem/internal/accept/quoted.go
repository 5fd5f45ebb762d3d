package accept

// cutElement splits a list at the first comma outside quoted strings
// (RFC 9110, sections 5.6.1 and 5.6.4) and reports whether there was one.
func cutElement(list string) (element, rest string, found bool) {
	isQuoted := false
	for i := 0; i < len(list); i++ {
		switch c := list[i]; {
		case c == '"':
			isQuoted = !isQuoted
		case isQuoted && c == '\\':
			i++
		case !isQuoted && c == ',':
			return list[:i], list[i+1:], true
		}
	}
	return list, "", false
}

// cutQuoted splits off the quoted string that text starts with (RFC 9110,
// section 5.6.4). The value keeps its backslashes: only weights are ever read,
// and none has a character to escape.
func cutQuoted(text string) (value, rest string, ok bool) {
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return text[1:i], text[i+1:], true
		case c == '\\':
			i++
		}
	}
	return "", "", false
}
