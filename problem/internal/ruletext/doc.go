// Package ruletext has the English texts for the rules of
// go-playground/validator. Both the adapter of the validator and the languages
// need them, and neither imports the other.
//
// A key is the name of a rule, or the name and the kind of the value: "min",
// "min.string". The texts are templates of package phrasing. {0} is the
// parameter of the rule, or the name of the other field for a rule about two.
package ruletext

import "maps"

// Kinds of values, as far as texts tell them apart.
const (
	String   = "string"   // counted in characters
	Items    = "items"    // a list
	Members  = "members"  // an object
	Bytes    = "bytes"    // base64
	Number   = "number"   // counted as it is
	Duration = "duration" // a number of nanoseconds
	Time     = "time"     // compared with the present
	Boolean  = "boolean"  // true or false
)

// Prefix stands before the names of rules in the keys of phrases.
const Prefix = "rule."

// Unspecific is the text of rules that have none of their own.
const Unspecific = "is not valid"

// templates has all of them.
var templates = together(presence, sizes, values, fields, words, formats, codes, network)

func together(tables ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}

// Of returns the text of a rule for a kind of value, and that of the rule if there
// is none for the kind. It runs for every violation, so that it allocates nothing.
func Of(rule, kind string) (template string, ok bool) {
	var key [64]byte
	if template, ok = templates[string(append(append(append(key[:0], rule...), '.'), kind...))]; ok {
		return template, true
	}
	template, ok = templates[rule]
	return template, ok
}

// Templates returns all texts by their keys. It must not be changed.
func Templates() map[string]string { return templates }
