package validatorproblem

import (
	"net/textproto"
	"reflect"
	"slices"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/internal/jsoninput"
	"github.com/problemkit/problemkit/problem/internal/param"
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
	w := r.start()
	if !w.at.IsValid() || w.at.Kind() != reflect.Struct || !w.enter(field.StructNamespace()) {
		return finding{nil, v, nil}
	}
	name, ok := r.toParameter(w)
	if !ok {
		return finding{w.way, v, nil}
	}
	v.Parameter = name
	switch place := w.placeWithin(field); place {
	case atKey:
		v.Detail, v.Phrase = nameMessage(v.Detail, v.Phrase)
	case atValue:
		v.Parameter = strings.Join(append([]string{name}, r.spelt(name, w.tokens)...), ".")
	}
	return finding{w.way, v, nil}
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
	tags := param.TagsOf(r.parameter.In)
	for w.at.Kind() == reflect.Struct {
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
		if !param.Embedded(sf) && (w.rest == "" || !w.at.IsValid() || r.whole(f.Name, w.at.Type())) {
			return f.Name, true
		}
	}
	return "", false
}

// whole reports whether a field was read from one parameter.
func (r *report) whole(name string, t reflect.Type) bool {
	return t.Kind() != reflect.Struct || param.ReadsItself(t) || len(r.textsOf(name)) > 0
}

func (r *report) textsOf(name string) []string {
	if r.sent == nil {
		return nil
	}
	if texts, ok := r.sent.Values[name]; ok || r.parameter.In != problem.InHeader {
		return texts
	}
	return r.sent.Values[textproto.CanonicalMIMEHeaderKey(name)]
}

// spelt gives the names inside a parameter that is JSON as the client has them.
func (r *report) spelt(name string, tokens []string) []string {
	texts := r.textsOf(name)
	if len(tokens) == 0 || len(texts) != 1 {
		return tokens
	}
	ways := []jsoninput.Way{{Tokens: slices.Clone(tokens)}}
	if stop, _ := jsoninput.Scan([]byte(texts[0]), jsoninput.MaxDepth); stop == nil {
		jsoninput.Find([]byte(texts[0]), ways)
	}
	if ways[0].Spelt {
		return ways[0].Tokens
	}
	return tokens
}
