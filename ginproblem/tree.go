package ginproblem

import (
	"reflect"

	"github.com/problemkit/problemkit/problem"
)

// maxNodes bounds the walk over a tree of errors, like the one that package
// problem makes: a tree can double with every level or lead back to itself, and
// errors.Is would turn for ever.
const maxNodes = 256

// nodesOf lists the errors that an error consists of, outermost first, as far as
// the bound. It ends at a problem, whose cause has no say. A foreign Unwrap may
// panic: what was found until then counts.
func nodesOf(err error) (nodes []error) {
	defer func() { _ = recover() }()
	gather(err, &nodes)
	return nodes
}

func gather(err error, nodes *[]error) {
	for err != nil && len(*nodes) < maxNodes {
		*nodes = append(*nodes, err)
		switch node := err.(type) {
		case *problem.Problem:
			return
		case interface{ Unwrap() error }:
			err = node.Unwrap()
		case interface{ Unwrap() []error }:
			gatherAll(node.Unwrap(), nodes)
			return
		default:
			return
		}
	}
}

func gatherAll(branches []error, nodes *[]error) {
	for _, branch := range branches {
		if len(*nodes) == maxNodes {
			return
		}
		gather(branch, nodes)
	}
}

// holds reports whether target itself is in the tree of err. A foreign Unwrap may
// panic: what was not found until then is not there.
func holds(err, target error) bool {
	defer func() { _ = recover() }()
	left := maxNodes
	return reflect.ValueOf(target).Comparable() && search(err, target, &left)
}

func search(err, target error, left *int) bool {
	for ; err != nil && *left > 0; *left-- {
		if err == target {
			return true
		}
		switch node := err.(type) {
		case interface{ Unwrap() error }:
			err = node.Unwrap()
		case interface{ Unwrap() []error }:
			return searchAll(node.Unwrap(), target, left)
		default:
			return false
		}
	}
	return false
}

func searchAll(branches []error, target error, left *int) bool {
	for _, branch := range branches {
		if *left--; *left < 0 {
			return false
		}
		if search(branch, target, left) {
			return true
		}
	}
	return false
}
