package problem

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// Merge makes one input error of several about the same request, so that one
// answer tells all that is wrong: first what is wrong with parameters, then what
// is wrong with the body, in the order of the document. Rules about a value that
// could not be read, and rules that compare with others while there is such a
// value, are left out: they say nothing. The latter are those whose phrase has a
// method ComparesValues() bool that says so, as validatorproblem's have. Nil errors
// are left out, and without any other the result is nil. The given errors are not
// written to.
//
// Errors that are joined by errors.Join, or otherwise beside each other, are
// merged when they are answered; doors and validators call Merge themselves.
func Merge(inputs ...*InputError) *InputError {
	if slices.Contains(inputs, nil) {
		inputs = slices.DeleteFunc(slices.Clone(inputs), func(in *InputError) bool { return in == nil })
	}
	if len(inputs) == 0 {
		return nil
	}
	if one := inputs[0]; len(inputs) == 1 && one.settled() {
		return one
	}
	merged := *inputs[0]
	if merged.ordered = true; merged.At != "" {
		merged.At, merged.Target = "", nil
	}
	for _, in := range inputs {
		if merged.Raw == nil {
			merged.Raw = in.Raw
		}
	}
	merged.Violations, merged.Omitted = joined(merged.Raw, inputs)
	merged.Err = cause(inputs)
	for _, in := range inputs[1:] {
		merged.reading = merged.reading || in.reading
		merged.unread, merged.reduced = append(slices.Clip(merged.unread), in.unread...), append(slices.Clip(merged.reduced), in.reduced...)
		merged.dotted = append(slices.Clip(merged.dotted), in.dotted...)
	}
	if merged.Raw != nil {
		merged.Violations = inOrder(merged.Raw, merged.Violations)
	}
	return &merged
}

// settled reports whether merging one error alone would change nothing.
func (e *InputError) settled() bool {
	return e.ordered || len(e.Violations) > 0 && e.Raw == nil && e.At == "" && len(e.unread) == 0
}

// joined leaves out what says nothing because of values that were not read, and
// counts what was omitted: nothing beside violations that were all left out, since
// it is more of the same.
func joined(raw []byte, inputs []*InputError) (list []Violation, omitted int) {
	all := make([]Violation, 0, len(inputs))
	ends := make([]int, len(inputs))
	for i, in := range inputs {
		all = append(all, in.violations()...)
		ends[i] = len(all)
	}
	h, from := hiddenBy(raw, inputs), 0
	if len(h.exact) > 0 {
		respell(all, raw)
	}
	for i, in := range inputs {
		own := in.meaningful(all[from:ends[i]], h, raw != nil)
		if len(own) > 0 || from == ends[i] {
			omitted += in.Omitted
		}
		list, from = append(list, own...), ends[i]
	}
	return list, omitted
}

// respell writes pointers as the document spells them.
func respell(list []Violation, raw []byte) {
	for i, way := range waysIn(raw, pointersOf(list)) {
		if way.Spelt {
			list[i].Pointer = Pointer(way.Tokens...)
		}
	}
}

func pointersOf(list []Violation) []string {
	pointers := make([]string, len(list))
	for i := range list {
		pointers[i] = list[i].Pointer
	}
	return pointers
}

// InvalidInput makes the problem of an input error, as Invalid does of violations,
// which must not be written to afterwards. The error may be nil.
func InvalidInput(in *InputError) *Problem {
	p := ofDefinition(invalidInput)
	if in != nil {
		if list := in.violations(); len(list) > 0 {
			p.setViolations(list, in.Omitted)
		}
	}
	return &p
}

// InputOf returns what an error says about input: that of all input errors and of
// all problems made by Invalid which stand in it beside each other, merged. It
// returns nil for an error that says nothing about input, and for nil.
func InputOf(err error) *InputError { return Merge(inputsOf(err)...) }

// inputsOf returns them as they are. Inside an input error there is no other one:
// it answers for all that it wraps. The walk is bounded like that of every error
// tree; the elements of InputErrors are not counted.
func inputsOf(err error) []*InputError {
	s := inputSearch{left: maxErrorNodes}
	s.visit(err)
	return s.found
}

type inputSearch struct {
	found []*InputError
	left  int
}

func (s *inputSearch) visit(err error) {
	for ; err != nil && s.left > 0; s.left-- {
		switch node := err.(type) {
		case *InputError:
			s.found = append(s.found, node)
			return
		case InputErrors:
			s.found = append(s.found, node...)
			return
		case *Problem:
			s.ask(node)
			return
		}
		var branches []error
		branches, err = unwrap(err)
		for _, branch := range branches {
			s.visit(branch)
		}
	}
}

func (s *inputSearch) ask(p *Problem) {
	if p == nil || p.def == nil || !p.def.input {
		return
	}
	s.found = append(s.found, &InputError{Violations: p.violations(), Err: p.cause, Omitted: p.omitted()})
}

// withOtherInput adds to a problem about input what else an error says about it.
func (p Problem) withOtherInput(err error) Problem {
	if p.def == nil || !p.def.input {
		return p
	}
	inputs := inputsOf(err)
	if len(inputs) < 2 {
		return p
	}
	all := Merge(inputs...)
	p.setViolations(all.Violations, all.Omitted)
	return p
}

// cause leads to what all of them say.
func cause(inputs []*InputError) error {
	if len(inputs) == 1 {
		return inputs[0].Err
	}
	causes := make([]error, 0, len(inputs))
	for _, in := range inputs {
		causes = append(causes, in.Err)
	}
	return errors.Join(causes...)
}

// inOrder sorts the violations of a body as the document has the places, and
// spells member names as the document does. Without a document they stay as they
// are.
func inOrder(raw []byte, list []Violation) []Violation {
	ways := waysIn(raw, pointersOf(list))
	if ways == nil {
		return list
	}
	type ranked struct {
		Violation
		rank int
	}
	sorted := make([]ranked, len(list))
	for i, v := range list {
		if ways[i].Spelt {
			v.Pointer = Pointer(ways[i].Tokens...)
		}
		sorted[i] = ranked{v, rank(&v, ways[i].Pos)}
	}
	slices.SortStableFunc(sorted, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	list = make([]Violation, len(sorted))
	for i := range sorted {
		list[i] = sorted[i].Violation
	}
	return list
}

// rank puts what has no place behind all that has one.
func rank(v *Violation, pos int) int {
	switch {
	case v.Pointer != "":
		return pos
	case v.Parameter != "":
		return -1
	}
	return math.MaxInt
}

// meaningful returns violations of its own without those of rules about values that
// were not read.
func (e *InputError) meaningful(own []Violation, h hidden, exact bool) []Violation {
	if len(h.exact) == 0 || e.reading {
		return own
	}
	return slices.DeleteFunc(slices.Clone(own), func(v Violation) bool { return h.hides(&v, exact) })
}
