package param

import (
	"errors"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"reflect"
	"slices"
)

// Source is what a request has of one part: texts and, in a form, files.
type Source struct {
	Values map[string][]string                // Values are the texts by their names.
	Files  map[string][]*multipart.FileHeader // Files are the files by their names.
}

// Rules say how to read.
type Rules struct {
	Tags   Tags // Tags are the names of the tags that count, see TagsOf.
	Fold   bool // Fold says that names are those of header fields.
	First  bool // First takes the first of several values, where one is expected.
	Closed bool // Closed refuses names that the target does not have.

	// JSON reads a text into a pointer to a struct or map. The second error says
	// that nothing can ever be read into the target.
	JSON func(text []byte, target any) (refused, broken error)
}

// decoder is one reading.
type decoder struct {
	Rules
	from   Source
	faults []Fault
	known  map[string]bool
	inside []reflect.Type // the structs around a field; one inside itself has no end
	broken error
}

// Decode reads a source into target, a pointer to a struct or map, or a map. It
// returns what could not be read, in the order of the fields. An error says that
// the target is wrong, whatever was sent: it names Go fields and is for the log.
func Decode(target any, from Source, how Rules) ([]Fault, error) {
	d := decoder{Rules: how, from: from}
	if how.Closed {
		d.known = map[string]bool{}
	}
	var usual [4]reflect.Type
	d.inside = usual[:0]
	v, err := destination(reflect.ValueOf(target))
	if err != nil {
		return nil, err
	}
	if v.Kind() == reflect.Map {
		d.broken = d.fill(v)
	} else {
		d.fields(v)
		d.unknown()
	}
	if d.broken != nil {
		return nil, d.broken
	}
	return d.faults, nil
}

// destination follows pointers, and makes what they lead to.
func destination(v reflect.Value) (reflect.Value, error) {
	if v.Kind() == reflect.Pointer && !v.IsNil() || v.Kind() == reflect.Map && !v.IsNil() {
		v = made(v)
		if k := v.Kind(); k == reflect.Struct || k == reflect.Map {
			return v, nil
		}
	}
	return v, errors.New("param: the target is no pointer to a struct or map")
}

func made(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	return v
}

// fields reads the fields of a struct. It reports whether anything was there for
// them.
func (d *decoder) fields(v reflect.Value) (found bool) {
	t := v.Type()
	if slices.Contains(d.inside, t) {
		return false
	}
	d.inside = append(d.inside, t)
	for i := range t.NumField() {
		if sf := t.Field(i); d.field(v.Field(i), sf) {
			found = true
		}
	}
	d.inside = d.inside[:len(d.inside)-1]
	return found
}

func (d *decoder) field(v reflect.Value, sf reflect.StructField) bool {
	f, ok := FieldOf(sf, d.Tags)
	switch {
	case !ok:
		return false
	case Embedded(sf):
		return d.descend(v)
	case !v.CanSet():
		return false
	case !supported(sf.Type):
		d.refuse(&f, sf)
		return false
	}
	return d.parameter(v, &f, sf)
}

// refuse takes a field that says nothing of parameters for one that has nothing to
// do with them.
func (d *decoder) refuse(f *Field, sf reflect.StructField) {
	if f.tagged {
		d.fail(sf.Name, fmt.Errorf("no parameter can be read into a %s", sf.Type))
	}
}

func (d *decoder) fail(field string, err error) {
	if d.broken == nil {
		d.broken = fmt.Errorf("param: field %s: %w", field, err)
	}
}

// parameter reads a field from the parameter of its name. A struct without one is
// read by its fields.
func (d *decoder) parameter(v reflect.Value, f *Field, sf reflect.StructField) bool {
	if isList(behind(sf.Type)) && separatorOf(f) == unseparated {
		d.fail(sf.Name, fmt.Errorf("collection_format %q is none of multi, csv, ssv, tsv, pipes", f.tag.Get("collection_format")))
		return false
	}
	if d.known != nil {
		d.known[d.key(f.Name)] = true
	}
	texts, sent := d.from.Values[d.key(f.Name)]
	files := d.from.Files[d.key(f.Name)]
	if fileBehind(sf.Type) {
		return d.files(v, f, texts, files)
	}
	switch {
	case len(files) > 0:
		d.fault(f, &Fault{Kind: File, Type: sf.Type})
		return true
	case sent && len(texts) > 0, f.hasDefault:
		return d.texts(v, f, sf, texts)
	}
	if t := behind(sf.Type); t.Kind() == reflect.Struct && !ReadsItself(t) {
		return d.descend(v)
	}
	return false
}

func (d *decoder) key(name string) string {
	if d.Fold {
		return textproto.CanonicalMIMEHeaderKey(name)
	}
	return name
}

func (d *decoder) fault(f *Field, fault *Fault) {
	fault.Name = f.Name
	d.faults = append(d.faults, *fault)
}

// descend reads a struct by its fields, into a new one behind a nil pointer if
// there is anything for them.
func (d *decoder) descend(v reflect.Value) bool {
	if v.Kind() != reflect.Pointer {
		return d.fields(v)
	}
	if !v.IsNil() {
		return d.descend(v.Elem())
	}
	if !v.CanSet() {
		return false
	}
	fresh := reflect.New(v.Type().Elem())
	found := d.descend(fresh.Elem())
	if found {
		v.Set(fresh)
	}
	return found
}

// texts reads a field from what was sent, or from its default.
func (d *decoder) texts(v reflect.Value, f *Field, sf reflect.StructField, texts []string) bool {
	into, plain := v, isPlain(v.Type())
	if !plain { // what is wrong must not stay half read
		into = reflect.New(sf.Type).Elem()
	}
	if v.Kind() == reflect.Struct { // JSON leaves what it does not mention
		into.Set(v)
	}
	preset := d.absent(f, texts, v.Type())
	if preset {
		texts = f.defaults(v.Type())
	}
	fault := d.values(made(into), f, texts)
	switch {
	case fault == nil && plain:
	case fault == nil:
		v.Set(into)
	case preset:
		d.fail(sf.Name, fmt.Errorf("the default can't be read: %w", fault.cause()))
	default:
		d.fault(f, fault)
	}
	return true
}

// unknown finds the names that no field has.
func (d *decoder) unknown() {
	if d.known == nil {
		return
	}
	var names []string
	for name := range d.from.Values {
		if !d.known[name] {
			names = append(names, name)
		}
	}
	for name := range d.from.Files {
		if _, twice := d.from.Values[name]; !d.known[name] && !twice {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		d.faults = append(d.faults, Fault{Name: name, Kind: Unknown})
	}
}
