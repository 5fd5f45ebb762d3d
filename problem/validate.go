package problem

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/jsoninput"
	"github.com/problemkit/problemkit/problem/internal/parts"
)

// checking is one body under inspection.
type checking struct {
	raw    []byte
	inputs InputErrors
	known  int  // how many of them were known before
	tries  int  // how many values of an any may still be tried out
	unread bool // some of it could not be read
}

// Validate joins what was wrong when target was read, found, with what its rules
// say, so that one answer tells all: by each function, which is that of a
// validator and is given the struct that target points to or, if that is a list
// or a map, each struct in it; then by the target's own method Validate() error,
// if it has one. A null for a struct in such a list or map, or as the whole, is
// wrong: most programs would trip over the nil pointer. raw is the content that
// target was read from, found and raw may be nil.
//
// The target's method is asked where rules are broken too, and a panic in it counts
// for nothing then; it is not asked about a target of which not all could be read.
// Violations that it returns stand beside the others. A problem that it returns, or an
// error that a rule of the configuration knows, is the answer where nothing else is
// wrong. An error that nobody declared, that of a database too, is a 400 that says no
// more than "is not valid": return ServiceUnavailable with a Cause for what is not the
// client's fault.
//
// The error is an InputError or InputErrors, or nil. Mapping them needs a rule
// for the errors of the validator, such as validatorproblem.Rule. A target that is
// no pointer, or a nil one, is a mistake of the program: an error that says so.
func Validate(target any, raw []byte, found *InputError, validate ...func(any) error) error {
	if v := reflect.ValueOf(target); v.Kind() != reflect.Pointer || v.IsNil() {
		return fmt.Errorf("problem.Validate: the target, %T, must be a pointer that is not nil", target)
	}
	c := newChecking(raw, found)
	parts.Walk(reflect.ValueOf(target).Elem(), func(p parts.Part) bool { return c.validate(p, validate) })
	return c.ask(InBody, target)
}

// newChecking begins with what is known to be wrong.
func newChecking(raw []byte, found *InputError) *checking {
	c := &checking{raw: raw}
	if len(raw) <= maxKeptBody {
		c.tries = maxTried
	}
	if found != nil {
		c.inputs, c.known, c.unread = InputErrors{found}, 1, len(found.unread) > 0
	}
	return c
}

// validate gives a part to the validators.
func (c *checking) validate(p parts.Part, validate []func(any) error) (more bool) {
	if p.Null {
		c.refuseNull(p)
		return len(c.inputs) < maxParts
	}
	target := parts.Addressed(p.Value)
	for _, v := range validate {
		misfit, err := runValidator(p, v, &c.tries)
		if misfit != nil {
			c.inputs, c.unread = append(c.inputs, misfit.about(c.raw)), true
		}
		if err != nil {
			c.addPart(p, target, err)
		}
		if misfit != nil && c.tries < 0 {
			return false
		}
	}
	return len(c.inputs) < maxParts
}

// refuseNull adds a violation for a null in the place of a struct. Far more than
// are shown need no place.
func (c *checking) refuseNull(p parts.Part) {
	v := Violation{Detail: "must be an object", Code: codeWrongType}
	if len(c.inputs) < jsoninput.MaxPlaced {
		v.Pointer = placeOf(p)
	}
	c.inputs = append(c.inputs, &InputError{In: InBody, Raw: c.raw, Violations: []Violation{v}, At: v.Pointer})
}

// addPart keeps what a validator said for those who understand it. Where a part
// is that was read by a method of its own can't be known.
func (c *checking) addPart(p parts.Part, target any, err error) {
	if own := InputOf(err); own != nil {
		c.inputs = append(c.inputs, own.below(placeOf(p)).about(c.raw))
		return
	}
	in := &InputError{In: InBody, Target: target, Raw: c.raw, Err: err, At: placeOf(p)}
	if p.Opaque {
		in.Target = nil
	}
	c.inputs = append(c.inputs, in)
}

// below returns an error about a part as one about the whole.
func (e *InputError) below(at string) *InputError {
	moved := *e
	moved.Violations = slices.Clone(e.Violations)
	for i := range moved.Violations {
		if way, ok := strings.CutPrefix(moved.Violations[i].Pointer, "#"); ok {
			moved.Violations[i].Pointer = at + way
		}
	}
	return &moved
}

// amongParameters turns pointers into names of parameters: a check of a target that
// was read from them knows its members and not where they came from.
func (e *InputError) amongParameters(in string) *InputError {
	moved := *e
	moved.Violations = slices.Clone(e.Violations)
	for i := range moved.Violations {
		if v := &moved.Violations[i]; v.Parameter == "" && len(v.Pointer) > len("#") {
			v.In, v.Parameter, v.Pointer = in, strings.Join(Tokens(v.Pointer), "."), ""
		}
	}
	return &moved
}

// ask gives the target itself a say. What it says about something else than
// input counts only as long as there is nothing wrong with the input.
func (c *checking) ask(where string, target any) error {
	own, ok := validating(target)
	if !ok || c.unread {
		return c.inputs.orNil()
	}
	err := c.guarded(own)
	in := InputOf(err)
	switch {
	case in == nil && err != nil && len(c.inputs) == 0:
		in = &InputError{In: where, Target: target, Raw: c.raw, Err: err}
	case in != nil && where != InBody:
		in = in.amongParameters(where)
	}
	if in != nil {
		c.inputs = append(c.inputs, in.about(c.raw))
	}
	return c.inputs.orNil()
}

// about lets places be spelt and sorted as the content has them.
func (e *InputError) about(raw []byte) *InputError {
	if e.Raw != nil || raw == nil {
		return e
	}
	read := *e
	read.Raw, read.ordered = raw, false
	return &read
}

// validating follows pointers to the one that has the method.
func validating(target any) (own interface{ Validate() error }, ok bool) {
	for v := reflect.ValueOf(target); v.Kind() == reflect.Pointer && !v.IsNil(); v = v.Elem() {
		if own, ok = v.Interface().(interface{ Validate() error }); ok {
			return own, true
		}
	}
	return nil, false
}

// guarded lets a Validate method panic about a value that the validators have
// refused already: it may rely on them.
func (c *checking) guarded(own interface{ Validate() error }) (err error) {
	if len(c.inputs) > c.known {
		defer func() { _ = recover() }()
	}
	err = own.Validate()
	if absent(err) {
		return nil
	}
	return err
}
