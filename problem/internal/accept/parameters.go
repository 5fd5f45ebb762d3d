package accept

import "strings"

// parameters walks over the parameters of a range (RFC 9110, section 5.6.6).
type parameters struct {
	rest        string
	name, value string
	malformed   bool
}

// next moves to the next parameter and reports whether there is one. Empty
// parameters between semicolons are allowed and skipped. Text that is no
// parameter is reported once as malformed; nothing behind it can be trusted.
func (p *parameters) next() bool {
	p.rest = strings.TrimLeft(p.rest, whitespace+";")
	if p.rest == "" || p.malformed {
		return false
	}
	p.malformed = !(p.readName() && p.readValue() && p.readEnd())
	return true
}

// readName also takes the equals sign, around which no whitespace may stand.
func (p *parameters) readName() (ok bool) {
	p.name, p.rest, ok = strings.Cut(p.rest, "=")
	return ok && IsToken(p.name)
}

// readValue accepts the quoted form for q as well: section 5.6.6 makes the two
// forms equivalent.
func (p *parameters) readValue() (ok bool) {
	if strings.HasPrefix(p.rest, `"`) {
		p.value, p.rest, ok = cutQuoted(p.rest)
		return ok
	}
	p.value, p.rest = cutToken(p.rest)
	return p.value != ""
}

func (p *parameters) readEnd() bool {
	p.rest = strings.TrimLeft(p.rest, whitespace)
	return p.rest == "" || p.rest[0] == ';'
}
