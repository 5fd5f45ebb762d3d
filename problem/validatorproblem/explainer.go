package validatorproblem

import "github.com/problemkit/problemkit/problem"

// Explainer turns validation errors into violations, and remembers what it has
// found out about types and tags: the second violation of a rule costs a fraction
// of the first. Doors keep one; see Rule and Explain for those that don't.
//
// The zero value is ready. An Explainer is safe for concurrent use and must not be
// copied after it was used. It remembers nothing of a request, and at most 1024
// rules.
type Explainer struct{ memos memos }

// Rule maps validation errors to input problems. Put it into
// problem.Config.Rules.
func (e *Explainer) Rule() problem.Rule {
	return problem.RuleFunc(func(err error) *problem.Problem {
		q := inquire(err)
		if !q.open() {
			return nil
		}
		in := q.merged(&e.memos)
		in.Err = err
		p := problem.InvalidInput(in)
		p.Apply(problem.Cause(in))
		return p
	})
}

// Explain returns err with violations if there are validation errors in it, and
// err itself if not, or if a problem around them says already what is wrong. The
// error inside stays reachable.
func (e *Explainer) Explain(err error) error { return explain(err, &e.memos) }

// Rule is that of an Explainer of its own.
func Rule() problem.Rule { return new(Explainer).Rule() }

// Explain is what an Explainer does, without a memory.
func Explain(err error) error { return explain(err, nil) }

func explain(err error, known *memos) error {
	q := inquire(err)
	if !q.open() {
		return err
	}
	in := q.merged(known)
	in.Err = err
	return in
}
