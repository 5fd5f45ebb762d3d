package problem

import (
	"fmt"
	"reflect"
)

// TypeOf is a [Type] whose occurrences have the members E: a struct whose
// fields become extension members, flat beside the standard ones, named and
// chosen as encoding/json would. It is an error, a [Kind], and can do all that
// a Type can.
//
//	type Credit struct {
//		Balance int `json:"balance"`
//		Cost    int `json:"cost"`
//	}
//	var OutOfCredit = problem.NewTypeOf[Credit]("https://api.example.com/problems/out-of-credit", "Out of credit", 403)
//
// E's names are those of encoding/json, as is the meaning of omitempty, omitzero
// and string in a tag; what it would drop without a word is a mistake here. A
// MarshalJSON of E is one too, because it would have no say.
//
// The zero value is a 500 without members. A TypeOf is safe for concurrent use.
type TypeOf[E any] struct{ Type }

// NewTypeOf declares a problem type with members. It panics as [NewType] does,
// and when E is no struct, or a field's name is one of the standard members or
// occurs twice.
func NewTypeOf[E any](uri, title string, status int) TypeOf[E] {
	def := newDefinition(uri, title, status)
	def.members = fieldsOf(reflect.TypeFor[E]())
	mustDeclare(fmt.Sprintf("NewTypeOf[%s]", reflect.TypeFor[E]()), def, append(def.mistakes(), def.members.mistakes...))
	return TypeOf[E]{Type{def}}
}

// New makes an occurrence with these members, and with the options after them:
// [With] and the name of a field replaces its value. Pointers, slices and maps
// among them are read when the answer is written and must not change until then.
//
// Security: every exported field is public, unless its tag is json:"-".
func (t TypeOf[E]) New(members E, opts ...Option) *Problem {
	p := ofDefinition(t.definition())
	p.members.plan, p.members.fields = t.definition().members, members
	p.Apply(opts...)
	return &p
}

// From returns the members of the first problem of this type in an error, as
// they were given to New. It is false for a problem without members: a literal,
// or one of a plain Type.
func (t TypeOf[E]) From(err error) (members E, ok bool) {
	var usual usualTree
	for _, node := range errorTree(usual[:0]).of(err) {
		if p, is := node.(*Problem); is && p.Is(t) {
			members, ok = p.members.fields.(E)
			return members, ok
		}
	}
	return members, false
}
