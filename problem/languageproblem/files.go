package languageproblem

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// FromFS makes a catalog of each file that the pattern matches (see [fs.Glob]), in
// the order of the names. The name without .json is the language, "texts/de.json";
// the content is one JSON object of keys and templates, see [FromMap].
//
// The error names every file that can't be read, and a pattern that matches none.
// The catalogs of the others are returned with it.
func FromFS(files fs.FS, pattern string) ([]Catalog, error) {
	names, err := fs.Glob(files, pattern)
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("languageproblem.FromFS: no file matches %q", pattern)
	}
	failures := []error{err}
	var found []Catalog
	for _, name := range names {
		c, err := fromFile(files, name)
		if err != nil {
			failures = append(failures, fmt.Errorf("languageproblem.FromFS: %s: %w", name, err))
			continue
		}
		found = append(found, c)
	}
	return found, errors.Join(failures...)
}

func fromFile(files fs.FS, name string) (Catalog, error) {
	language := strings.TrimSuffix(path.Base(name), ".json")
	if _, err := parse(language); err != nil {
		return nil, err
	}
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	var templates map[string]string
	if err := json.Unmarshal(text, &templates); err != nil {
		return nil, err
	}
	return catalog{language, templates}, nil
}
