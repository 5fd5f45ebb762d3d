package problem

import (
	"cmp"
	"log/slog"
	"net/http"
)

// prepare completes a record, and reports whether one is wanted.
func (rs *Responder) prepare(rec *Record, a *answer, r *http.Request) bool {
	if rs.config.Recorder == NoRecorder {
		return false
	}
	if rec.Outcome != ClientGone { // whose stack is nobody's mistake
		rec.Panic, _ = rec.Err.(*PanicError)
	}
	rec.Level = rs.levelOf(rec, a)
	wanted, _ := try(func() bool { return rs.config.Recorder.Enabled(r.Context(), rec.Level) })
	if wanted && rec.Problem == nil {
		rec.Problem = snapshotOf(a)
	}
	return wanted
}

// levelOf spares the copy of the document as long as nobody looks at it.
func (rs *Responder) levelOf(rec *Record, a *answer) slog.Level {
	if choose := rs.config.Level; choose != nil {
		if rec.Problem == nil {
			rec.Problem = snapshotOf(a)
		}
		if level, failed := try(func() slog.Level { return choose(*rec) }); failed == nil {
			return level
		}
	}
	return defaultLevel(rec.Outcome, cmp.Or(a.hidden, a.draft.Status))
}

// snapshotOf copies the document for the record, which may be kept.
func snapshotOf(a *answer) *Problem {
	p := a.draft
	return &p
}

// record hands the record over. A recorder that panics harms nothing.
func (rs *Responder) record(rec *Record, r *http.Request, wanted bool) {
	if wanted {
		_, _ = try(func() (none struct{}) { rs.config.Recorder.Record(r.Context(), *rec); return none })
	}
}
