package problem

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"slices"
)

// standardProblem maps the errors of the standard library whose meaning for
// HTTP is certain. Everything else stays undeclared.
func standardProblem(tree errorTree) (*Problem, bool) {
	if limit, ok := find[*http.MaxBytesError](tree); ok {
		return tooLarge(limit), true
	}
	if _, ok := find[*InputError](tree); ok {
		return inputProblem(tree[0]), true
	}
	if notEncodable(tree) {
		return InternalServerError.New(), true
	}
	return nil, false
}

// lastResort is the problem of an error that nobody declared. A deadline of the
// server's own says at least that waiting may help.
func lastResort(tree errorTree) Problem {
	if tree.contains(context.DeadlineExceeded) {
		return ofDefinition(ServiceUnavailable.def)
	}
	return ofDefinition(InternalServerError.def)
}

// notEncodable recognises a value that the program wanted to send and that JSON
// can't express: a mistake of the server, whatever status it had chosen.
func notEncodable(tree errorTree) bool {
	_, badType := find[*json.UnsupportedTypeError](tree)
	_, badValue := find[*json.UnsupportedValueError](tree)
	_, badMethod := find[*json.MarshalerError](tree)
	return badType || badValue || badMethod
}

// inputProblem answers for all input errors that stand beside each other.
func inputProblem(err error) *Problem {
	inputs := inputsOf(err)
	for _, in := range inputs {
		if p := unlikeOthers(in); p != nil {
			return p
		}
	}
	p := InvalidInput(Merge(inputs...))
	if slices.ContainsFunc(inputs, unexplained) {
		p.note("rules of go-playground/validator are not explained: put validatorproblem.Rule into Config.Rules")
	}
	return p
}

// unexplained recognises the errors of that validator, which this package must not
// know, by their name: without their rule an answer has no places.
func unexplained(in *InputError) bool {
	return len(in.Violations) == 0 && fmt.Sprintf("%T", telling(in.Err)) == "validator.ValidationErrors"
}

// unlikeOthers returns the problem of an input error that is none of the client's
// input.
func unlikeOthers(in *InputError) *Problem {
	var usual usualTree
	tree := errorTree(usual[:0]).of(in.Err)
	switch {
	case in.In == InBody && tree.contains(os.ErrDeadlineExceeded):
		return RequestTimeout.New()
	case brokenTarget(tree):
		return InternalServerError.New()
	}
	return nil
}

// brokenTarget recognises a mistake in the program: a target that nothing can
// be read into.
func brokenTarget(tree errorTree) bool {
	if _, invalid := find[*json.InvalidUnmarshalError](tree); invalid {
		return true
	}
	wrong, ok := find[*json.UnmarshalTypeError](tree)
	return ok && wrong.Type != nil && (unreadableType(wrong.Type) || saysEmbedded(tree[len(tree)-1]))
}

// saysEmbedded recognises an embedded pointer that can't be set, for which version 2
// of encoding/json has no other type.
func saysEmbedded(leaf error) bool {
	return ownText(leaf) == "cannot set embedded pointer to unexported struct type"
}

// unreadableType recognises types that no JSON can be read into.
func unreadableType(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return true
	}
	return t.Kind() == reflect.Interface && t.NumMethod() > 0
}
