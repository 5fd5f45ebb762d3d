package validatorproblem

import (
	"reflect"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
)

// maxNodes bounds the walk over a tree of errors, like the one that package
// problem makes: a tree can double with every level or lead back to itself.
const maxNodes = 256

// inquiry is what a tree of errors says about a validation.
type inquiry struct {
	failed   validator.ValidationErrors
	outer    *problem.InputError // the outermost, which knows the target
	declared bool                // a problem, a type or a Converter decides
	left     int
}

// inquire walks a tree of errors. It ends at a problem, whose cause goes to the
// log and has no say in the answer. A foreign Unwrap may panic: what was found
// until then counts.
func inquire(err error) (q inquiry) {
	defer func() { _ = recover() }()
	q.left = maxNodes
	q.visit(err)
	return q
}

func (q *inquiry) visit(err error) {
	for err != nil && q.left > 0 {
		q.left--
		err = q.next(err)
	}
}

// next returns what a node wraps, after it has seen to the branches.
func (q *inquiry) next(err error) error {
	switch node := err.(type) {
	case *problem.Problem:
		q.declared = q.declared || node != nil
	case problem.Kind, problem.Converter:
		q.declared = true
	case validator.ValidationErrors:
		q.failed = append(q.failed, node...)
	case validator.FieldError:
		q.failed = append(q.failed, node)
	case *problem.InputError:
		q.meet(node)
		return node.Err
	default:
		return q.inside(err)
	}
	return nil
}

func (q *inquiry) meet(in *problem.InputError) {
	if q.outer == nil {
		q.outer = in
	}
}

func (q *inquiry) inside(err error) error {
	switch node := err.(type) {
	case interface{ Unwrap() error }:
		return node.Unwrap()
	case interface{ Unwrap() []error }:
		for _, branch := range node.Unwrap() {
			q.visit(branch)
		}
	default:
		q.elements(err)
	}
	return nil
}

// elements goes through a slice of errors without Unwrap, such as Gin makes for
// slices. The bound on nodes is not for them: their number is shown.
func (q *inquiry) elements(err error) {
	if t := reflect.TypeOf(err); t.Kind() != reflect.Slice || !t.Elem().Implements(reflect.TypeFor[error]()) {
		return
	}
	list := reflect.ValueOf(err)
	for i := range list.Len() {
		switch element := list.Index(i).Interface().(type) {
		case validator.ValidationErrors:
			q.failed = append(q.failed, element...)
		case error:
			q.visit(element)
		}
	}
}
