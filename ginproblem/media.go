package ginproblem

import (
	"reflect"
	"strings"

	"github.com/gin-gonic/gin/binding"
)

// medium is a kind of content beside JSON, and the tag by which a struct says that
// it is made for it. Nothing else is read into a target: its fields would go by
// their names in Go, and any web page can send a form in the name of its visitor.
type medium struct {
	tag   string
	names []string // of the media types; the first stands in Accept
}

func media() []medium {
	return []medium{
		{"form", []string{binding.MIMEPOSTForm, binding.MIMEMultipartPOSTForm}},
		{"xml", []string{binding.MIMEXML, binding.MIMEXML2}},
		{"yaml", []string{binding.MIMEYAML2, binding.MIMEYAML}},
		{"toml", []string{binding.MIMETOML}},
	}
}

// mediumOf returns the tag for a media type, "" for JSON and for those that nothing
// is read from.
func mediumOf(mediaType string) string {
	mediaType = strings.ToLower(mediaType) // RFC 9110, section 8.3.1
	for _, m := range media() {
		for _, name := range m.names {
			if name == mediaType {
				return m.tag
			}
		}
		if strings.HasSuffix(mediaType, "+"+m.tag) && m.tag != "form" {
			return m.tag
		}
	}
	return ""
}

// accepted is what a 415 names (RFC 9110, section 15.5.16).
func accepted(target any) []string {
	list := []string{binding.MIMEJSON}
	for _, m := range media() {
		if isMadeFor(target, m.tag) {
			list = append(list, m.names[0])
		}
	}
	return list
}

// isMadeFor looks for the tag at the fields of the struct that target points to, or
// that is the element of its list or map.
func isMadeFor(target any, tag string) bool {
	return hasTag(reflect.TypeOf(target), tag, map[reflect.Type]bool{})
}

func hasTag(t reflect.Type, tag string, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return false
	}
	switch seen[t] = true; t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return hasTag(t.Elem(), tag, seen)
	case reflect.Struct:
		return hasTaggedField(t, tag, seen)
	}
	return false
}

func hasTaggedField(t reflect.Type, tag string, seen map[reflect.Type]bool) bool {
	for i := range t.NumField() {
		field := t.Field(i)
		if _, ok := field.Tag.Lookup(tag); ok || field.Anonymous && hasTag(field.Type, tag, seen) {
			return true
		}
	}
	return false
}
