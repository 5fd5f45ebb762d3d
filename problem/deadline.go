package problem

import (
	"net/http"
	"time"
)

// giveTime lets an answer out although the time in which the server lets
// handlers write is over: a handler that was slow is a usual reason for an
// error, and a client that gets nothing can't tell why. The answer gets what a
// new request would have, or answerTime if that is more, so that no deadline of
// the server becomes shorter. Where the server has none, one that the handler has
// set for its own response ends with that.
//
// This is for HTTP/1. Over HTTP/2 the server has reset the stream when the time
// was up, without asking anyone.
func giveTime(w http.ResponseWriter, r *http.Request) {
	_, _ = try(func() (none struct{}) {
		switch limit := writeTimeout(r); {
		case limit > 0:
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(max(limit, answerTime)))
		case ownTime(w):
			_ = http.NewResponseController(w).SetWriteDeadline(time.Time{})
		}
		return none
	})
}

// ownTime reports whether the handler has set a deadline.
func ownTime(w http.ResponseWriter) bool {
	own, ok := w.(*answerWriter)
	return ok && own.timed.Load()
}

func writeTimeout(r *http.Request) time.Duration {
	server, ok := r.Context().Value(http.ServerContextKey).(*http.Server)
	if !ok {
		return 0
	}
	return server.WriteTimeout
}

// SetWriteDeadline sets it while the request lasts. Writers that have none, or
// panic on it, can still write.
func (w *answerWriter) SetWriteDeadline(t time.Time) error {
	return w.guard(func() error {
		_, _ = try(func() error { return http.NewResponseController(w.inner).SetWriteDeadline(t) })
		return nil
	})
}
