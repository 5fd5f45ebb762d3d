package problem

import (
	"reflect"
	"slices"
)

// errorTree is the list of the errors that one error consists of, outermost
// first, in the order in which errors.Is looks at them. It is bounded, because a
// tree can double with every level or lead back to itself.
//
// It ends at a *Problem: the cause of a declared problem goes to the log and
// has no say in the answer.
type errorTree []error

// usualTree is room for the errors of a usual tree, so that a caller can have it
// on its stack.
type usualTree [16]error

// of appends what err consists of.
func (t errorTree) of(err error) errorTree {
	for err != nil && len(t) < maxErrorNodes {
		if p, ok := err.(*Problem); ok && p == nil {
			return t
		}
		t = append(t, err)
		var branches []error
		branches, err = unwrap(err)
		t = t.ofAll(branches)
	}
	return t
}

func (t errorTree) ofAll(branches []error) errorTree {
	for _, branch := range branches {
		if len(t) == maxErrorNodes {
			break
		}
		t = t.of(branch)
	}
	return t
}

// unwrap returns what an error wraps: nothing, if its method panics.
func unwrap(err error) (branches []error, inner error) {
	defer func() { _ = recover() }()
	switch node := err.(type) {
	case *Problem:
	case interface{ Unwrap() error }:
		inner = node.Unwrap()
	case interface{ Unwrap() []error }:
		branches = node.Unwrap()
	}
	return branches, inner
}

// contains compares by identity, as a sentinel wants.
func (t errorTree) contains(target error) bool {
	return isKey(target) && slices.Contains(t, target)
}

// isKey reports whether an error can be compared, and so be a key of a map: one
// that holds a slice can't. The usual ones are told apart without a look inside,
// which would allocate.
func isKey(err error) bool {
	_, bare := err.(Type)
	v := reflect.ValueOf(err)
	bare = bare || v.Kind() == reflect.Pointer || v.Kind() == reflect.Struct && v.NumField() == 0
	return bare || v.Comparable()
}

// find returns the outermost node of a pointer type; a nil pointer is none.
func find[E error](t errorTree) (found E, ok bool) {
	var none E
	for _, node := range t {
		if match, is := node.(E); is && error(match) != error(none) {
			return match, true
		}
	}
	return none, false
}
