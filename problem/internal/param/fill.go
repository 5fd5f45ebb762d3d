package param

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// fill puts everything into a map of texts, or of lists of them.
func (d *decoder) fill(v reflect.Value) error {
	t := v.Type()
	list := t.Elem().Kind() == reflect.Slice && t.Elem().Elem().Kind() == reflect.String
	if t.Key().Kind() != reflect.String || !list && t.Elem().Kind() != reflect.String {
		return fmt.Errorf("param: no parameters can be read into a %s", t)
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(t))
	}
	for _, name := range slices.Sorted(maps.Keys(d.from.Values)) {
		d.entry(v, name, list)
	}
	return nil
}

func (d *decoder) entry(v reflect.Value, name string, list bool) {
	texts := d.from.Values[name]
	if len(texts) == 0 {
		return
	}
	f, into := Field{Name: name}, reflect.New(v.Type().Elem()).Elem()
	fault := d.values(into, &f, texts)
	if kind, ok := readable(name); !ok {
		fault = &Fault{Kind: kind, Type: v.Type().Elem()}
	}
	if fault != nil {
		d.fault(&f, fault)
		return
	}
	if d.First && !list { // Gin takes the last
		into.SetString(texts[len(texts)-1])
	}
	v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), into)
}
