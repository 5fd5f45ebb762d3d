package validatorproblem

import (
	"reflect"
	"strings"

	"github.com/problemkit/problemkit/problem"
)

// open reports whether there is something to explain that nobody has explained.
func (q *inquiry) open() bool {
	if q.declared {
		return false
	}
	for i := range q.sources {
		if len(q.sources[i].failed) > 0 {
			return true
		}
	}
	return false
}

// merged is the input error of everything that was found.
func (q *inquiry) merged(known *memos) *problem.InputError {
	q.members, q.memos = members{}, known
	all := make([]*problem.InputError, 0, len(q.sources))
	for i := range q.sources {
		all = append(all, q.explained(&q.sources[i]))
	}
	return problem.Merge(all...)
}

// explained is the input error of a source. What the one around the validation
// errors knows of the place is kept; a JSON Pointer is for the body alone.
func (q *inquiry) explained(s *source) *problem.InputError {
	if len(s.failed) == 0 {
		return s.in
	}
	in := problem.InputError{In: problem.InBody, Err: s.failed}
	if s.in != nil {
		in = *s.in
	}
	r := report{members: q.members, memos: q.memos, at: strings.TrimPrefix(in.At, "#"), counted: q.counted}
	switch {
	case in.In != problem.InBody && in.In != "":
		r.parameters(&in)
	case in.Target == nil:
		r.opaque = true
	default:
		r.target = reflect.ValueOf(in.Target)
	}
	q.counted += len(s.failed)
	in.Violations = r.violations(s.failed)
	return &in
}
