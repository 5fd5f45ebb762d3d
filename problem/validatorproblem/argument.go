package validatorproblem

import (
	"reflect"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
	"github.com/problemkit/problemkit/problem/internal/phrasing"
	"github.com/problemkit/problemkit/problem/internal/ruletext"
)

// argument is what the text of a rule names: the parameter, or the other field as
// the client knows it; nil if there is nothing to name.
func (r *report) argument(p *phrase, param string) any {
	switch p.rule {
	case "datetime", "validateFn": // a Go layout, a Go method
		return nil
	case "unique":
		if p.kind == ruletext.Items || p.kind == ruletext.Members {
			return nil // the parameter is a Go field of the items
		}
		return r.others(p.object, param)
	case "oneof", "oneofci", "noneof", "noneofci":
		return words(param)
	}
	switch naming(p.rule) {
	case fieldsWithValues:
		return r.others(p.object, everySecond(words(param))...)
	case fields:
		return r.others(p.object, strings.Fields(param)...)
	case fieldFromRoot:
		return r.others(r.root(p.object), param)
	case field:
		return r.others(p.object, param)
	}
	return plain(p.kind, param)
}

func plain(kind, param string) any {
	switch {
	case param == "":
		return nil
	case kind == ruletext.Duration:
		return nanoseconds(param)
	}
	return param
}

// root is the struct that was validated, if it is the client's content.
func (r *report) root(object reflect.Type) reflect.Type {
	if at := indirect(r.target); object != nil && at.IsValid() {
		return at.Type()
	}
	return nil
}

// others names fields, beginning in a struct. Without all their names there is
// just something else.
func (r *report) others(object reflect.Type, paths ...string) any {
	names := make([]string, 0, len(paths))
	for _, path := range paths {
		name, ok := r.nameOf(object, path)
		if !ok {
			return unnamed(len(paths))
		}
		names = append(names, `"`+name+`"`)
	}
	if len(names) == 0 {
		return unnamed(1)
	}
	return strings.Join(names, ", ")
}

func unnamed(fields int) spoken {
	if fields == 1 {
		return &frame{key: phrasing.KeyOther}
	}
	return &frame{key: phrasing.KeyOthers}
}

// nameOf follows the Go names of fields through structs and returns the client's.
func (r *report) nameOf(object reflect.Type, path string) (string, bool) {
	if r.isText {
		return r.parameterOf(object, path)
	}
	var names []string
	for part := range strings.SplitSeq(path, ".") {
		for object != nil && object.Kind() == reflect.Pointer {
			object = object.Elem()
		}
		if object == nil || object.Kind() != reflect.Struct || len(names) > 0 && jsonfield.ReadsItself(object) {
			return "", false
		}
		field, ok := object.FieldByName(part)
		if !ok {
			return "", false
		}
		name, ok := r.members.name(object, field.Index)
		if !ok {
			return "", false
		}
		names, object = append(names, name), field.Type
	}
	return strings.Join(names, "."), true
}

// words divides a parameter at blanks. Quotes keep a value with blanks together.
func words(param string) (list []string) {
	for rest := strings.TrimSpace(param); rest != ""; rest = strings.TrimSpace(rest) {
		var word string
		if quoted, ok := strings.CutPrefix(rest, "'"); ok {
			word, rest, _ = strings.Cut(quoted, "'")
		} else {
			word, rest, _ = strings.Cut(rest, " ")
		}
		list = append(list, word)
	}
	return list
}

// everySecond returns the names of a list of names and values.
func everySecond(list []string) (names []string) {
	for i := 0; i < len(list); i += 2 {
		names = append(names, list[i])
	}
	return names
}
