package validatorproblem

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem/internal/jsonfield"
)

// place says how much is certain about where an error is.
type place int

const (
	nowhere place = iota // no place is better than a wrong one
	atValue              // at the value that the tokens lead to
	atKey                // in the name of a member; the pointer leads to the member
)

// walker follows a namespace such as Items[0].Meta[key].Name through a value.
type walker struct {
	members members
	at      reflect.Value
	rest    string
	tokens  []string
	way     []step
	place   place

	object reflect.Type        // the struct whose members the way goes through
	index  []int               // the fields from there on that are promoted
	field  reflect.StructField // the last field
	last   reflect.Value       // the key of the map that the last step went through

	elements []int // which of the tokens are indexes
	unsteady bool  // the place depends on values
}

// start is a walker at the target of the report.
func (r *report) start() *walker {
	return &walker{members: r.members, at: indirect(r.target), tokens: r.tokens()}
}

// locate finds the field of an error in the value that was validated.
func (r *report) locate(field validator.FieldError) *walker {
	w := r.start()
	switch {
	case r.opaque:
		w.place = w.here()
	case w.at.IsValid() && w.enter(field.StructNamespace()):
		w.place = w.walk(field)
	}
	return w
}

// enter cuts off the name of the type that was validated.
func (w *walker) enter(namespace string) (ok bool) {
	w.rest, ok = namespace, true
	if name := w.at.Type().Name(); name != "" {
		w.rest, ok = strings.CutPrefix(namespace, name+".")
	}
	return ok
}

// walk goes to the end of the namespace, or to the value whose inner form only
// its own methods know: that one is the client's to mend.
func (w *walker) walk(field validator.FieldError) place {
	for w.rest != "" {
		w.settle()
		if jsonfield.ReadsItself(w.at.Type()) {
			return w.here()
		}
		if !w.step() {
			return nowhere
		}
	}
	if w.last.IsValid() {
		return w.keyOrValue(field)
	}
	return w.here()
}

// settle goes to the value itself. What an interface holds is the request's.
func (w *walker) settle() {
	for w.at.Kind() == reflect.Pointer || w.at.Kind() == reflect.Interface {
		w.unsteady = w.unsteady || w.at.Kind() == reflect.Interface
		if w.at.IsNil() {
			return
		}
		w.at = w.at.Elem()
	}
}

// here is not certain in an embedded struct, which is no value of its own in
// JSON, nor for the body as a whole.
func (w *walker) here() place {
	if len(w.index) > 0 || len(w.tokens) == 0 {
		return nowhere
	}
	return atValue
}

func (w *walker) step() bool {
	w.last = reflect.Value{}
	switch w.at.Kind() {
	case reflect.Struct:
		return w.member()
	case reflect.Slice, reflect.Array:
		return w.element()
	case reflect.Map:
		return w.entry()
	}
	return false
}

// member takes the next field of a struct. The fields of an embedded struct
// without a name are members of the struct around it.
func (w *walker) member() bool {
	name := w.word()
	field, ok := w.at.Type().FieldByName(name)
	if !ok || len(field.Index) != 1 {
		return w.byJSONName(name)
	}
	if len(w.index) == 0 {
		w.object = w.at.Type()
	}
	w.index = append(w.index, field.Index[0])
	w.way = append(w.way, step{index: field.Index[0]})
	w.at, w.field = w.at.Field(field.Index[0]), field
	_, promoted := jsonfield.Promoted(field)
	return promoted || w.named()
}

// named adds the name of the field that the way has come to.
func (w *walker) named() bool {
	token, ok := w.members.name(w.object, w.index)
	w.tokens, w.index = append(w.tokens, token), nil
	return ok
}

// word cuts the next Go name off the namespace.
func (w *walker) word() string {
	w.rest = strings.TrimPrefix(w.rest, ".")
	end := strings.IndexAny(w.rest, ".[")
	if end < 0 {
		end = len(w.rest)
	}
	name := w.rest[:end]
	w.rest = w.rest[end:]
	return name
}

// byJSONName takes a name that a struct level validation has reported as the
// client knows it. It ends the way: what follows would be a guess.
func (w *walker) byJSONName(name string) bool {
	if w.rest != "" || len(w.index) > 0 || !w.members.has(w.at.Type(), name) {
		return false
	}
	w.tokens = append(w.tokens, name)
	return true
}

func (w *walker) element() bool {
	digits, rest, ok := strings.Cut(strings.TrimPrefix(w.rest, "["), "]")
	i, err := strconv.Atoi(digits)
	if !ok || err != nil || i < 0 || i >= w.at.Len() || len(w.index) > 0 {
		return false
	}
	w.at, w.rest = w.at.Index(i), rest
	w.elements = append(w.elements, len(w.tokens))
	w.tokens, w.way = append(w.tokens, digits), append(w.way, step{index: i})
	return true
}

func indirect(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return v
		}
		v = v.Elem()
	}
	return v
}
