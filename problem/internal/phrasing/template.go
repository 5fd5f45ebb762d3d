// Package phrasing fills templates with arguments, and says phrases that have
// other phrases inside.
package phrasing

import (
	"reflect"
	"strconv"
	"strings"
)

// maxText bounds what is made of one template, in bytes. Nothing longer is sent.
const maxText = 4 << 10

// Fill puts arguments into a template. {0} is the first argument; {0|item|items}
// is the first word if the first argument is 1, and the second word if not; {{ is
// a brace. Other text stays as it is.
//
// It is false for a template that asks for an argument which is not there, or of
// a kind that has no text of its own: an error, a struct. No method of an
// argument is called, so that nothing can speak but texts, numbers and lists.
func Fill(template string, args []any) (text string, ok bool) {
	if strings.IndexByte(template, '{') < 0 {
		return template, true
	}
	var dst strings.Builder
	dst.Grow(len(template) + 16)
	for len(template) > 0 && dst.Len() <= maxText {
		start := strings.IndexByte(template, '{')
		if start < 0 {
			break
		}
		dst.WriteString(template[:start])
		template = template[start:]
		word, length, fits := place(template, args)
		if !fits {
			return "", false
		}
		dst.WriteString(word)
		template = template[length:]
	}
	dst.WriteString(template)
	return dst.String(), true
}

// place returns what stands for the brace at the start of a template, and how
// much of the template that is.
func place(template string, args []any) (word string, length int, fits bool) {
	if strings.HasPrefix(template, "{{") {
		return "{", len("{{"), true
	}
	end := strings.IndexByte(template, '}')
	if end < 0 {
		return "{", 1, true
	}
	number, forms, plural := strings.Cut(template[1:end], "|")
	i, err := strconv.ParseUint(number, 10, 8)
	if err != nil {
		return "{", 1, true
	}
	if i >= uint64(len(args)) {
		return "", 0, false
	}
	word, fits = Text(args[i])
	if plural {
		word = form(word, forms)
	}
	return word, end + 1, fits
}

// form chooses between the singular and the plural, as English and German do: 1
// alone is singular, and 1.0 is not.
func form(number, forms string) string {
	one, other, _ := strings.Cut(forms, "|")
	if number == "1" {
		return one
	}
	return other
}

// Text returns the text of an argument, and false if it has none.
func Text(arg any) (string, bool) {
	switch own := arg.(type) {
	case string:
		return own, true
	case []string:
		return join(own), true
	case error:
		return "", false
	}
	return scalar(reflect.ValueOf(arg))
}

// join stops where nothing more would be sent.
func join(list []string) string {
	var text strings.Builder
	for i, element := range list {
		if text.Len() > maxText {
			break
		}
		if i > 0 {
			text.WriteString(", ")
		}
		text.WriteString(element)
	}
	return text.String()
}

func scalar(v reflect.Value) (string, bool) {
	switch {
	case v.Kind() == reflect.String:
		return v.String(), true
	case v.Kind() == reflect.Bool:
		return strconv.FormatBool(v.Bool()), true
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10), true
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), true
	case v.CanFloat():
		return strconv.FormatFloat(v.Float(), 'f', -1, 64), true
	}
	return "", false
}
