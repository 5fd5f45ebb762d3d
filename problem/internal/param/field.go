package param

import (
	"encoding"
	"mime/multipart"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Tags are the names of the tags that count, the first before the second.
type Tags [2]string

// TagsOf returns the names of the tags that count in a part of a request.
func TagsOf(in string) Tags {
	switch in {
	case "query":
		return Tags{"query", "form"}
	case "path":
		return Tags{"path", "uri"}
	}
	return Tags{in, in}
}

// Field is what the tags of a struct field say.
type Field struct {
	Name string // Name is that of the parameter.

	tagged     bool
	parser     bool // the type's UnmarshalText is asked for
	preset     string
	hasDefault bool
	tag        reflect.StructTag
}

// FieldOf reads the tags of a field. It returns false for a field that no
// parameter is read into.
func FieldOf(sf reflect.StructField, tags Tags) (f Field, ok bool) {
	if sf.PkgPath != "" && !sf.Anonymous {
		return f, false
	}
	f.tag = sf.Tag
	for _, name := range tags {
		var tag string
		if tag, f.tagged = sf.Tag.Lookup(name); f.tagged {
			return f.named(tag, sf.Name), tag != "-"
		}
	}
	f.Name = sf.Name
	return f, true
}

func (f Field) named(tag, otherwise string) Field {
	name, options, _ := strings.Cut(tag, ",")
	f.Name, f.tagged = name, name != ""
	if name == "" {
		f.Name = otherwise
	}
	for options != "" {
		var option string
		option, options, _ = strings.Cut(options, ",")
		f.add(option)
	}
	return f
}

func (f *Field) add(option string) {
	switch key, value, _ := strings.Cut(option, "="); key {
	case "default":
		f.preset, f.hasDefault = value, true
	case "parser":
		f.parser = value == "encoding.TextUnmarshaler"
	}
}

// Embedded reports whether the fields of a field are taken for those of the
// struct around it.
func Embedded(sf reflect.StructField) bool {
	return sf.Anonymous && behind(sf.Type).Kind() == reflect.Struct
}

func behind(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// ReadsItself reports whether values of a type are read as a whole, and not by
// their fields.
func ReadsItself(t reflect.Type) bool {
	return t == reflect.TypeFor[time.Time]() || isFile(t) || hasMethod(t)
}

// IsJSON reports whether a value of a type, or each of a list of them, is read from
// JSON.
func IsJSON(t reflect.Type) bool {
	if t = behind(t); isList(t) {
		t = behind(t.Elem())
	}
	return (t.Kind() == reflect.Struct || t.Kind() == reflect.Map) && !ReadsItself(t)
}

func isFile(t reflect.Type) bool { return t == reflect.TypeFor[multipart.FileHeader]() }

// unmarshaler is Gin's interface for types that read a parameter.
type unmarshaler interface{ UnmarshalParam(text string) error }

// hasMethod leaves out types without a name: they have no methods, and most
// types that are asked for have none.
func hasMethod(t reflect.Type) bool {
	if t.PkgPath() == "" && t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() {
		return false
	}
	p := reflect.PointerTo(t)
	return p.NumMethod() > 0 && (p.Implements(reflect.TypeFor[unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()))
}

// isPlain reports whether a value of a type is set only if the text is right.
func isPlain(t reflect.Type) bool {
	return (t.Kind() == reflect.String || reflect.Bool <= t.Kind() && t.Kind() <= reflect.Float64) && !hasMethod(t)
}

// supported reports whether a parameter can be read into a type.
func supported(t reflect.Type) bool {
	t = behind(t)
	if isList(t) {
		t = behind(t.Elem())
		return hasMethod(t) || t.Kind() != reflect.Slice && t.Kind() != reflect.Array && supported(t)
	}
	switch k := t.Kind(); {
	case reflect.Bool <= k && k <= reflect.Float64 && k != reflect.Uintptr:
		return true
	case k == reflect.String, k == reflect.Struct, k == reflect.Map:
		return true
	}
	return hasMethod(t)
}

func isList(t reflect.Type) bool {
	return (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) && !hasMethod(t)
}

// fileBehind reports whether a field takes one file or a list of them.
func fileBehind(t reflect.Type) bool {
	if t = behind(t); t.Kind() == reflect.Slice || t.Kind() == reflect.Array {
		t = behind(t.Elem())
	}
	return isFile(t)
}

// Names returns the names of the parameters that a type, a struct or a pointer to
// one, is read from.
func Names(t reflect.Type, tags Tags) []string { return namesOf(behind(t), tags, nil) }

func namesOf(t reflect.Type, tags Tags, inside []reflect.Type) (names []string) {
	if t.Kind() != reflect.Struct || ReadsItself(t) || slices.Contains(inside, t) {
		return nil
	}
	for i := range t.NumField() {
		sf := t.Field(i)
		f, ok := FieldOf(sf, tags)
		if ok && !Embedded(sf) {
			names = append(names, f.Name)
		}
		if ok {
			names = append(names, namesOf(behind(sf.Type), tags, append(inside, t))...)
		}
	}
	return names
}
