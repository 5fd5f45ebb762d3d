// Package validatorproblem turns the errors of go-playground/validator into
// violations of an input problem: one answer with the member errors, each entry
// with the place in the client's own names, a stable code and a text for people.
// Go names and rejected values never leave.
//
// The places are found in the Go value that was validated; the names of a
// validator's errors alone don't tell them. So give the value: [Check] does, and
// so do the binding helpers. An error without it is answered without places.
//
// Users of ginproblem need nothing of this package: the door brings it. Others
// put [Rule] into their configuration.
package validatorproblem
