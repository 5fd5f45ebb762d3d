package problem

import (
	"errors"
	"reflect"
	"runtime"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/parts"
)

// errMisfit is the cause of what a validator could not look at.
var errMisfit = errors.New("the validator panicked: a rule at an any does not take the type that the client has chosen")

// runValidator asks a validator. That of go-playground panics over a value of an any
// whose type its rule does not take: the client has chosen the type, so that it is
// the client's mistake. Any other panic goes on with its stack.
func runValidator(p parts.Part, validate func(any) error, tries *int) (misfit *InputError, err error) {
	done := false
	defer func() {
		if done || !isOfValidator(capture(nil, false, nil)) {
			return
		}
		if m, rest := findMisfits(p, validate, tries); m != nil && recover() != nil {
			misfit, err = m, rest
		}
	}()
	err = validate(parts.Addressed(p.Value))
	done = true
	return nil, err
}

// isOfValidator looks for the function that panicked.
func isOfValidator(p *PanicError) bool {
	begun := false
	for frame := range p.Frames() {
		ofRuntime := strings.HasPrefix(frame.Function, "runtime.") || strings.HasPrefix(frame.Function, "internal/runtime/")
		if begun && !ofRuntime {
			return strings.HasPrefix(frame.Function, "github.com/go-playground/validator/")
		}
		begun = begun || ofRuntime
	}
	return false
}

// findMisfits tries out which values the validator panics over, and what it says
// about the others. It is nil if it is not for such values.
func findMisfits(p parts.Part, validate func(any) error, tries *int) (found *InputError, rest error) {
	ask := func() (any, error) { return attempt(func() error { return validate(parts.Addressed(p.Value)) }) }
	if value, _ := ask(); !isMisfit(value) {
		return nil, nil
	}
	if !p.Value.CanSet() { // in a map
		own := reflect.New(p.Value.Type()).Elem()
		own.Set(p.Value)
		p.Value = own
	}
	all, complete := parts.FindUntyped(p.Value)
	defer all.Restore()
	all.Take()
	if value, _ := ask(); value != nil && (complete || !isMisfit(value)) {
		return nil, nil
	}
	found = &InputError{In: InBody, reading: true, Err: errMisfit}
	if *tries -= len(all); complete && *tries >= 0 {
		rest = found.tryOut(p, all, ask)
	}
	if len(found.Violations) == 0 {
		found.Violations = []Violation{{Detail: "a value is of another type", Code: codeWrongType}}
	}
	return found, rest
}

// tryOut gives the values back one by one, and keeps those that make it panic.
func (e *InputError) tryOut(p parts.Part, all parts.Untypeds, ask func() (any, error)) (rest error) {
	for i := range all {
		all[i : i+1].Restore()
		if value, _ := ask(); isMisfit(value) {
			e.refuse(p, all[i].Tokens)
			all[i : i+1].Take()
		}
	}
	_, rest = ask()
	return rest
}

// refuse adds a violation for a value inside a part.
func (e *InputError) refuse(p parts.Part, inner []string) {
	v := Violation{Detail: "must be of another type", Code: codeWrongType}
	if !p.Opaque {
		v.Pointer = placeOf(p) + strings.TrimPrefix(Pointer(inner...), "#")
		e.unread = append(e.unread, v.spot())
	}
	e.Violations = append(e.Violations, v)
}

func placeOf(p parts.Part) string { return Pointer(p.Tokens...) }

// attempt returns what a function panics with.
func attempt(f func() error) (value any, err error) {
	defer func() {
		if value = recover(); value != nil {
			err = nil
		}
	}()
	return nil, f()
}

// isMisfit recognises the panics of go-playground/validator over the type of a value.
func isMisfit(value any) bool {
	switch v := value.(type) {
	case string:
		return strings.HasPrefix(v, "Bad field type ") || strings.HasPrefix(v, "dive error!")
	case runtime.Error:
		return strings.Contains(v.Error(), "unhashable type")
	}
	return false
}
