package wiretest

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/problemkit/problemkit/problem"
)

// Records is a recorder that keeps all records.
type Records struct {
	mu   sync.Mutex
	list []problem.Record
}

// Enabled wants everything.
func (*Records) Enabled(context.Context, slog.Level) bool { return true }

// Record keeps a record.
func (r *Records) Record(_ context.Context, rec problem.Record) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list = append(r.list, rec)
}

// All returns the records that were made so far.
func (r *Records) All() []problem.Record {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.list)
}

// One returns the only record. It waits for the first, which is made after the
// answer, and closes the server, so that a second one can't come later.
func (r *Records) One(t testing.TB, s *Server) problem.Record {
	t.Helper()
	for end := time.Now().Add(patience); len(r.All()) == 0 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	s.Close()
	all := r.All()
	if len(all) != 1 {
		t.Fatalf("%d records instead of one: %v", len(all), all)
	}
	return all[0]
}
