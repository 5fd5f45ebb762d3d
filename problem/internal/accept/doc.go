// Package accept reads the Accept header field and picks the media type an
// error answer is written in (RFC 9110, section 12.5.1).
//
// For each offer the most specific range that matches gives the weight, the
// heaviest offer wins, and offers of equal weight keep the server's order.
// From most to least specific, a range matches an offer
//
//	application/problem+json   by its full name
//	application/json           by its structured syntax suffix
//	application/*              by its type
//	*/*                        always
//
// The second line is a policy of this project and not a rule of HTTP: a client
// that asks for application/json can read the JSON of a problem, and few
// clients know the media types of RFC 9457 by name. For the same reason
// text/xml, the older name of application/xml, matches every +xml type.
//
// A range that carries parameters besides q asks for a variant, and offers have
// none, so such a range matches no offer.
//
// The field comes from the network: it is read in one pass without allocation,
// up to a fixed number of bytes and ranges. What is malformed is skipped, and
// nothing here can turn an error answer into a 406.
package accept
