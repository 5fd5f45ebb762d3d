package problem

import (
	"slices"
	"strconv"
)

// mapper turns errors into problems. It is immutable.
type mapper struct {
	rules     []Rule
	sentinels map[error]int // the rule of each Match target that can be a key
	matches   []int         // all Match rules, for nodes with an Is of their own
	functions []int         // all other rules
	input     *definition   // Config.InvalidInput
}

func newMapper(rules []Rule, input *definition) *mapper {
	m := &mapper{rules: slices.Clone(rules), sentinels: map[error]int{}, input: input}
	for i := range m.rules {
		m.add(i, m.rules[i].target)
	}
	return m
}

func (m *mapper) add(i int, target error) {
	if target == nil {
		m.functions = append(m.functions, i)
		return
	}
	m.matches = append(m.matches, i)
	if _, taken := m.lookup(target); !taken && isKey(target) {
		m.sentinels[target] = i
	}
}

func (m *mapper) lookup(node error) (i int, ok bool) {
	if isKey(node) {
		i, ok = m.sentinels[node]
	}
	return i, ok
}

// verdict is what an error was recognised as.
type verdict struct {
	Problem
	known bool // somebody knew the error; false: a 500 or 503 for want of better
}

// absent reports whether an error is none: nil, or a nil *Problem in an error.
func absent(err error) bool {
	p, ok := err.(*Problem)
	return err == nil || ok && p == nil
}

// classify finds the problem of an error, and never more than one: the rules in
// order, then the outermost problem or type, then a Converter, then what the
// standard library's errors mean.
func (m *mapper) classify(err error) verdict {
	var usual usualTree
	tree := errorTree(usual[:0]).of(err)
	if _, isPanic := err.(*PanicError); isPanic {
		return m.panicked(tree)
	}
	p, notes, ok := m.byRules(tree, err)
	if !ok {
		p, ok = declared(tree)
	}
	return m.settle(p, notes, ok)
}

// panicked leaves all out but problems and types: nothing else makes the value
// of a panic harmless.
func (m *mapper) panicked(tree errorTree) verdict {
	p, ok := outermost(tree)
	if !ok {
		p = ofDefinition(InternalServerError.def)
	}
	return m.settle(p, nil, ok)
}

func declared(tree errorTree) (Problem, bool) {
	if p, ok := outermost(tree); ok {
		return p.withOtherInput(tree[0]), true
	}
	if p := converted(tree); p != nil {
		return *p, true
	}
	if p, ok := standardProblem(tree); ok {
		return *p, true
	}
	return lastResort(tree), false
}

// outermost returns the first problem or type.
func outermost(tree errorTree) (Problem, bool) {
	for _, node := range tree {
		if p, ok := ownProblem(node); ok {
			return p, true
		}
	}
	return Problem{}, false
}

// settle finishes what was found; input problems get their type here.
func (m *mapper) settle(p Problem, notes []string, known bool) verdict {
	for _, text := range notes {
		p.note(text)
	}
	if p.def != nil && p.def.input {
		p.Type, p.Title, p.Status, p.def = m.input.uri, m.input.title, m.input.status, m.input
	}
	return verdict{Problem: p, known: known}
}

// ownProblem returns a copy of a problem, or of the occurrence of a type. A
// foreign struct can have become a Kind by embedding one, nil even.
func ownProblem(node error) (Problem, bool) {
	switch own := node.(type) {
	case *Problem:
		return *own, true
	case Type:
		return ofDefinition(own.definition()), true
	case Kind:
		if def, _ := try(own.definition); def != nil {
			return ofDefinition(def), true
		}
	}
	return Problem{}, false
}

func converted(tree errorTree) *Problem {
	for _, node := range tree {
		if converter, ok := node.(Converter); ok {
			if p, _ := try(converter.Problem); p != nil {
				return p
			}
		}
	}
	return nil
}

// byRules returns what the first rule makes of the error, and notes about rules
// that panicked. Functions run only as long as no earlier Match has it.
func (m *mapper) byRules(tree errorTree, err error) (p Problem, notes []string, ok bool) {
	match := m.firstMatch(tree)
	for _, i := range m.functions {
		if i > match {
			break
		}
		found, failed := try(func() *Problem { return m.rules[i].apply(tree, err) })
		if found != nil {
			return *found, notes, true
		}
		if failed != nil {
			notes = append(notes, "Rules["+strconv.Itoa(i)+"] panicked")
		}
	}
	if match == len(m.rules) {
		return Problem{}, notes, false
	}
	p = ofDefinition(m.rules[match].def)
	p.Apply(m.rules[match].opts...)
	return p, notes, true
}

// firstMatch returns the first Match rule that has the error, or the number of
// rules.
func (m *mapper) firstMatch(tree errorTree) int {
	first := len(m.rules)
	if len(m.matches) == 0 {
		return first
	}
	for _, node := range tree {
		if i, ok := m.lookup(node); ok {
			first = min(first, i)
		}
		if own, ok := node.(interface{ Is(error) bool }); ok {
			first = m.firstIs(own, first)
		}
	}
	return first
}

// firstIs asks a node that has an opinion of its own.
func (m *mapper) firstIs(own interface{ Is(error) bool }, before int) int {
	for _, i := range m.matches {
		if i >= before {
			break
		}
		if guardedIs(own, m.rules[i].target) {
			return i
		}
	}
	return before
}

// guardedIs is try without the closure, which would allocate: types and
// problems come here with every answer.
func guardedIs(own interface{ Is(error) bool }, target error) (same bool) {
	defer func() { _ = recover() }()
	return own.Is(target)
}
