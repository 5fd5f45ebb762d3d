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
	q.memos = known
	var usual [2]*problem.InputError
	all := usual[:0]
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
	in := s.around()
	r := report{members: q.members, memos: q.memos, at: strings.TrimPrefix(in.At, "#"), reordered: in.Raw != nil, counted: q.counted}
	switch {
	case in.In != problem.InBody && in.In != "":
		r.parameters(in)
	case in.Target == nil:
		r.opaque = true
	default:
		r.target = reflect.ValueOf(in.Target)
	}
	q.counted += len(s.failed)
	in.Violations, in.Omitted = r.violations(s.failed)
	q.members = r.members
	return in
}

// around is the input error around the validation errors, or one of the body.
func (s *source) around() *problem.InputError {
	if s.in == nil {
		return &problem.InputError{In: problem.InBody, Err: s.failed}
	}
	in := *s.in
	return &in
}
