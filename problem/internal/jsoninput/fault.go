package jsoninput

import (
	"cmp"
	"math"
	"reflect"
	"slices"
)

// Kind says what is wrong.
type Kind int

// The kinds of faults. Those up to NotUTF8 make the document unreadable.
const (
	Empty     Kind = iota // Empty is a document without a value.
	Truncated             // Truncated is one that ends too early.
	Malformed             // Malformed is one that is no JSON.
	Trailing              // Trailing is something behind the value.
	TooDeep               // TooDeep is one nested deeper than is read.
	NotUTF8               // NotUTF8 is one with bytes that are no text.
	Null                  // Null is null in the place of the whole document.
	Duplicate             // Duplicate is a member whose name came before.
	Unknown               // Unknown is a member that the target does not have.
	Length                // Length is an array with another number of elements.
	WrongType             // WrongType is a value of another JSON type.
	WrongName             // WrongName is a member name that can't be the key of a map.
	WrongText             // WrongText is a string that the type does not take.
	Refused               // Refused is a value that a method of the type has refused.
	Range                 // Range is a number that the type can't hold.
	Fraction              // Fraction is a number with a fraction or an exponent for an integer.
)

// Unread reports whether the value was not read into the target.
func (k Kind) Unread() bool { return k >= WrongType }

// MaxPlaced is how many faults have a place; a client can make hundreds of
// thousands with one request, and no answer shows more than a hundred. MaxCounted
// is how many there are at all: with so many, some may be missing.
const (
	MaxPlaced  = 1000
	MaxCounted = 10_000
)

// appendFault appends a fault within these bounds.
func appendFault(list []Fault, f Fault, tokens func() []string) []Fault {
	if len(list) >= MaxCounted {
		return list
	}
	if len(list) < MaxPlaced {
		f.Tokens = tokens()
	}
	return append(list, f)
}

// Fault is one thing that is wrong with a document.
type Fault struct {
	Kind   Kind         // Kind says what is wrong.
	Tokens []string     // Tokens lead to the value; none for what is wrong with the document.
	Start  int          // Start is the offset of the value, or of the first wrong byte.
	Name   int          // Name is the offset of the name before the value, -1 if it has none.
	End    int          // End is the offset behind the value.
	Type   reflect.Type // Type is the Go type behind the value, of a WrongName that of the key.
	Quoted bool         // Quoted says that the value has to stand in a string.
	Count  int          // Count is, of a Length, how many elements there are.
}

// Sorted merges faults in the order of the document.
func Sorted(lists ...[]Fault) []Fault {
	all := slices.Concat(lists...)
	slices.SortStableFunc(all, func(a, b Fault) int { return cmp.Compare(a.order(), b.order()) })
	return all
}

// order puts faults without a place behind all others.
func (f *Fault) order() int {
	if f.Tokens == nil {
		return math.MaxInt
	}
	return f.Start
}
