package problem

// The documented types: one for each HTTP status code that an API answers with,
// named after its phrase in RFC 9110. Their type URI is about:blank and their
// title the recommended phrase (RFC 9457, section 4.2.1). Return them as they
// are, or add to an occurrence with New. docs/status-codes.md tells when to use
// which, and which headers go with them.
var (
	BadRequest                    = ofPhrase(400) // BadRequest is 400: the request can't be understood.
	Unauthorized                  = ofPhrase(401) // Unauthorized is 401: credentials are missing or not valid. A challenge always goes with it.
	PaymentRequired               = ofPhrase(402) // PaymentRequired is 402.
	Forbidden                     = ofPhrase(403) // Forbidden is 403: understood, and refused.
	NotFound                      = ofPhrase(404) // NotFound is 404: nothing here, or not willing to say.
	MethodNotAllowed              = ofPhrase(405) // MethodNotAllowed is 405: the resource lacks this method. Allow always goes with it.
	NotAcceptable                 = ofPhrase(406) // NotAcceptable is 406: no representation that the client accepts.
	ProxyAuthenticationRequired   = ofPhrase(407) // ProxyAuthenticationRequired is 407: for proxies. A challenge always goes with it.
	RequestTimeout                = ofPhrase(408) // RequestTimeout is 408: the request did not arrive in time.
	Conflict                      = ofPhrase(409) // Conflict is 409: the state of the resource is against it.
	Gone                          = ofPhrase(410) // Gone is 410: was here, and will not come back.
	LengthRequired                = ofPhrase(411) // LengthRequired is 411: Content-Length is missing.
	PreconditionFailed            = ofPhrase(412) // PreconditionFailed is 412: If-Match or a similar condition is false.
	ContentTooLarge               = ofPhrase(413) // ContentTooLarge is 413: the request's content is larger than the server takes.
	URITooLong                    = ofPhrase(414) // URITooLong is 414.
	UnsupportedMediaType          = ofPhrase(415) // UnsupportedMediaType is 415: the content's media type or coding is not supported.
	RangeNotSatisfiable           = ofPhrase(416) // RangeNotSatisfiable is 416: the range lies outside.
	ExpectationFailed             = ofPhrase(417) // ExpectationFailed is 417: the Expect field can't be met.
	MisdirectedRequest            = ofPhrase(421) // MisdirectedRequest is 421: this server doesn't answer for that authority.
	UnprocessableContent          = ofPhrase(422) // UnprocessableContent is 422: understood, but its instructions can't be followed.
	Locked                        = ofPhrase(423) // Locked is 423 (WebDAV).
	FailedDependency              = ofPhrase(424) // FailedDependency is 424 (WebDAV).
	TooEarly                      = ofPhrase(425) // TooEarly is 425: early data might be a replay.
	UpgradeRequired               = ofPhrase(426) // UpgradeRequired is 426: another protocol is needed. Name it with the Upgrade option.
	PreconditionRequired          = ofPhrase(428) // PreconditionRequired is 428: the request must be conditional.
	TooManyRequests               = ofPhrase(429) // TooManyRequests is 429: rate limit.
	RequestHeaderFieldsTooLarge   = ofPhrase(431) // RequestHeaderFieldsTooLarge is 431.
	UnavailableForLegalReasons    = ofPhrase(451) // UnavailableForLegalReasons is 451. Name who demands it with BlockedBy.
	InternalServerError           = ofPhrase(500) // InternalServerError is 500: what every error becomes that nobody declared.
	NotImplemented                = ofPhrase(501) // NotImplemented is 501: the method is not known to the server at all.
	BadGateway                    = ofPhrase(502) // BadGateway is 502: an upstream server gave no valid answer.
	ServiceUnavailable            = ofPhrase(503) // ServiceUnavailable is 503: overload or maintenance. RetryAfter says for how long.
	GatewayTimeout                = ofPhrase(504) // GatewayTimeout is 504: an upstream server gave no answer in time.
	HTTPVersionNotSupported       = ofPhrase(505) // HTTPVersionNotSupported is 505.
	VariantAlsoNegotiates         = ofPhrase(506) // VariantAlsoNegotiates is 506.
	InsufficientStorage           = ofPhrase(507) // InsufficientStorage is 507 (WebDAV).
	LoopDetected                  = ofPhrase(508) // LoopDetected is 508 (WebDAV).
	NetworkAuthenticationRequired = ofPhrase(511) // NetworkAuthenticationRequired is 511: for captive portals, not for origin servers.
)

// documented are all of them, for OfStatus.
var documented = index(
	BadRequest, Unauthorized, PaymentRequired, Forbidden, NotFound, MethodNotAllowed, NotAcceptable,
	ProxyAuthenticationRequired, RequestTimeout, Conflict, Gone, LengthRequired, PreconditionFailed,
	ContentTooLarge, URITooLong, UnsupportedMediaType, RangeNotSatisfiable, ExpectationFailed,
	MisdirectedRequest, UnprocessableContent, Locked, FailedDependency, TooEarly, UpgradeRequired,
	PreconditionRequired, TooManyRequests, RequestHeaderFieldsTooLarge, UnavailableForLegalReasons,
	InternalServerError, NotImplemented, BadGateway, ServiceUnavailable, GatewayTimeout,
	HTTPVersionNotSupported, VariantAlsoNegotiates, InsufficientStorage, LoopDetected,
	NetworkAuthenticationRequired,
)

// OfStatus returns the documented type of a status code: OfStatus(404) ==
// NotFound. A status from 400 to 599 that is not documented gives a Type with
// that status and the title of its class; any other gives InternalServerError.
func OfStatus(status int) Type {
	if t, ok := documented[status]; ok {
		return t
	}
	if !isErrorStatus(status) {
		return InternalServerError
	}
	return ofPhrase(status)
}

func ofPhrase(status int) Type { return Type{newDefinition(blank, phraseOf(status), status)} }

func index(types ...Type) map[int]Type {
	byStatus := make(map[int]Type, len(types))
	for _, t := range types {
		byStatus[t.Status()] = t
	}
	return byStatus
}
