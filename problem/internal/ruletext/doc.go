// Package ruletext has the English texts for the rules of
// go-playground/validator. Both the adapter of the validator and the languages
// need them, and neither imports the other.
//
// A key is the name of a rule, or the name and the kind of the value: "min",
// "min.string". The texts are templates of package phrasing. {0} is the
// parameter of the rule, or the name of the other field for a rule about two.
package ruletext

import (
	"maps"
	"slices"
)

// Kinds of values, as far as texts tell them apart.
const (
	String   = "string"   // counted in characters
	Items    = "items"    // a list
	Members  = "members"  // an object
	Bytes    = "bytes"    // base64
	Number   = "number"   //
	Duration = "duration" // a number of nanoseconds
	Time     = "time"     //
	Boolean  = "boolean"  //
)

// Prefix stands before the names of rules in the keys of phrases.
const Prefix = "rule."

// Unspecific is the text of rules that have none of their own.
const Unspecific = "is not valid"

// tables are looked through in order; no key is in two of them.
var tables = [...]map[string]string{presence, sizes, values, fields, words, formats, codes, network}

// Of returns the text of a key.
func Of(key string) (template string, ok bool) {
	for _, table := range tables {
		if template, ok = table[key]; ok {
			return template, true
		}
	}
	return "", false
}

// Keys returns all keys, sorted.
func Keys() []string {
	var keys []string
	for _, table := range tables {
		keys = slices.AppendSeq(keys, maps.Keys(table))
	}
	slices.Sort(keys)
	return keys
}
