package accept

import "strings"

const wildcard = "*"

// mediaType is a type and a subtype, which compare case-insensitively
// (RFC 9110, section 8.3.1).
type mediaType struct {
	typ, subtype string
}

// parseName reads the name of a range. A wildcard type goes only with a
// wildcard subtype (RFC 9110, section 12.5.1).
func parseName(name string) (mediaType, bool) {
	typ, subtype, _ := strings.Cut(name, "/")
	ok := IsToken(typ) && IsToken(subtype) && (typ != wildcard || subtype == wildcard)
	return mediaType{typ, subtype}, ok
}

// parseOffer trusts its input: offers are written by the server.
func parseOffer(offer string) mediaType {
	typ, subtype, _ := strings.Cut(offer, "/")
	return mediaType{typ, subtype}
}

// suffix returns the structured syntax suffix: what follows the last plus sign
// of a subtype (RFC 6838, section 4.2.8).
func (m mediaType) suffix() (string, bool) {
	plus := strings.LastIndexByte(m.subtype, '+')
	return m.subtype[plus+1:], plus > 0
}
