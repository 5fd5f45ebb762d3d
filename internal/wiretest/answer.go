package wiretest

import (
	"io"
	"net/http"
)

// Answer is what the client has seen of one exchange.
type Answer struct {
	Status  int         // Status is that of the final response.
	Header  http.Header // Header is its header.
	Body    []byte      // Body is the content as far as it arrived.
	Trailer http.Header // Trailer is there after all of the content.

	// Cut reports that the message ended before its end: the connection closed
	// inside the body (RFC 9112, section 8) or the stream was reset (RFC 9113,
	// section 8.1).
	Cut bool

	// Err is set when there was no response at all; the fields above are then
	// empty.
	Err error

	// Close reports that the answer announced the end of the connection.
	Close bool

	// Reused reports that the connection had served another request before, or
	// could have: that the server had not closed it.
	Reused bool
}

func read(response *http.Response, err error) *Answer {
	if err != nil {
		return &Answer{Err: err}
	}
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	return &Answer{
		Status:  response.StatusCode,
		Header:  response.Header,
		Body:    body,
		Trailer: response.Trailer,
		Cut:     err != nil,
		Close:   response.Close,
	}
}
