package languageproblem

import (
	"maps"

	"github.com/problemkit/problemkit/problem/internal/phrasing"
)

// Catalog has the texts of one language, or some of them. It is asked by any
// number of goroutines.
type Catalog interface {
	// Language is the tag of the language: "de", "pt-BR" (RFC 5646).
	Language() string
	// Text says what stands under a key, with these arguments: texts, numbers and
	// lists of texts. It is false for a key that the catalog does not have, or whose
	// text does not go with the arguments.
	Text(key string, args []any) (text string, ok bool)
}

// FromMap makes a catalog of templates: {0} is the first argument, {0|item|items}
// is the first word if that argument is 1 and the second if not, {{ is a brace. A
// language with other plurals needs a Catalog of its own. The map is copied.
func FromMap(language string, templates map[string]string) Catalog {
	return catalog{language, maps.Clone(templates)}
}

type catalog struct {
	language  string
	templates map[string]string
}

// Language returns the tag.
func (c catalog) Language() string { return c.language }

// Text fills the template.
func (c catalog) Text(key string, args []any) (string, bool) {
	template, ok := c.templates[key]
	if !ok {
		return "", false
	}
	return phrasing.Fill(template, args)
}
