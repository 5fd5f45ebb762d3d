package problem

import "net/http"

// TraceIDOf returns the trace id that a problem on this exchange carries, and ""
// when w does not come from a door. Writers of middleware are looked through by
// their Unwrap method.
func TraceIDOf(w http.ResponseWriter) string {
	if d := doorAround(w); d != nil {
		return d.traceID()
	}
	return ""
}

// doorAround returns the innermost exchange that w is a writer of, or nil.
func doorAround(w http.ResponseWriter) door {
	for w := range chain(w) {
		if d := doorOf(w); d != nil {
			return d
		}
	}
	return nil
}

// around returns the exchange outside of this one. There is none any more after
// the request: the writers between may serve another one by then.
func (w *responseWriter) around() door {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed.Load() {
		return nil
	}
	return doorAround(w.inner)
}
