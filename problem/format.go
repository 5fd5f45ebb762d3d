package problem

// Format turns a problem into the bytes of one media type. Implementations must
// be safe for concurrent use and must neither write to the problem nor keep it.
//
// A Format may also have a method Header() http.Header: fields that go with
// every document of it. One that fails or panics costs nothing but itself; the
// answer is then made by JSON.
type Format interface {
	// MediaType returns the media type without parameters.
	MediaType() string
	// Append appends the document to dst and returns the longer slice.
	Append(dst []byte, p *Problem) ([]byte, error)
}
