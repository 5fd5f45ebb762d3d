package problem

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

// law is one duty of an error answer. This table is the only place that decides
// about them.
type law struct {
	duty   string
	source string
	apply  func(*answer, *Responder)
}

var laws = [...]law{
	{"type, title and status are always sent; a status outside 400 to 599 becomes 500", "RFC 9457, 3.1.2", standardMembers},
	{"a method that is neither registered nor routed is 501", "RFC 9110, 9.1", unknownMethod},
	{"GET and HEAD are never 501", "RFC 9110, 9.1", neverUnimplemented},
	{"a 426 names the protocols, with Connection: Upgrade, on HTTP/1.1 only", "RFC 9110, 15.5.22 and 7.8", upgradeRequired},
	{"a 401 carries a challenge", "RFC 9110, 15.5.2", unauthorized},
	{"a 407 carries a challenge for the proxy", "RFC 9110, 15.5.8", proxyUnauthorized},
	{"a 405 carries Allow, sorted, HEAD beside GET", "RFC 9110, 15.5.6", methodNotAllowed},
	{"Content-Range is a 416's, and tells the length alone", "RFC 9110, 14.4 and 15.5.17", contentRange},
	{"a 415 to PATCH names the media types in Accept-Patch", "RFC 5789, 2.2", unsupportedPatch},
	{"Retry-After is a number of seconds or a date", "RFC 9110, 10.2.3", retryAfter},
	{"a 413 closes an HTTP/1 connection", "RFC 9110, 15.5.14", contentTooLarge},
	{"an error is not stored by caches unless it says so", "RFC 9110, 15.1; RFC 6585", cacheControl},
	{"the document is what its media type says", "RFC 9110, 8.3; X-Content-Type-Options", contentType},
	{"a choice of format is told to caches", "RFC 9110, 12.5.5", vary},
	{"the language is named, and a choice of it told to caches", "RFC 9110, 8.5 and 12.5.5", language},
}

// applyLaws brings a draft into its final form.
func applyLaws(a *answer, rs *Responder) {
	for i := range laws {
		laws[i].apply(a, rs)
	}
}

func standardMembers(a *answer, _ *Responder) {
	if a.draft.declared() {
		return
	}
	uri, title, status := a.draft.standard()
	if a.draft.Status != status && a.draft.Status != 0 {
		a.draft.note("status " + strconv.Itoa(a.draft.Status) + ": not an error")
	}
	if a.draft.Type != uri && a.draft.Type != "" {
		a.draft.note("type: not a URI that identifies")
	}
	a.draft.Type, a.draft.Title, a.draft.Status = uri, title, status
}

func unknownMethod(a *answer, _ *Responder) {
	if a.miss && !registeredMethod(a.method) {
		a.become(NotImplemented)
	}
}

func neverUnimplemented(a *answer, _ *Responder) {
	if a.draft.Status == 501 && (a.method == http.MethodGet || a.method == http.MethodHead) {
		a.become(InternalServerError)
		a.draft.note("status 501: every server implements GET and HEAD")
	}
}

func upgradeRequired(a *answer, _ *Responder) {
	if a.draft.Status == 426 && !a.draft.fields.has("Upgrade") {
		a.become(InternalServerError)
		a.draft.note("status 426: no protocol to upgrade to: use the option Upgrade")
	}
	if !a.draft.fields.has("Upgrade") {
		return
	}
	if a.major == 1 && a.minor >= 1 {
		a.set("Connection", upgradeValue[:])
	} else {
		a.draft.fields = a.draft.fields.without("Upgrade")
	}
}

func unauthorized(a *answer, rs *Responder) {
	if a.draft.Status == 401 && len(challengesIn(a, "Www-Authenticate")) == 0 {
		a.set("Www-Authenticate", rs.challenge)
	}
}

// challengesIn returns the lines that ask for something, and leaves no others.
func challengesIn(a *answer, name string) []string {
	lines := a.draft.fields.values(name)
	asking := slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return !accept.IsToken(schemeOf(line)) })
	if len(asking) < len(lines) {
		a.draft.fields = a.draft.fields.with(name, asking...)
		a.draft.note("header " + name + ": no challenge without a scheme")
	}
	return asking
}

func proxyUnauthorized(a *answer, rs *Responder) {
	if a.draft.Status != 407 {
		return
	}
	proxy, own := challengesIn(a, "Proxy-Authenticate"), challengesIn(a, "Www-Authenticate")
	a.draft.fields = a.draft.fields.without("Www-Authenticate")
	switch {
	case len(proxy) > 0:
	case len(own) > 0:
		a.set("Proxy-Authenticate", own)
	default:
		a.set("Proxy-Authenticate", rs.challenge)
	}
}

// methodNotAllowed sends an empty Allow when nothing is known: the field is
// required, its content is not.
func methodNotAllowed(a *answer, _ *Responder) {
	if a.draft.Status != 405 {
		return
	}
	var methods []string
	for _, value := range a.draft.fields.values("Allow") {
		for method := range strings.SplitSeq(value, ",") {
			methods = append(methods, strings.TrimSpace(method))
		}
	}
	methods = slices.DeleteFunc(methods, func(method string) bool { return !accept.IsToken(method) })
	if slices.Contains(methods, http.MethodGet) {
		methods = append(methods, http.MethodHead)
	}
	slices.Sort(methods)
	a.draft.fields = a.draft.fields.without("Allow")
	a.set("Allow", []string{strings.Join(slices.Compact(methods), ", ")})
}

// contentRange matters for a handler that failed after it had begun to make a
// part of a representation.
func contentRange(a *answer, _ *Responder) {
	lines := a.draft.fields.values(rangeField)
	if a.draft.Status != 416 || len(lines) != 1 || !strings.HasPrefix(lines[0], "bytes */") {
		a.draft.fields = a.draft.fields.without(rangeField)
	}
}

func unsupportedPatch(a *answer, _ *Responder) {
	accepted := a.draft.fields.values("Accept")
	if a.draft.Status == 415 && a.method == http.MethodPatch && len(accepted) > 0 && !a.draft.fields.has("Accept-Patch") {
		a.set("Accept-Patch", accepted)
	}
}

// retryAfter matters for what a handler has left behind; the options make
// nothing else.
func retryAfter(a *answer, _ *Responder) {
	lines := a.draft.fields.values("Retry-After")
	if len(lines) > 1 || len(lines) == 1 && !isWait(lines[0]) {
		a.draft.fields = a.draft.fields.without("Retry-After")
		a.draft.note("header Retry-After: neither seconds nor a date")
	}
}

func isWait(value string) bool {
	_, err := http.ParseTime(value)
	return err == nil || value != "" && strings.Trim(value, "0123456789") == ""
}

// contentTooLarge: the rest of the request is still on its way, and no wrapper
// of a writer can reach net/http's own means to end it.
func contentTooLarge(a *answer, _ *Responder) {
	if a.draft.Status == 413 && a.major == 1 {
		a.set("Connection", closeValue[:])
	}
}

func cacheControl(a *answer, _ *Responder) {
	if factsOf(a.draft.Status).mustNotStore || strings.Join(a.draft.fields.values("Cache-Control"), "") == "" {
		a.set("Cache-Control", noStoreValue[:])
	}
}

func contentType(a *answer, _ *Responder) {
	a.set("Content-Type", a.media)
	a.set("X-Content-Type-Options", nosniffValue[:])
}

func vary(a *answer, rs *Responder) {
	if len(rs.offers) > 1 {
		a.set("Vary", acceptValue[:])
	}
}

func language(a *answer, rs *Responder) {
	if a.language != "" {
		a.set("Content-Language", []string{a.language})
	}
	if rs.languages {
		a.set("Vary", languageValue[:])
	}
}

// Values that every answer shares. net/http only reads them.
var (
	closeValue   = [...]string{"close"}
	upgradeValue = [...]string{"Upgrade"}
	noStoreValue = [...]string{"no-store"}
	nosniffValue = [...]string{"nosniff"}
	acceptValue  = [...]string{"Accept"}

	languageValue = [...]string{"Accept-Language"}
)
