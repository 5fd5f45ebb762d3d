package validatorproblem

import (
	"slices"

	"github.com/problemkit/problemkit/problem/internal/phrasing"
)

// names is how the parameter of a rule names other fields.
type names int

const (
	noFields         names = iota
	field                  // one beside it
	fields                 // several
	fieldsWithValues       // each before a value
	fieldFromRoot          // one by its way from the struct that is validated
)

func naming(rule string) names {
	switch rule {
	case "required_if", "required_unless", "skip_unless", "excluded_if", "excluded_unless":
		return fieldsWithValues
	case "required_with", "required_with_all", "required_without", "required_without_all",
		"excluded_with", "excluded_with_all", "excluded_without", "excluded_without_all":
		return fields
	case "eqcsfield", "necsfield", "gtcsfield", "gtecsfield", "ltcsfield", "ltecsfield":
		return fieldFromRoot
	case "eqfield", "nefield", "gtfield", "gtefield", "ltfield", "ltefield", "fieldcontains", "fieldexcludes",
		"postcode_iso3166_alpha2_field":
		return field
	}
	return noFields
}

// ComparesValues tells problem.Merge of rules that look at more than one value: they
// say nothing while one of the values could not be read.
func (p *phrase) ComparesValues() bool { return p.rule == "unique" || naming(p.rule) != noFields }

// ComparesValues is true if one of the phrases in the frame does.
func (f *frame) ComparesValues() bool {
	return slices.ContainsFunc(f.args, func(arg any) bool {
		inner, ok := arg.(interface{ ComparesValues() bool })
		return ok && inner.ComparesValues()
	})
}

// AboutName is true of a rule at the name of a member.
func (f *frame) AboutName() bool { return f.key == phrasing.KeyName }
