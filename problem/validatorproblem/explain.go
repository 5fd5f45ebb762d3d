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
		return problem.Invalid(q.input(err).Violations...)
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
	return q.input(err)
}

// open reports whether there is something to explain that nobody has explained.
func (q *inquiry) open() bool {
	return len(q.failed) > 0 && !q.declared && (q.outer == nil || len(q.outer.Violations) == 0)
}

// input makes the input error of what was found. What an outer one knows of the
// place is kept; a JSON Pointer is for the body alone.
func (q *inquiry) input(err error) *problem.InputError {
	in := &problem.InputError{In: problem.InBody, Err: err}
	if q.outer != nil {
		in.In, in.Parameter, in.Target, in.Raw = q.outer.In, q.outer.Parameter, q.outer.Target, q.outer.Raw
	}
	r := report{members: members{}}
	if in.In != problem.InBody && in.In != "" {
		r.parameter = problem.Violation{In: in.In, Parameter: in.Parameter}
	} else {
		r.target = reflect.ValueOf(in.Target)
	}
	r.add(q.failed)
	in.Violations = r.violations()
	return in
}
