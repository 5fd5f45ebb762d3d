package problem

import "errors"

// errGuarded stands for a foreign method that panicked.
var errGuarded = errors.New("a method panicked")

// try calls foreign code under a guard. One that never returns can't be
// guarded against.
func try[T any](f func() T) (result T, err error) {
	defer func() {
		if recover() != nil {
			err = errGuarded
		}
	}()
	return f(), nil
}
