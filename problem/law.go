package problem

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// answer is one answer in the making: the private draft of the problem, and
// what the duties of HTTP depend on.
type answer struct {
	draft  Problem
	method string
	major  int  // protocol version
	minor  int  //
	miss   bool // a router had no route for the request
	format int  // index into the responder's formats
	out    []line
	body   []byte
}

// line is a header field on its way into the response. Values may be shared
// and are never written to.
type line struct {
	name   string
	values []string
}

func (a *answer) set(name string, values []string) { a.out = append(a.out, line{name, values}) }

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
	{"a 415 to PATCH names the media types in Accept-Patch", "RFC 5789, 2.2", unsupportedPatch},
	{"Retry-After is a number of seconds or a date", "RFC 9110, 10.2.3", retryAfter},
	{"a 413 closes an HTTP/1 connection", "RFC 9110, 15.5.14", contentTooLarge},
	{"an error is not stored by caches unless it says so", "RFC 9110, 15.1; RFC 6585", cacheControl},
	{"the document is what its media type says", "RFC 9110, 8.3; X-Content-Type-Options", contentType},
	{"a choice of format is told to caches", "RFC 9110, 12.5.5", vary},
}

// applyLaws brings a draft into its final form.
func applyLaws(a *answer, rs *Responder) {
	for i := range laws {
		laws[i].apply(a, rs)
	}
}

// become replaces the draft by a bare type, because the problem as it was would
// break a duty.
func (a *answer) become(t Type, note string) {
	cause, trace, notes := a.draft.cause, a.draft.trace, a.draft.notes
	a.draft = ofDefinition(t.def)
	a.draft.cause, a.draft.trace, a.draft.notes = cause, trace, notes
	if note != "" {
		a.draft.note(note)
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
		a.become(NotImplemented, "")
	}
}

func neverUnimplemented(a *answer, _ *Responder) {
	if a.draft.Status == 501 && (a.method == http.MethodGet || a.method == http.MethodHead) {
		a.become(InternalServerError, "status 501: every server implements GET and HEAD")
	}
}

func upgradeRequired(a *answer, _ *Responder) {
	if a.draft.Status == 426 && !a.draft.fields.has("Upgrade") {
		a.become(InternalServerError, "status 426: no protocol to upgrade to: use the option Upgrade")
	}
	if !a.draft.fields.has("Upgrade") {
		return
	}
	if a.major == 1 && a.minor >= 1 {
		a.set("Connection", []string{"Upgrade"})
	} else {
		a.draft.fields = a.draft.fields.without("Upgrade")
	}
}

func unauthorized(a *answer, rs *Responder) {
	if a.draft.Status == 401 && !a.draft.fields.has("Www-Authenticate") {
		a.set("Www-Authenticate", rs.challenge)
	}
}

func proxyUnauthorized(a *answer, rs *Responder) {
	if a.draft.Status != 407 || a.draft.fields.has("Proxy-Authenticate") {
		return
	}
	challenges := a.draft.fields.values("Www-Authenticate")
	if len(challenges) == 0 {
		challenges = rs.challenge
	}
	a.draft.fields = a.draft.fields.without("Www-Authenticate")
	a.set("Proxy-Authenticate", challenges)
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
	methods = slices.DeleteFunc(methods, func(method string) bool { return !isToken(method) })
	if slices.Contains(methods, http.MethodGet) {
		methods = append(methods, http.MethodHead)
	}
	slices.Sort(methods)
	a.draft.fields = a.draft.fields.without("Allow")
	a.set("Allow", []string{strings.Join(slices.Compact(methods), ", ")})
}

func unsupportedPatch(a *answer, _ *Responder) {
	if a.draft.Status == 415 && a.method == http.MethodPatch && !a.draft.fields.has("Accept-Patch") {
		if accepted := a.draft.fields.values("Accept"); len(accepted) > 0 {
			a.set("Accept-Patch", accepted)
		}
	}
}

// retryAfter matters for what a handler has left behind; the options make
// nothing else.
func retryAfter(a *answer, _ *Responder) {
	for _, value := range a.draft.fields.values("Retry-After") {
		if _, err := strconv.ParseUint(value, 10, 63); err == nil {
			continue
		}
		if _, err := http.ParseTime(value); err != nil {
			a.draft.fields = a.draft.fields.without("Retry-After")
			a.draft.note("header Retry-After: neither seconds nor a date")
		}
	}
}

// contentTooLarge: the rest of the request is still on its way, and no wrapper
// of a writer can reach net/http's own means to end it.
func contentTooLarge(a *answer, _ *Responder) {
	if a.draft.Status == 413 && a.major == 1 {
		a.set("Connection", closeValue[:])
	}
}

func cacheControl(a *answer, _ *Responder) {
	if factsOf(a.draft.Status).mustNotStore {
		a.draft.fields = a.draft.fields.without("Cache-Control")
	}
	if !a.draft.fields.has("Cache-Control") {
		a.set("Cache-Control", noStoreValue[:])
	}
}

func contentType(a *answer, rs *Responder) {
	a.set("Content-Type", rs.mediaType[a.format])
	a.set("X-Content-Type-Options", nosniffValue[:])
}

func vary(a *answer, rs *Responder) {
	if len(rs.offers) > 1 {
		a.set("Vary", acceptValue[:])
	}
}

// Values that every answer shares. net/http only reads them.
var (
	closeValue   = [...]string{"close"}
	noStoreValue = [...]string{"no-store"}
	nosniffValue = [...]string{"nosniff"}
	acceptValue  = [...]string{"Accept"}
)

// conceal replaces the draft by its stand-in, bare, so that nothing of what is
// hidden can be seen from it (RFC 9110, section 15.5.4).
func (a *answer) conceal() (concealed bool) {
	def := a.draft.conceal
	if def == nil {
		return false
	}
	a.become(Type{def}, "")
	return true
}

// adopt takes over what the handler or a router has put into fields that belong
// to errors too. The problem's own values come first; a challenge of a scheme
// that it has already is not asked for twice.
func (a *answer) adopt(h http.Header) {
	if len(h) == 0 {
		return
	}
	for _, name := range adoptedFields {
		if lines, ok := h[name]; ok {
			a.adoptLines(name, lines)
			delete(h, name)
		}
	}
}

func (a *answer) adoptLines(name string, lines []string) {
	own := a.draft.fields.values(name)
	challenges := strings.HasSuffix(name, "-Authenticate")
	if len(own) > 0 && !challenges {
		return
	}
	values := slices.Clone(own)
	for _, value := range lines {
		f, ok := newField(name, value)
		if ok && !(challenges && hasScheme(own, value)) {
			values = append(values, f.value)
		}
	}
	a.draft.fields = a.draft.fields.with(name, values...)
}

func hasScheme(challenges []string, value string) bool {
	return slices.ContainsFunc(challenges, func(own string) bool { return schemeOf(own) == schemeOf(value) })
}
