package param

import (
	"encoding"
	"errors"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// readable finds what no text should have. Ends of lines and tabs are usual in
// forms.
func readable(text string) (Kind, bool) {
	if !utf8.ValidString(text) {
		return NotUTF8, false
	}
	control := strings.ContainsFunc(text, func(r rune) bool {
		return r == 0x7f || r < ' ' && r != '\t' && r != '\n' && r != '\r'
	})
	return Control, !control
}

// text reads one value.
func (d *decoder) text(v reflect.Value, f *Field, text string) *Fault {
	if kind, ok := readable(text); !ok {
		return &Fault{Kind: kind, Type: v.Type()}
	}
	if hasMethod(v.Type()) {
		return byMethod(v, f, text)
	}
	if v.Kind() == reflect.String {
		v.SetString(text)
		return nil
	}
	text = strings.TrimSpace(text)
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		return d.time(v, f, text)
	case v.Kind() == reflect.Struct || v.Kind() == reflect.Map:
		return d.json(v, f, text)
	case text == "":
		v.SetZero()
		return nil
	}
	return scalar(v, text)
}

// byMethod prefers the method that is made for parameters, unless the tag of the
// field says otherwise.
func byMethod(v reflect.Value, f *Field, text string) *Fault {
	own, isParam := v.Addr().Interface().(unmarshaler)
	plain, isText := v.Addr().Interface().(encoding.TextUnmarshaler)
	var err error
	if isParam && !(f.parser && isText) {
		err = own.UnmarshalParam(text)
	} else {
		err = plain.UnmarshalText([]byte(text))
	}
	return refusedBy(err, Refused, v)
}

func refusedBy(err error, kind Kind, v reflect.Value) *Fault {
	if err == nil {
		return nil
	}
	return &Fault{Kind: kind, Type: v.Type(), Err: err}
}

// json reads a text that is JSON.
func (d *decoder) json(v reflect.Value, f *Field, text string) *Fault {
	refused, broken := d.JSON([]byte(text), v.Addr().Interface())
	if broken != nil {
		d.fail(f.Name, broken)
		return nil
	}
	return refusedBy(refused, WrongType, v)
}

func scalar(v reflect.Value, text string) *Fault {
	var err error
	switch k := v.Kind(); {
	case v.Type() == reflect.TypeFor[time.Duration]():
		err = setDuration(v, text)
	case v.CanInt():
		err = setInt(v, text)
	case v.CanUint():
		err = setUint(v, text)
	case v.CanFloat():
		err = setFloat(v, text)
	case k == reflect.Bool:
		err = setBool(v, text)
	}
	if errors.Is(err, strconv.ErrRange) {
		return refusedBy(err, Range, v)
	}
	return refusedBy(err, WrongType, v)
}

func setDuration(v reflect.Value, text string) error {
	duration, err := time.ParseDuration(text)
	if err == nil {
		v.SetInt(int64(duration))
	}
	return err
}

func setInt(v reflect.Value, text string) error {
	n, err := strconv.ParseInt(text, 10, v.Type().Bits())
	if err == nil {
		v.SetInt(n)
	}
	return err
}

// setUint takes a negative number for one out of range.
func setUint(v reflect.Value, text string) error {
	n, err := strconv.ParseUint(text, 10, v.Type().Bits())
	if err == nil {
		v.SetUint(n)
		return nil
	}
	if digits, negative := strings.CutPrefix(text, "-"); negative && digits != "" && strings.Trim(digits, "0123456789") == "" {
		return strconv.ErrRange
	}
	return err
}

// setFloat refuses what JSON can't have: no answer could show it.
func setFloat(v reflect.Value, text string) error {
	n, err := strconv.ParseFloat(text, v.Type().Bits())
	switch {
	case err != nil:
		return err
	case math.IsNaN(n) || math.IsInf(n, 0):
		return strconv.ErrSyntax
	}
	v.SetFloat(n)
	return nil
}

func setBool(v reflect.Value, text string) error {
	truth, err := strconv.ParseBool(text)
	if err == nil {
		v.SetBool(truth)
	}
	return err
}

// cause is what goes to the log.
func (f *Fault) cause() error {
	if f.Err != nil {
		return f.Err
	}
	return errors.New("the text is not of that type")
}
