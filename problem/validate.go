package problem

import (
	"reflect"
	"slices"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/jsoninput"
	"github.com/problemkit/problemkit/problem/internal/parts"
)

// maxParts bounds how many parts of one body are found wrong. They are counted, but
// no answer shows more than a hundred violations.
const maxParts = 10_000

// checking is one body under inspection.
type checking struct {
	raw    []byte
	inputs InputErrors
}

// Validate joins what was wrong when target was read, found, with what its rules
// say, so that one answer tells all: by each function, which is that of a
// validator and is given the struct that target points to or, if that is a list
// or a map, each struct in it; then by the target's own method Validate() error,
// if it has one. The latter is not asked about a target of which not all could be
// read. A null for a struct in such a list or map, or as the whole, is wrong: most
// programs would trip over the nil pointer. raw is the content that target was read
// from, found and raw may be nil.
//
// The error is an InputError or InputErrors, or nil. Mapping them needs a rule
// for the errors of the validator, such as validatorproblem.Rule.
func Validate(target any, raw []byte, found *InputError, validate ...func(any) error) error {
	c := checking{raw: raw}
	if len(validate) == 0 {
		validate = []func(any) error{func(any) error { return nil }}
	}
	for i, v := range validate {
		parts.Walk(reflect.ValueOf(target).Elem(), func(p parts.Part) bool { return c.validate(p, v, i == 0) })
	}
	if found == nil || len(found.unread) == 0 {
		c.ask(InBody, target)
	}
	if found != nil {
		c.inputs = append(InputErrors{found}, c.inputs...)
	}
	return c.inputs.orNil()
}

// validate gives a part to a validator.
func (c *checking) validate(p parts.Part, validate func(any) error, first bool) (more bool) {
	switch {
	case p.Null && first:
		c.refuseNull(p)
	case p.Null:
	default:
		target := parts.Addressed(p.Value)
		if err := validate(target); err != nil {
			c.addPart(p, target, err)
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

func placeOf(p parts.Part) string { return Pointer(p.Tokens...) }

// addPart keeps what a validator said for those who understand it. Where a part
// is that was read by a method of its own can't be known.
func (c *checking) addPart(p parts.Part, target any, err error) {
	if own := InputOf(err); own != nil {
		c.inputs = append(c.inputs, own.below(placeOf(p)))
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

// ask gives the target itself a say. What it says about something else than
// input counts only as long as there is nothing wrong with the input.
func (c *checking) ask(where string, target any) {
	own, ok := validating(target)
	if !ok {
		return
	}
	err := c.guarded(own)
	in := InputOf(err)
	if in == nil && err != nil && len(c.inputs) == 0 {
		in = &InputError{In: where, Target: target, Raw: c.raw, Err: err}
	}
	if in != nil {
		c.inputs = append(c.inputs, in)
	}
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
	if len(c.inputs) > 0 {
		defer func() { _ = recover() }()
	}
	err = own.Validate()
	if absent(err) {
		return nil
	}
	return err
}
