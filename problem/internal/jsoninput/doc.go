// Package jsoninput finds everything that is wrong with a JSON document that is
// to be read into a Go value, each with its place in the document. encoding/json
// stops at the first error, does not know array indexes, and lets pass what
// RFC 8259 and RFC 7493 warn of.
//
// What a value has to look like is encoding/json's to say: this package follows
// its rules about names and types, and asks it about single values.
package jsoninput
