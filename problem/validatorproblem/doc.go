// Package validatorproblem turns the errors of go-playground/validator into
// violations of an input problem: one answer with the member errors, each entry
// with the place in the client's own names, a stable code and a text for people.
// Go names and rejected values never leave.
//
// The places are found in the Go value that was validated; the names of a
// validator's errors alone don't tell them. So give the value: [Check] does, and
// so do the binding helpers. An error without it is answered without places.
//
// Texts are English; problem.Config.Texts says them in other languages or words, see
// [FieldKey] and [Translations].
//
// Security: the tag problem:"unsafe-echo" of a field lets the texts of its rules end
// with the rejected value, if that is a single one: at most 64 bytes, without
// characters that act. It is for values that may be seen by whoever sees the answer:
// never for passwords, tokens or data about people.
//
// Users of ginproblem need nothing of this package: the door brings it. Others
// put [Rule] into their configuration.
package validatorproblem
