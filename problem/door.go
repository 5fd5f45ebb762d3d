package problem

import "net/http"

// door is the exchange that a writer belongs to, as far as the rooms before it
// have to know it.
type door interface {
	responder() *Responder
	respond(err error)
	traceID() string
}

// doorOf returns the exchange whose writer w is, or presents in another shape;
// or nil.
func doorOf(w http.ResponseWriter) door {
	if view, ok := w.(interface{ Presents() http.ResponseWriter }); ok {
		w = view.Presents()
	}
	if own, ok := w.(interface{ door() door }); ok {
		return own.door()
	}
	return nil
}
