package validatorproblem

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/internal/param"
	"github.com/problemkit/problemkit/problem/internal/phrasing"
	"github.com/problemkit/problemkit/problem/internal/ruletext"
)

// maxLocated bounds how many errors are looked into, and maxCounted how many are
// listed at all: no answer shows more than a hundred violations, and a client
// can make hundreds of thousands with one request.
const (
	maxLocated = 1000
	maxCounted = 10_000
)

// report gathers violations with their places.
type report struct {
	members   members
	base      []string          // the way to the target in the document
	target    reflect.Value     // the struct that was validated
	prefix    []step            // the way to it
	opaque    bool              // of the prefix only the first steps are certain
	known     int               // so many
	parameter problem.Violation // where the value came from, if not from the body
	sent      *param.Sent       // what was sent there, if that is known
	counted   int               // errors that other reports of the same answer have
	found     []finding
	unplaced  []problem.Violation
}

// finding is one violation. The way orders them: validators go through maps at
// random, and the same request deserves the same answer.
type finding struct {
	way       []step
	violation problem.Violation
}

// step leads from a value to one inside it.
type step struct {
	index int           // of an array, or of a struct's field
	key   reflect.Value // of a map
}

func (s step) token() string {
	if s.key.IsValid() {
		return keyText(s.key)
	}
	return problem.Index(s.index)
}

func compareSteps(a, b step) int {
	if a.key.IsValid() && b.key.IsValid() {
		return strings.Compare(keyText(a.key), keyText(b.key))
	}
	return cmp.Compare(a.index, b.index)
}

// certain returns the part of the prefix that is the same in JSON.
func (r *report) certain() []step {
	if r.opaque {
		return r.prefix[:r.known]
	}
	return r.prefix
}

func (r *report) tokens() []string {
	list := slices.Clone(r.base)
	for _, s := range r.certain() {
		list = append(list, s.token())
	}
	return list
}

func (r *report) full() bool { return r.counted+len(r.found)+len(r.unplaced) >= maxCounted }

func (r *report) add(failed validator.ValidationErrors) {
	for _, field := range failed {
		switch {
		case r.counted+len(r.found) < maxLocated:
			r.found = append(r.found, r.finding(field))
		case !r.full():
			r.unplaced = append(r.unplaced, problem.Violation{
				Detail: ruletext.Unspecific, Code: code(field), Phrase: problem.Say(phrasing.KeyInvalid),
			})
		}
	}
}

func (r *report) finding(field validator.FieldError) finding {
	v := r.parameter
	v.Code = code(field)
	if v.In != "" {
		v.Detail, v.Phrase = r.message(field, nil)
		return r.inParameter(field, v)
	}
	w := r.locate(field)
	v.Detail, v.Phrase = r.message(field, w)
	switch w.place {
	case atValue:
		v.Pointer = problem.Pointer(w.tokens...)
	case atKey:
		v.Detail, v.Phrase = nameMessage(v.Detail, v.Phrase)
	}
	return finding{w.way, v}
}

// addNull adds a violation for the value that the prefix leads to.
func (r *report) addNull() {
	v := problem.Violation{Detail: "must be an object", Code: "wrong_type"}
	if len(r.found) >= maxLocated {
		r.unplaced = append(r.unplaced, v)
		return
	}
	w := r.start()
	v.Pointer = problem.Pointer(w.tokens...)
	r.found = append(r.found, finding{w.way, v})
}

// violations returns them in the order of the fields, indexes and names.
func (r *report) violations() []problem.Violation {
	slices.SortStableFunc(r.found, func(a, b finding) int { return slices.CompareFunc(a.way, b.way, compareSteps) })
	list := make([]problem.Violation, 0, len(r.found)+len(r.unplaced))
	for _, f := range r.found {
		list = append(list, f.violation)
	}
	return append(list, r.unplaced...)
}
