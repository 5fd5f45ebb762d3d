package param

import (
	"reflect"
	"strings"
)

// How the values of one text are separated; multi means that each has its own.
const (
	multi       = ""
	unseparated = "?" // in no way that is known
)

func separatorOf(f *Field) string {
	switch f.tag.Get("collection_format") {
	case "", "multi":
		return multi
	case "csv":
		return ","
	case "ssv":
		return " "
	case "tsv":
		return "\t"
	case "pipes":
		return "|"
	}
	return unseparated
}

// absent reports whether the default of a field counts: nothing was sent, or an
// empty text for a single value.
func (d *decoder) absent(f *Field, texts []string, t reflect.Type) bool {
	if !f.hasDefault || len(texts) == 0 {
		return f.hasDefault
	}
	return !isList(behind(t)) && texts[0] == "" && (len(texts) == 1 || d.First)
}

// defaults splits the default of a list. A comma ends an option of a tag, so that
// semicolons stand for those of the text.
func (f *Field) defaults(t reflect.Type) []string {
	if !isList(behind(t)) {
		return []string{f.preset}
	}
	switch separatorOf(f) {
	case multi:
		return strings.Split(strings.ReplaceAll(f.preset, ";", ","), ",")
	case ",":
		return []string{strings.ReplaceAll(f.preset, ";", ",")}
	}
	return []string{f.preset}
}

// values reads a list from all texts, and anything else from the only one.
func (d *decoder) values(v reflect.Value, f *Field, texts []string) *Fault {
	if isList(v.Type()) {
		return d.list(v, f, split(texts, separatorOf(f)))
	}
	if len(texts) > 1 && !d.First {
		return &Fault{Kind: Duplicate, Type: v.Type()}
	}
	return d.text(v, f, texts[0])
}

func split(texts []string, separator string) []string {
	if separator == multi {
		return texts
	}
	return strings.Split(strings.Join(texts, separator), separator)
}

func (d *decoder) list(v reflect.Value, f *Field, texts []string) *Fault {
	if v.Kind() == reflect.Array && len(texts) != v.Len() {
		return &Fault{Kind: Length, Type: v.Type()}
	}
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(v.Type(), len(texts), len(texts)))
	}
	for i, text := range texts {
		if fault := d.text(made(v.Index(i)), f, text); fault != nil {
			fault.Item = i + 1
			return fault
		}
	}
	return nil
}
