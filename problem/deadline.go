package problem

import (
	"net/http"
	"time"
)

// giveTime lets an answer out although the time in which the server lets
// handlers write is over: a handler that was slow is a usual reason for an
// error, and a client that gets nothing can't tell why. The answer gets what a
// new request would have, or answerTime if that is more, so that no deadline of
// the server becomes shorter.
//
// This is for HTTP/1. Over HTTP/2 the server has reset the stream when the time
// was up, without asking anyone.
func giveTime(w http.ResponseWriter, r *http.Request) {
	_, _ = try(func() (none struct{}) {
		if limit := writeTimeout(r); limit > 0 {
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(max(limit, answerTime)))
		}
		return none
	})
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
