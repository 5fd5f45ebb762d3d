package jsoninput

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
)

// keyFits reports whether a member name can be the key of a map.
func keyFits(quoted []byte, t reflect.Type) bool {
	name := unquote(quoted)
	var err error
	switch k := t.Kind(); {
	case namesItself(t):
		err = json.Unmarshal(quoted, reflect.New(t).Interface())
	case reflect.Int <= k && k <= reflect.Int64:
		_, err = strconv.ParseInt(name, 10, t.Bits())
	case reflect.Uint <= k && k <= reflect.Uintptr:
		_, err = strconv.ParseUint(name, 10, t.Bits())
	}
	return err == nil
}

// isKey reports whether encoding/json reads names into a type.
func isKey(t reflect.Type) bool {
	k := t.Kind()
	return k == reflect.String || reflect.Int <= k && k <= reflect.Uintptr || namesItself(t)
}

func namesItself(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}
