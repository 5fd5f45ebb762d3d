package problem

import "bytes"

// Content returns a copy of what the handler has read of the content until now,
// and whether that is all that it has read: the first 64 KiB are kept if the
// Content-Type names JSON, XML, YAML or TOML, otherwise the first 512 bytes. It is
// nil if nothing was read. Doors find out with it whether an error is about this
// very content.
//
// It is safe for concurrent use, also after Close.
//
// Security: the content is the client's. Neither send nor log it.
func (x *Exchange) Content() (start []byte, whole bool) {
	notes := x.body.look()
	return bytes.Clone(notes.kept), notes.whole()
}
