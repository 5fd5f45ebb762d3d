package ginproblem

import "reflect"

// maxNodes bounds the walk over a tree of errors, like the one that package
// problem makes: a tree can double with every level or lead back to itself, and
// errors.Is would turn for ever.
const maxNodes = 256

// holds reports whether target itself is in the tree of err.
func holds(err, target error) bool {
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
		if *left--; search(branch, target, left) {
			return true
		}
	}
	return false
}
