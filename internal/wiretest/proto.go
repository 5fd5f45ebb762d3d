package wiretest

// Proto is a version of HTTP that a server is started with.
type Proto int

// The versions differ in how they frame a body, and so in how an answer breaks.
const (
	HTTP1 Proto = 1 // HTTP/1.1 over plain TCP
	HTTP2 Proto = 2 // HTTP/2 over TLS
)

// Protos returns every version, for tests that loop over them.
func Protos() []Proto {
	return []Proto{HTTP1, HTTP2}
}

// String names the version as http.Request.Proto does.
func (p Proto) String() string {
	if p == HTTP2 {
		return "HTTP/2.0"
	}
	return "HTTP/1.1"
}
