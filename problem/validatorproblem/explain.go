package validatorproblem

import (
	"reflect"

	"github.com/problemkit/problemkit/problem"
)

// Rule maps validation errors to input problems. Put it into
// problem.Config.Rules.
func Rule() problem.Rule {
	return problem.RuleFunc(func(err error) *problem.Problem {
		q := inquire(err)
		if !q.open() {
			return nil
		}
		return problem.Invalid(q.merged().Violations...)
	})
}

// Explain returns err with violations if there are validation errors in it, and
// err itself if not, or if a problem around them says already what is wrong. The
// error inside stays reachable.
func Explain(err error) error {
	q := inquire(err)
	if !q.open() {
		return err
	}
	in := *q.merged()
	in.Err = err
	return &in
}

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
func (q *inquiry) merged() *problem.InputError {
	q.members = members{}
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
	r := report{members: q.members, base: problem.Tokens(in.At), counted: q.counted}
	switch {
	case in.In != problem.InBody && in.In != "":
		r.parameters(&in)
	case in.Target == nil:
		r.opaque = true
	default:
		r.target = reflect.ValueOf(in.Target)
	}
	r.add(s.failed)
	q.counted += len(s.failed)
	in.Violations = r.violations()
	return &in
}
