package problem

import "slices"

// errorTree is the list of the errors that one error consists of, outermost
// first, in the order in which errors.Is looks at them. It is bounded, because a
// tree can double with every level or lead back to itself.
//
// It ends at a *Problem: the cause of a declared problem goes to the log and
// has no say in the answer.
type errorTree struct {
	nodes []error
	small [16]error
}

// of walks err. A foreign Unwrap may panic: what was found until then counts.
func (t *errorTree) of(err error) *errorTree {
	defer func() { _ = recover() }()
	t.nodes = t.small[:0]
	t.add(err)
	return t
}

func (t *errorTree) add(err error) {
	for err != nil && len(t.nodes) < maxErrorNodes {
		if p, ok := err.(*Problem); ok && p == nil {
			return
		}
		t.nodes = append(t.nodes, err)
		err = t.next(err)
	}
}

// next returns what a node wraps, after it has added the branches.
func (t *errorTree) next(err error) error {
	switch node := err.(type) {
	case *Problem:
	case interface{ Unwrap() error }:
		return node.Unwrap()
	case interface{ Unwrap() []error }:
		t.addAll(node.Unwrap())
	}
	return nil
}

func (t *errorTree) addAll(errs []error) {
	for _, err := range errs {
		if len(t.nodes) >= maxErrorNodes {
			return
		}
		t.add(err)
	}
}

// contains compares by identity, as a sentinel wants.
func (t *errorTree) contains(target error) bool {
	return slices.ContainsFunc(t.nodes, func(node error) bool { return sameError(node, target) })
}

// sameError compares without the panic that == has for uncomparable values.
func sameError(a, b error) bool {
	same, _ := try(func() bool { return a == b })
	return same
}

// find returns the outermost node of a dynamic type.
func find[E error](t *errorTree) (found E, ok bool) {
	for _, node := range t.nodes {
		if found, ok = node.(E); ok {
			return found, true
		}
	}
	return found, false
}
