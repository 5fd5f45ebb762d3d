package param

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// clock returns what makes a time of a number in the format that a field asks for,
// nil if the format is a layout.
func clock(format string) func(int64) time.Time {
	switch strings.ToLower(format) {
	case "unix":
		return func(n int64) time.Time { return time.Unix(n, 0) }
	case "unixmilli":
		return time.UnixMilli
	case "unixmicro":
		return time.UnixMicro
	case "unixnano":
		return func(n int64) time.Time { return time.Unix(0, n) }
	}
	return nil
}

// time reads a time in the layout of its field. An empty text is the zero time.
func (d *decoder) time(v reflect.Value, f *Field, text string) *Fault {
	layout := f.tag.Get("time_format")
	if text == "" {
		v.SetZero()
		return nil
	}
	if of := clock(layout); of != nil {
		n := reflect.New(reflect.TypeFor[int64]()).Elem()
		fault := scalar(n, text)
		t := of(n.Int())
		if year := t.UTC().Year(); fault == nil && (year < 0 || year > 9999) { // no answer could show it
			return &Fault{Kind: Range, Type: v.Type()}
		}
		v.Set(reflect.ValueOf(t))
		return fault
	}
	kind := WrongTime
	if layout == "" {
		layout, kind = time.RFC3339, WrongType
	}
	t, err := time.ParseInLocation(layout, text, d.zone(f))
	v.Set(reflect.ValueOf(t))
	return refusedBy(err, kind, v)
}

// zone is that of times that name none.
func (d *decoder) zone(f *Field) *time.Location {
	if name := f.tag.Get("time_location"); name != "" {
		zone, err := time.LoadLocation(name)
		if err != nil {
			d.fail(f.Name, fmt.Errorf("time_location: %w", err))
			return time.UTC
		}
		return zone
	}
	if utc, _ := strconv.ParseBool(f.tag.Get("time_utc")); utc {
		return time.UTC
	}
	return time.Local
}
