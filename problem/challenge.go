package problem

import (
	"iter"
	"slices"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

// Challenge is what a 401 asks for in WWW-Authenticate, and a 407 in
// Proxy-Authenticate (RFC 9110, section 11.6.1): a scheme and its parameters,
// in the order in which they are sent. Implementations return plain values;
// quoting and escaping is done by this package alone.
//
// A scheme or a parameter name that is no token (RFC 9110, section 5.6.2) drops
// the challenge respectively the parameter, and so does a name that was there
// before (section 11.2). In values, controls become spaces and what is not ASCII
// question marks. A challenge ends before the parameter that would make it
// longer than 4 KiB.
//
// Implementations must be safe for concurrent use if they are kept in a Config.
type Challenge interface {
	// Scheme returns the authentication scheme: "Bearer".
	Scheme() string
	// Params yields names and plain values; nil means none.
	Params() iter.Seq2[string, string]
}

// Bearer is the challenge for access tokens (RFC 6750, section 3). The zero
// value asks for any token in the realm "api".
//
// Leave Error empty when the request brought no credentials at all
// (section 3.1).
type Bearer struct {
	Realm string // Realm names the protected space; default "api".
	Scope string // Scope lists the scopes that are needed, divided by spaces.
	// Error is one of "invalid_request" (with a 400), "invalid_token" (401) and
	// "insufficient_scope" (403).
	Error string
	// Description explains Error to the developer of the client. It is public.
	Description string
}

// Scheme returns "Bearer".
func (Bearer) Scheme() string { return "Bearer" }

// Params yields the parameters that are set. A realm is always among them: a
// bare "Bearer" is not allowed (RFC 6750, section 3).
func (b Bearer) Params() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		_ = yield("realm", realmOr(b.Realm)) &&
			yieldSet(yield, "scope", b.Scope) &&
			yieldSet(yield, "error", b.Error) &&
			yieldSet(yield, "error_description", b.Description)
	}
}

// yieldSet passes on a parameter that has a value. RFC 6750, section 3, allows
// neither quotation mark nor backslash in it, not even escaped.
func yieldSet(yield func(string, string) bool, name, value string) bool {
	value = strings.ReplaceAll(strings.ReplaceAll(value, `"`, "'"), `\`, "/")
	return value == "" || yield(name, value)
}

func realmOr(realm string) string {
	if realm == "" {
		return "api"
	}
	return realm
}

// Basic is the challenge for user name and password (RFC 7617, section 2). The
// zero value has the realm "api". Clients are told to send UTF-8.
type Basic struct {
	Realm string // Realm names the protected space; default "api".
}

// Scheme returns "Basic".
func (Basic) Scheme() string { return "Basic" }

// Params yields realm and charset.
func (b Basic) Params() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		_ = yield("realm", realmOr(b.Realm)) && yield("charset", "UTF-8")
	}
}

// renderChallenge returns the field value, "" when the scheme is no token or
// there is no challenge at all.
func renderChallenge(c Challenge) string {
	if c == nil {
		return ""
	}
	scheme, params := c.Scheme(), c.Params()
	if !accept.IsToken(scheme) || len(scheme) > maxHeaderValue {
		return ""
	}
	if params == nil {
		return scheme
	}
	return string(appendParams([]byte(scheme), params))
}

func appendParams(dst []byte, params iter.Seq2[string, string]) []byte {
	var names []string
	separator := " "
	for name, value := range params {
		key := strings.ToLower(name)
		if !accept.IsToken(name) || slices.Contains(names, key) {
			continue
		}
		longer := append(append(append(dst, separator...), name...), '=')
		if longer = appendQuoted(longer, value); len(longer) > maxHeaderValue {
			break
		}
		dst, separator, names = longer, ", ", append(names, key)
	}
	return dst
}

// appendQuoted appends a quoted-string (RFC 9110, section 5.6.4). Control
// characters become spaces and everything outside ASCII a question mark, since
// HTTP/2 drops a field with controls without a word, and a client must not get
// a 401 without a challenge.
func appendQuoted(dst []byte, value string) []byte {
	dst = append(dst, '"')
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r < ' ' || r == 0x7F:
			dst = append(dst, ' ')
		case r > 0x7F:
			dst = append(dst, '?')
		default:
			dst = append(dst, byte(r))
		}
	}
	return append(dst, '"')
}

// schemeOf returns the scheme of a rendered challenge, in lower case: schemes
// are case-insensitive (RFC 9110, section 11.1).
func schemeOf(value string) string {
	value = strings.Trim(value, " \t,")
	if end := strings.IndexAny(value, " \t,"); end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

// splitChallenges takes a field line with several challenges apart (RFC 9110,
// section 11.6.1): a comma divides challenges as well as their parameters, and a
// scheme is told from a parameter by what follows it.
func splitChallenges(line string) []string {
	var challenges []string
	for _, element := range splitList(line) {
		if n := len(challenges); n > 0 && !startsChallenge(element) {
			challenges[n-1] += ", " + element
		} else {
			challenges = append(challenges, element)
		}
	}
	return challenges
}

func startsChallenge(element string) bool {
	end := strings.IndexFunc(element, func(r rune) bool { return r > 0x7F || !accept.IsTokenByte(byte(r)) })
	return end < 0 || element[end] == ' ' && !strings.HasPrefix(strings.TrimLeft(element[end:], " "), "=")
}

// splitList splits at commas outside of quotes, and skips empty elements (RFC
// 9110, section 5.6.1).
func splitList(line string) []string {
	var elements []string
	quoted, escaped := false, false
	for element := range strings.FieldsFuncSeq(line, func(r rune) bool {
		divides := r == ',' && !quoted
		quoted = quoted != (r == '"' && !escaped)
		escaped = quoted && r == '\\' && !escaped
		return divides
	}) {
		if element = strings.Trim(element, " \t"); element != "" {
			elements = append(elements, element)
		}
	}
	return elements
}
