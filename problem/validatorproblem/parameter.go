package validatorproblem

import (
	"net/textproto"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/internal/jsoninput"
	"github.com/problemkit/problemkit/problem/internal/param"
	"github.com/problemkit/problemkit/problem/internal/ruletext"
)

// parameters prepares the report of a struct that was read from parameters, or of
// the value of one.
func (r *report) parameters(in *problem.InputError) {
	r.parameter = problem.Violation{In: in.In, Parameter: in.Parameter}
	if in.Parameter == "" && in.Target != nil {
		r.target = reflect.ValueOf(in.Target)
	}
	r.sent, _ = in.Err.(*param.Sent)
}

// inParameter finds the parameter that a rule is about.
func (r *report) inParameter(field validator.FieldError, v problem.Violation) finding {
	w, name := r.start(), ""
	ok := w.at.IsValid() && w.at.Kind() == reflect.Struct && w.enter(field.StructNamespace())
	if ok {
		name, ok = r.toParameter(w)
	}
	if !ok {
		v.Detail, v.Phrase = r.message(field, nil)
		return finding{way: w.way, violation: v}
	}
	v.Parameter, r.isText = name, w.rest == "" || !param.IsJSON(w.field.Type)
	w.place = w.placeWithin(field)
	v.Detail, v.Phrase = r.message(field, w)
	switch w.place {
	case atKey:
		v.Detail, v.Phrase = nameMessage(v.Detail, v.Phrase)
	case atValue:
		return finding{way: w.way, violation: v, inner: w.tokens, listed: slices.Index(w.elements, 0) == 0}
	}
	return finding{way: w.way, violation: v}
}

// placeWithin goes on from the value of a parameter, which has a place itself.
func (w *walker) placeWithin(field validator.FieldError) place {
	if w.rest == "" || param.ReadsItself(w.at.Type()) {
		return atValue
	}
	return w.walk(field)
}

// toParameter walks down to the field that has a parameter of its own: structs are
// read from their fields' parameters unless one with their own name was sent.
func (r *report) toParameter(w *walker) (name string, ok bool) {
	tags, embedded := param.TagsOf(r.parameter.In), false
	for w.at.Kind() == reflect.Struct {
		if !embedded {
			w.object = w.at.Type()
		}
		sf, found := w.at.Type().FieldByName(w.word())
		if !found || len(sf.Index) != 1 {
			return "", false
		}
		f, read := param.FieldOf(sf, tags)
		if !read {
			return "", false
		}
		w.at, w.field = indirect(w.at.Field(sf.Index[0])), sf
		w.way = append(w.way, step{index: sf.Index[0]})
		if embedded = param.Embedded(sf); !embedded && (w.rest == "" || !w.at.IsValid() || r.whole(f.Name, w.at.Type())) {
			return f.Name, true
		}
	}
	return "", false
}

// kindOf takes durations for numbers with a unit where they are sent as text, and
// bytes for numbers in a list. Behind a pointer a zero value is there, so that all
// kinds are missing alike.
func (r *report) kindOf(field validator.FieldError) string {
	if t := field.Type(); t != nil && t.Kind() == reflect.Pointer && field.ActualTag() == "required" {
		return ""
	}
	t := typeOf(field)
	switch kind := kindOf(t); {
	case r.isText && kind == ruletext.Duration:
		return ruletext.Number
	case r.isText && kind == ruletext.Bytes && !param.ReadsItself(t):
		return ruletext.Items
	default:
		return kind
	}
}

// parameterOf follows the Go names of fields and returns the name of the parameter.
// One inside a struct that may be sent as a whole has no certain name.
func (r *report) parameterOf(object reflect.Type, path string) (name string, ok bool) {
	embedded := true
	for part := range strings.SplitSeq(path, ".") {
		for object != nil && object.Kind() == reflect.Pointer {
			object = object.Elem()
		}
		if !embedded || object == nil || object.Kind() != reflect.Struct {
			return "", false
		}
		field, found := object.FieldByName(part)
		f, read := param.FieldOf(field, param.TagsOf(r.parameter.In))
		if !found || !read {
			return "", false
		}
		name, object, embedded = f.Name, field.Type, param.Embedded(field)
	}
	return name, !embedded
}

// whole reports whether a field was read from one parameter.
func (r *report) whole(name string, t reflect.Type) bool {
	return t.Kind() != reflect.Struct || param.ReadsItself(t) || len(r.textsOf(name)) > 0
}

func (r *report) textsOf(name string) []string {
	if r.sent == nil {
		return nil
	}
	texts, ok := r.sent.Texts(name)
	if !ok && r.parameter.In == problem.InHeader {
		texts, _ = r.sent.Texts(textproto.CanonicalMIMEHeaderKey(name))
	}
	return texts
}

// spell completes the names of places inside parameters that are JSON, as the client
// has spelt them. Each text is looked through once.
func (r *report) spell(found []finding) {
	ways := map[sentText][]jsoninput.Way{}
	for i := range found {
		if of, inner := found[i].text(); len(inner) > 0 {
			ways[of] = append(ways[of], jsoninput.Way{Tokens: inner})
		}
	}
	for of, list := range ways {
		if text := r.textOf(of); jsoninput.Check(text, jsoninput.MaxDepth) == nil {
			jsoninput.Find(text, list)
		}
	}
	for i := range found {
		f := &found[i]
		of, inner := f.text()
		if len(inner) > 0 {
			copy(f.inner[len(f.inner)-len(inner):], ways[of][0].Tokens)
			ways[of] = ways[of][1:]
		}
		if len(f.inner) > 0 {
			f.violation.Parameter = of.name + "." + strings.Join(f.inner, ".")
		}
	}
}

// sentText is one of the texts of a parameter.
type sentText struct {
	name string
	item string // its number, in a list
}

// text returns what the value of a finding was read from, and the way inside.
func (f *finding) text() (of sentText, inner []string) {
	of.name, inner = f.violation.Parameter, f.inner
	if f.listed {
		of.item, inner = inner[0], inner[1:]
	}
	return of, inner
}

func (r *report) textOf(of sentText) []byte {
	texts := r.textsOf(of.name)
	i, _ := strconv.Atoi(of.item)
	if i >= len(texts) || of.item == "" && len(texts) > 1 {
		return nil
	}
	return []byte(texts[i])
}
