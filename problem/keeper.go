package problem

import (
	"errors"
	"net/http"
)

// ErrSuperseded is what a writer returns when the client gets another answer in
// the place of the one that is being written, which is never sent. The writer of
// Adapter.Timeout in package nethttp does so once the time is up.
//
// A failure that can't be answered for that reason is not recorded, because the
// other answer was. A panic is, because nothing else tells of it.
var ErrSuperseded = errors.New("problem: the request has got another answer")

// keeper is a writer that keeps a response until its handler has returned. Its
// methods have exported names, because keepers live in the packages of doors.
type keeper interface {
	http.ResponseWriter
	// Release sends a complete answer before that, and nothing after it. It
	// returns the writer that took the answer, or ErrSuperseded.
	Release() (http.ResponseWriter, error)
}

// superseded reports whether a keeper behind w has given its answer up.
func superseded(w http.ResponseWriter) bool {
	for w := range chain(w) {
		if k, ok := w.(keeper); ok {
			_, err := k.Write(nil)
			return isSuperseded(err)
		}
	}
	return false
}

func isSuperseded(err error) bool {
	var tree errorTree
	return err != nil && tree.of(err).contains(ErrSuperseded)
}
