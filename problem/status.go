package problem

// statusFacts is what the standards say of one status code.
type statusFacts struct {
	// phrase is the recommended one of RFC 9110, section 15, or of the RFC that
	// registered the code. http.StatusText still has older phrases for 413, 414,
	// 416 and 422.
	phrase string

	// mustNotStore: the defining RFC forbids caches to store the answer
	// (RFC 6585, sections 3 to 6).
	mustNotStore bool
}

// factsOf returns what is known of a status; the phrase is empty when the code
// is not registered.
func factsOf(status int) statusFacts { return statusTable[status] }

// phraseOf returns a title for any error status, the class's where the code is
// not registered: clients treat those as x00 (RFC 9110, section 15).
func phraseOf(status int) string {
	if phrase := factsOf(status).phrase; phrase != "" {
		return phrase
	}
	if status < 500 {
		return "Client Error"
	}
	return "Server Error"
}

// isErrorStatus reports whether a problem may go out with that status. Final
// statuses below 400 are no errors, and above 599 there is no class.
func isErrorStatus(status int) bool { return status >= 400 && status <= 599 }

var statusTable = map[int]statusFacts{
	400: {phrase: "Bad Request"},                                         // RFC 9110, 15.5.1
	401: {phrase: "Unauthorized"},                                        // RFC 9110, 15.5.2
	402: {phrase: "Payment Required"},                                    // RFC 9110, 15.5.3
	403: {phrase: "Forbidden"},                                           // RFC 9110, 15.5.4
	404: {phrase: "Not Found"},                                           // RFC 9110, 15.5.5
	405: {phrase: "Method Not Allowed"},                                  // RFC 9110, 15.5.6
	406: {phrase: "Not Acceptable"},                                      // RFC 9110, 15.5.7
	407: {phrase: "Proxy Authentication Required"},                       // RFC 9110, 15.5.8
	408: {phrase: "Request Timeout"},                                     // RFC 9110, 15.5.9
	409: {phrase: "Conflict"},                                            // RFC 9110, 15.5.10
	410: {phrase: "Gone"},                                                // RFC 9110, 15.5.11
	411: {phrase: "Length Required"},                                     // RFC 9110, 15.5.12
	412: {phrase: "Precondition Failed"},                                 // RFC 9110, 15.5.13
	413: {phrase: "Content Too Large"},                                   // RFC 9110, 15.5.14
	414: {phrase: "URI Too Long"},                                        // RFC 9110, 15.5.15
	415: {phrase: "Unsupported Media Type"},                              // RFC 9110, 15.5.16
	416: {phrase: "Range Not Satisfiable"},                               // RFC 9110, 15.5.17
	417: {phrase: "Expectation Failed"},                                  // RFC 9110, 15.5.18
	421: {phrase: "Misdirected Request"},                                 // RFC 9110, 15.5.20
	422: {phrase: "Unprocessable Content"},                               // RFC 9110, 15.5.21
	423: {phrase: "Locked"},                                              // RFC 4918, 11.3
	424: {phrase: "Failed Dependency"},                                   // RFC 4918, 11.4
	425: {phrase: "Too Early"},                                           // RFC 8470, 5.2
	426: {phrase: "Upgrade Required"},                                    // RFC 9110, 15.5.22
	428: {phrase: "Precondition Required", mustNotStore: true},           // RFC 6585, 3
	429: {phrase: "Too Many Requests", mustNotStore: true},               // RFC 6585, 4
	431: {phrase: "Request Header Fields Too Large", mustNotStore: true}, // RFC 6585, 5
	451: {phrase: "Unavailable For Legal Reasons"},                       // RFC 7725, 3
	499: {phrase: "Client Closed Request"},                               // not registered: what access logs write for it
	500: {phrase: "Internal Server Error"},                               // RFC 9110, 15.6.1
	501: {phrase: "Not Implemented"},                                     // RFC 9110, 15.6.2
	502: {phrase: "Bad Gateway"},                                         // RFC 9110, 15.6.3
	503: {phrase: "Service Unavailable"},                                 // RFC 9110, 15.6.4
	504: {phrase: "Gateway Timeout"},                                     // RFC 9110, 15.6.5
	505: {phrase: "HTTP Version Not Supported"},                          // RFC 9110, 15.6.6
	506: {phrase: "Variant Also Negotiates"},                             // RFC 2295, 8.1
	507: {phrase: "Insufficient Storage"},                                // RFC 4918, 11.5
	508: {phrase: "Loop Detected"},                                       // RFC 5842, 7.2
	511: {phrase: "Network Authentication Required", mustNotStore: true}, // RFC 6585, 6
}
