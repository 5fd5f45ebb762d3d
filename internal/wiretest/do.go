package wiretest

import (
	"context"
	"net/http"
	"testing"
)

// Do sends one request to the target, a path with an optional query, and waits
// for the whole answer. The request is sent once, whatever becomes of it.
// Connections are kept, so a second request proves that the first one left its
// connection usable. An exchange that takes too long fails the test.
func (s *Server) Do(t testing.TB, method, target string, options ...Option) *Answer {
	t.Helper()
	request, err := http.NewRequest(method, s.URL()+target, nil)
	if err != nil {
		t.Errorf("build the request: %v", err)
		return &Answer{Err: err}
	}
	for _, option := range options {
		request = option(request)
	}
	return s.exchange(t, request)
}

func (s *Server) exchange(t testing.TB, request *http.Request) *Answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(request.Context(), s.patience)
	defer cancel()
	uses := &connUses{}
	closes := s.closes.Load()
	response, err := s.client.Transport.RoundTrip(s.unrepeatable(request.WithContext(uses.trace(ctx))))
	answer := read(response, err)
	kept := s.keepsConnections(answer)
	s.closesBefore.Store(closes)
	answer.Reused = uses.reused || kept
	if ctx.Err() != nil && request.Context().Err() == nil {
		t.Errorf("%s %s took longer than %v", request.Method, request.URL, s.patience)
	}
	if uses.count > 1 {
		t.Errorf("%s %s was sent %d times", request.Method, request.URL, uses.count)
	}
	return answer
}
