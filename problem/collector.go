package problem

import "slices"

// Collector gathers what checks written by hand find wrong, each with its place,
// so that one answer tells all of it. It imports no validator and knows no HTTP: a
// handler uses it, or the domain behind it. Its error is joined with those of
// validators and of other collectors by errors.Join, or by being returned from a
// Validate method to the binding helpers of the doors.
//
//	var c problem.Collector
//	for i, item := range order.Items {
//		c.Field("items").Index(i).Check(item.Due.After(now), "past", "must be in the future")
//	}
//	return c.Err()
//
// In other languages a text is the one of Config.Texts under "input." and the code:
// "input.past". One that needs arguments is a Violation with a Phrase, by Add.
//
// The zero value is empty and ready; it is about the body. It keeps the first 1000
// violations, of which an answer shows 100 at most, and counts the others: a client
// may send a list without end. A Collector must not be copied after it was used, and
// is not safe for concurrent use.
type Collector struct {
	found   []Violation
	omitted int
}

// Add adds violations as they are, those of parameters for one.
func (c *Collector) Add(vs ...Violation) {
	kept := min(len(vs), maxCollected-len(c.found))
	c.found = append(c.found, vs[:kept]...)
	c.omitted += len(vs) - kept
}

// Field leads to a member of the body.
func (c *Collector) Field(name string) Path { return Path{collector: c}.Field(name) }

// Index leads to an element of a body that is a list.
func (c *Collector) Index(i int) Path { return Path{collector: c}.Index(i) }

// Parameter leads to a parameter; in is one of the In constants.
func (c *Collector) Parameter(in, name string) Path {
	return Path{collector: c, in: in, parameter: name}
}

// Err returns nil as long as nothing was found, and otherwise an InputError with
// what was found until now.
func (c *Collector) Err() error {
	if len(c.found) == 0 {
		return nil
	}
	return &InputError{In: InBody, Violations: slices.Clone(c.found), Omitted: c.omitted}
}

// Path is a way into the input, to the place that a Collector is told about. It is
// a value: a way can be kept and gone on from several times. The zero Path leads
// nowhere, and what is found there is lost.
type Path struct {
	collector *Collector
	in        string
	parameter string
	tokens    []string
}

// Field leads on to a member of the object there.
func (p Path) Field(name string) Path {
	p.tokens = append(slices.Clip(p.tokens), name)
	return p
}

// Index leads on to an element of the array there, counted from 0.
func (p Path) Index(i int) Path { return p.Field(Index(i)) }

// Check adds a violation unless ok. The code is a short stable word for programs,
// the detail a text for people: "must be in the future". Config.Texts says it in
// other languages by the key "input." and the code.
//
// Security: both go to the client. Never put the rejected value into them.
func (p Path) Check(ok bool, code, detail string) {
	if !ok {
		p.Add(code, detail)
	}
}

// Add adds a violation.
func (p Path) Add(code, detail string) {
	if p.collector == nil {
		return
	}
	if len(p.collector.found) == maxCollected {
		p.collector.omitted++
		return
	}
	v := Violation{Detail: detail, Code: code, In: p.in, Parameter: p.parameter}
	if p.in == "" || len(p.tokens) > 0 {
		v.Pointer = Pointer(p.tokens...)
	}
	p.collector.Add(v)
}
