package languageproblem

import (
	"maps"
	"slices"

	"github.com/problemkit/problemkit/problem"
)

// Keys returns the keys of all built-in texts, sorted.
func Keys() []string { return slices.Sorted(maps.Keys(english())) }

// TitleKeys returns the keys of the titles of types: what a catalog needs for the
// types of an API. Those that are never translated have none.
func TitleKeys(types ...problem.Kind) []string {
	keys := make([]string, 0, len(types))
	for _, t := range types {
		if key := problem.TitleKey(t); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// Missing returns those of the keys that a catalog can't say, for a test:
//
//	languageproblem.Missing(french, languageproblem.Keys()...)
//
// A text that asks for an argument which is never there counts as missing.
func Missing(c Catalog, keys ...string) []string {
	var missing []string
	for _, key := range keys {
		if text, ok := c.Text(key, []any{"2", "2", "2"}); !ok || text == "" {
			missing = append(missing, key)
		}
	}
	return missing
}
