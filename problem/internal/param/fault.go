package param

import "reflect"

// Kind says what is wrong.
type Kind int

// The kinds of faults.
const (
	WrongType Kind = iota // WrongType is a text that is none of that type.
	WrongTime             // WrongTime is one that is not in the layout of its field.
	Range                 // Range is a number that the type can't hold.
	Refused               // Refused is a text that a method of the type has refused.
	NotUTF8               // NotUTF8 is a text with bytes that are none.
	Control               // Control is a text with control characters.
	Duplicate             // Duplicate is a single value that was sent more than once.
	Length                // Length is another number of values than an array has.
	NoFile                // NoFile is a text where a file is expected.
	File                  // File is a file where a text is expected.
	Unknown               // Unknown is a name that the target does not have.
)

// Fault is one value that could not be read.
type Fault struct {
	Name string       // Name is that of the parameter.
	Kind Kind         // Kind says what is wrong.
	Item int          // Item is the number of the value in a list, from 1; otherwise 0.
	Type reflect.Type // Type is the Go type that the text was for.
	Err  error        // Err is what refused it, for the log.
}
