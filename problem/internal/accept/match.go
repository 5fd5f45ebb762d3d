package accept

import "strings"

// specificity orders the ways in which a range can match an offer.
type specificity int

const (
	none specificity = iota
	anything
	sameType
	sameSuffix
	sameName
)

// matcher is a rule of matching: byName is HTTP's own, bySuffix adds the policy
// of this project. The range goes by value, as a pointer handed to a function
// value would move all ranges to the heap.
type matcher func(mediaRange, mediaType) specificity

// byName ranks as RFC 9110, section 12.5.1 does.
func byName(r mediaRange, offer mediaType) specificity {
	switch {
	case r.isVariant:
		return none
	case r.typ == wildcard:
		return anything
	case !strings.EqualFold(r.typ, offer.typ):
		return none
	case r.subtype == wildcard:
		return sameType
	case strings.EqualFold(r.subtype, offer.subtype):
		return sameName
	}
	return none
}

// bySuffix lets a generic format stand for its specialised types where the
// name itself does not match.
func bySuffix(r mediaRange, offer mediaType) specificity {
	found := byName(r, offer)
	if found == none && !r.isVariant && coversSuffix(r.mediaType, offer) {
		return sameSuffix
	}
	return found
}

// coversSuffix reports whether the generic type names the offer's suffix.
// text/xml crosses over to other types since RFC 7303, section 9.2 makes it an
// alias of application/xml.
func coversSuffix(generic, offer mediaType) bool {
	suffix, ok := offer.suffix()
	if !ok || !strings.EqualFold(generic.subtype, suffix) {
		return false
	}
	isTextXML := strings.EqualFold(generic.typ, "text") && strings.EqualFold(suffix, "xml")
	return isTextXML || strings.EqualFold(generic.typ, offer.typ)
}
