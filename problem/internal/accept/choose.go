package accept

// Choose returns the index of the offer that the Accept field lines prefer and
// whether that offer is acceptable to the client. Offers are media types
// without parameters in the server's order of preference.
//
// Without field lines the client has no preference, and the first offer is
// acceptable (RFC 9110, section 12.4.1). When no offer is acceptable the index
// is 0: section 12.4.1 lets a server disregard the field, and a client in
// trouble is better served by an error it did not ask for than by a 406 that
// hides it. An Accept field that lists nothing, or nothing well-formed, accepts
// nothing.
//
// With no offers at all the result is 0 and false.
func Choose(lines, offers []string) (index int, acceptable bool) {
	return choose(lines, offers, bySuffix)
}

func choose(lines, offers []string, match matcher) (index int, acceptable bool) {
	if len(lines) == 0 {
		return 0, len(offers) > 0
	}
	var accepted ranges
	accepted.read(lines)
	return accepted.prefer(offers, match)
}
