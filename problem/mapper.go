package problem

import (
	"reflect"
	"slices"
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

// isKey reports whether an error can be a map key; one that holds a slice can't.
func isKey(err error) bool { return reflect.ValueOf(err).Comparable() }

func (m *mapper) lookup(node error) (int, bool) {
	if len(m.sentinels) == 0 || !isKey(node) {
		return 0, false
	}
	i, ok := m.sentinels[node]
	return i, ok
}

// verdict is what an error was recognised as.
type verdict struct {
	Problem
	declared bool // somebody knew the error; false: a 500 for want of better
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
	var tree errorTree
	tree.of(err)
	if _, isPanic := err.(*PanicError); isPanic {
		return m.declared(&tree)
	}
	if p, ok := m.byRules(&tree, err); ok {
		return m.settle(p)
	}
	return m.declared(&tree)
}

// declared leaves the rules out: no rule makes the value of a panic harmless.
func (m *mapper) declared(tree *errorTree) verdict {
	for _, node := range tree.nodes {
		if p, ok := ownProblem(node); ok {
			return m.settle(p)
		}
	}
	if p := converted(tree); p != nil {
		return m.settle(*p)
	}
	if p, ok := standardProblem(tree); ok {
		return m.settle(*p)
	}
	return verdict{Problem: ofDefinition(InternalServerError.def)}
}

// settle finishes a recognised problem; input problems get their type here.
func (m *mapper) settle(p Problem) verdict {
	if p.def != nil && p.def.input {
		p.Type, p.Title, p.Status, p.def = m.input.uri, m.input.title, m.input.status, m.input
	}
	return verdict{Problem: p, declared: true}
}

// ownProblem returns a copy of a problem, or of the occurrence of a type.
func ownProblem(node error) (Problem, bool) {
	switch own := node.(type) {
	case *Problem:
		return *own, true
	case Kind:
		return ofDefinition(own.definition()), true
	}
	return Problem{}, false
}

func converted(tree *errorTree) *Problem {
	for _, node := range tree.nodes {
		if converter, ok := node.(Converter); ok {
			if p, _ := try(converter.Problem); p != nil {
				return p
			}
		}
	}
	return nil
}

// byRules returns what the first rule makes of the error. Functions run only as
// long as no earlier Match has it.
func (m *mapper) byRules(tree *errorTree, err error) (Problem, bool) {
	match := m.firstMatch(tree)
	for _, i := range m.functions {
		if i > match {
			break
		}
		if p, _ := try(func() *Problem { return m.rules[i].apply(tree, err) }); p != nil {
			return *p, true
		}
	}
	if match == len(m.rules) {
		return Problem{}, false
	}
	p := ofDefinition(m.rules[match].def)
	p.Apply(m.rules[match].opts...)
	return p, true
}

// firstMatch returns the first Match rule that has the error, or the number of
// rules.
func (m *mapper) firstMatch(tree *errorTree) int {
	first := len(m.rules)
	for _, node := range tree.nodes {
		if i, ok := m.lookup(node); ok {
			first = min(first, i)
		}
		if own, ok := node.(interface{ Is(error) bool }); ok {
			first = m.firstIs(own.Is, first)
		}
	}
	return first
}

// firstIs asks a node that has an opinion of its own.
func (m *mapper) firstIs(is func(error) bool, before int) int {
	for _, i := range m.matches {
		if i >= before {
			break
		}
		if same, _ := try(func() bool { return is(m.rules[i].target) }); same {
			return i
		}
	}
	return before
}
