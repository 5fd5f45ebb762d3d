package validatorproblem

import (
	"reflect"
	"slices"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
)

// maxNodes bounds the walk over a tree of errors, like the one that package
// problem makes: a tree can double with every level or lead back to itself.
const maxNodes = 256

// inquiry is what a tree of errors says about validations.
type inquiry struct {
	sources  []source
	declared bool // a problem, a type or a Converter decides
	left     int
	members  members
	memos    *memos
	counted  int // errors that are explained
}

// source is one validation: its errors, and the input error around them, which
// knows the target. One without errors is an input error that has its violations
// already, or none of a validator.
type source struct {
	in     *problem.InputError
	failed validator.ValidationErrors
}

// inquire walks a tree of errors. It ends at a problem, whose cause goes to the
// log and has no say in the answer. A foreign Unwrap may panic: what was found
// until then counts.
func inquire(err error) (q inquiry) {
	defer func() { _ = recover() }()
	q.left = maxNodes
	q.visit(err, nil)
	return q
}

// visit looks at an error inside an input error, or outside of any.
func (q *inquiry) visit(err error, in *source) {
	for err != nil && q.left > 0 {
		q.left--
		err = q.next(err, in)
	}
}

// next returns what a node wraps, after it has seen to the branches.
func (q *inquiry) next(err error, in *source) error {
	switch node := err.(type) {
	case *problem.Problem:
		q.meet(node)
	case problem.Kind, problem.Converter:
		q.declared = true
	case validator.ValidationErrors:
		q.source(in).add(node...)
	case validator.FieldError:
		q.source(in).add(node)
	case *problem.InputError:
		q.input(node, in)
	case problem.InputErrors:
		q.inputs(node, in)
	default:
		return q.inside(err, in)
	}
	return nil
}

// meet takes the violations of a problem that is about input; any other decides.
func (q *inquiry) meet(p *problem.Problem) {
	if own := problem.InputOf(p); own != nil {
		q.sources = append(q.sources, source{in: own})
	} else if p != nil {
		q.declared = true
	}
}

// source returns the one around, or the one for errors outside of any.
func (q *inquiry) source(in *source) *source {
	if in != nil {
		return in
	}
	for i := range q.sources {
		if q.sources[i].in == nil {
			return &q.sources[i]
		}
	}
	q.sources = append(q.sources, source{})
	return &q.sources[len(q.sources)-1]
}

func (s *source) add(failed ...validator.FieldError) {
	if s.failed == nil {
		s.failed = slices.Clip(failed) // as it is: most have no more
	} else {
		s.failed = append(s.failed, failed...)
	}
}

// inputs gives each of several the same bound: their number has one already.
func (q *inquiry) inputs(list problem.InputErrors, around *source) {
	left := q.left
	for _, each := range list {
		q.left = left
		q.input(each, around)
	}
}

// input looks into an input error that stands alone. It answers for all that is
// inside, and its violations, if it has some, say all.
func (q *inquiry) input(node *problem.InputError, around *source) {
	if around != nil {
		q.visit(node.Err, around)
		return
	}
	own := source{in: node}
	if len(node.Violations) == 0 {
		q.visit(node.Err, &own)
	}
	q.sources = append(q.sources, own)
}

func (q *inquiry) inside(err error, in *source) error {
	switch node := err.(type) {
	case interface{ Unwrap() error }:
		return node.Unwrap()
	case interface{ Unwrap() []error }:
		for _, branch := range node.Unwrap() {
			q.visit(branch, in)
		}
	default:
		q.elements(err, in)
	}
	return nil
}

// elements goes through a slice of errors without Unwrap, such as Gin makes for
// slices. The bound on nodes is not for them: their number is shown.
func (q *inquiry) elements(err error, in *source) {
	if t := reflect.TypeOf(err); t.Kind() != reflect.Slice || !t.Elem().Implements(reflect.TypeFor[error]()) {
		return
	}
	list := reflect.ValueOf(err)
	for i := range list.Len() {
		switch element := list.Index(i).Interface().(type) {
		case validator.ValidationErrors:
			q.source(in).add(element...)
		case error:
			q.visit(element, in)
		}
	}
}
