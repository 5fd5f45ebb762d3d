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

// Fault is one thing that is wrong with a document.
type Fault struct {
	Kind   Kind         // Kind says what is wrong.
	Tokens []string     // Tokens lead to the value; none for what is wrong with the document.
	Start  int          // Start is the offset of the value, or of the first wrong byte.
	End    int          // End is the offset behind the value.
	Type   reflect.Type // Type is the Go type behind the value, of a WrongName that of the key.
	Quoted bool         // Quoted says that the value has to stand in a string.
	Err    error        // Err is what a method of the type said, for the log.
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
