package validatorproblem

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem/internal/parts"
)

// maxKeys bounds the search for a key by the text that a method of its type
// makes of it, and maxBrackets that for the end of the text. A client chooses
// how many keys there are, and what is in them.
const (
	maxKeys     = 64
	maxBrackets = 16
)

// entry takes an entry of a map. Keys may hold brackets and dots, so only one
// that is in the map and fits alone is certain. A struct as key may have fields
// that fail, whose namespace looks like that of the value's.
func (w *walker) entry() bool {
	w.unsteady = true
	key, length, ok := w.onlyFit()
	if !ok || len(w.index) > 0 || key.Kind() == reflect.Struct {
		return false
	}
	name, ok := parts.Key(key)
	if !ok {
		return false
	}
	w.rest = w.rest[length:]
	w.at, w.last = w.at.MapIndex(key), key
	w.tokens, w.way = append(w.tokens, name), append(w.way, step{key: key})
	return true
}

// onlyFit returns the one key that the rest can begin with, and how long it is
// there.
func (w *walker) onlyFit() (key reflect.Value, length int, ok bool) {
	if t := w.at.Type().Key(); t.NumMethod() == 0 && parsers[t.Kind()] != nil {
		return w.onlyText(t)
	}
	if w.at.Len() > maxKeys {
		return key, 0, false
	}
	fits := 0
	for entry := w.at.MapRange(); entry.Next(); {
		if text := "[" + fmt.Sprint(entry.Key().Interface()) + "]"; fitsAt(w.rest, text) {
			key, length = entry.Key(), len(text)
			fits++
		}
	}
	return key, length, fits == 1
}

// onlyText looks the possible texts up instead of comparing with every key.
func (w *walker) onlyText(t reflect.Type) (key reflect.Value, length int, ok bool) {
	fits, end := 0, 0
	for range maxBrackets {
		next := strings.IndexByte(w.rest[end:], ']')
		if next < 0 {
			return key, length, fits == 1
		}
		end += next + 1
		if candidate := w.keyFor(w.rest[:end], t); candidate.IsValid() {
			key, length = candidate, end
			fits++
		}
	}
	return key, 0, false
}

// keyFor returns the key of the map with a text in brackets, if there is one.
func (w *walker) keyFor(text string, t reflect.Type) (key reflect.Value) {
	if !fitsAt(w.rest, text) {
		return key
	}
	candidate := reflect.New(t).Elem()
	if parsers[t.Kind()](candidate, text[1:len(text)-1]) && w.at.MapIndex(candidate).IsValid() {
		return candidate
	}
	return key
}

// parsers read a key back from its text, by the kind of its type; false if no
// such key can be.
var parsers = map[reflect.Kind]func(key reflect.Value, text string) bool{
	reflect.String: func(key reflect.Value, text string) bool { key.SetString(text); return true },
	reflect.Int:    parseInt, reflect.Int8: parseInt, reflect.Int16: parseInt, reflect.Int32: parseInt, reflect.Int64: parseInt,
	reflect.Uint: parseUint, reflect.Uint8: parseUint, reflect.Uint16: parseUint, reflect.Uint32: parseUint, reflect.Uint64: parseUint,
}

func parseInt(key reflect.Value, text string) bool {
	n, err := strconv.ParseInt(text, 10, key.Type().Bits())
	key.SetInt(n)
	return err == nil
}

func parseUint(key reflect.Value, text string) bool {
	n, err := strconv.ParseUint(text, 10, key.Type().Bits())
	key.SetUint(n)
	return err == nil
}

// fitsAt reports whether rest can begin with the text of a key in brackets.
func fitsAt(rest, text string) bool {
	after, ok := strings.CutPrefix(rest, text)
	return ok && text[0] == '[' && (after == "" || after[0] == '.' || after[0] == '[')
}

// keyOrValue tells an error in a key from one in its value, which have the same
// namespace.
func (w *walker) keyOrValue(field validator.FieldError) place {
	key, value := indirect(w.last), indirect(w.at)
	switch t := field.Type(); {
	case t != key.Type():
		return atValue
	case !value.IsValid() || t != value.Type():
		return atKey
	case rulesOut(w.field, "keys"):
		return atValue
	case key.Interface() == value.Interface():
		return nowhere
	case field.Value() == value.Interface():
		return atValue
	case field.Value() == key.Interface():
		return atKey
	}
	return nowhere
}

// rulesOut reports whether the tags of a field show that a word is not in its
// rules. Rules without a dive are somewhere else, behind an alias for one.
func rulesOut(field reflect.StructField, word string) bool {
	tag := string(field.Tag)
	return strings.Contains(tag, "dive") && !strings.Contains(tag, word)
}
