// Package inputs sends bad input of every known kind to handlers behind both
// doors and compares the documents that clients get with what they should get:
// the status, each place in the request, and not a word of the program's or of
// the client's data. It has no code of its own and nothing imports it.
//
// Each input is read by the binding helpers, and again by the functions that
// existing handlers use.
package inputs
