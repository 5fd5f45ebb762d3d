package validatorproblem

import (
	"net/textproto"
	"reflect"
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
		return finding{way: w.way, violation: v, inner: w.tokens}
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

// kindOf takes durations for numbers with a unit where they are sent as text. Behind a
// pointer a zero value is there, so that all kinds are missing alike.
func (r *report) kindOf(field validator.FieldError) string {
	if t := field.Type(); t != nil && t.Kind() == reflect.Pointer && field.ActualTag() == "required" {
		return ""
	}
	kind := kindOf(typeOf(field))
	if r.isText && kind == ruletext.Duration {
		return ruletext.Number
	}
	return kind
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
	ways := map[string][]jsoninput.Way{}
	for i := range found {
		if f := &found[i]; len(f.inner) > 0 {
			ways[f.violation.Parameter] = append(ways[f.violation.Parameter], jsoninput.Way{Tokens: f.inner})
		}
	}
	for name, list := range ways {
		if texts := r.textsOf(name); len(texts) == 1 && jsoninput.Check([]byte(texts[0]), jsoninput.MaxDepth) == nil {
			jsoninput.Find([]byte(texts[0]), list)
		}
	}
	for i := range found {
		if f := &found[i]; len(f.inner) > 0 {
			name := f.violation.Parameter
			f.violation.Parameter = strings.Join(append([]string{name}, ways[name][0].Tokens...), ".")
			ways[name] = ways[name][1:]
		}
	}
}
