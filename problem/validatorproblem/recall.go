package validatorproblem

import (
	"bytes"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
)

// recall explains errors from memory, and remembers what it has to find out. All
// pointers are cut out of one text.
type recall struct {
	*report
	root     reflect.Type
	behind   int // where a namespace goes on behind the name of the root
	key      []byte
	indexes  []index
	last     []byte // the key before
	memo     *memo  // what it led to
	typ      reflect.Type
	pointers []byte
	ends     []int
}

// fast returns a recall, if all that matters is the type of the target.
func (r *report) fast() *recall {
	if r.memos == nil || r.opaque || !r.target.IsValid() || r.parameter.In != "" {
		return nil
	}
	f := &recall{report: r, root: r.target.Type()}
	if name := indirect(r.target).Type().Name(); name != "" {
		f.behind = len(name) + len(".")
	}
	return f
}

// explain fills the list, and returns false if that takes more than memory.
func (r *recall) explain(list []problem.Violation, failed validator.ValidationErrors) bool {
	r.ends = make([]int, len(failed))
	r.pointers = make([]byte, 0, 32*len(failed))
	for i, field := range failed {
		own := r.find(field)
		if own == nil {
			return false
		}
		list[i] = own.violation
		if before := len(r.pointers); len(own.pieces) > 0 {
			r.pointers = own.appendPointer(append(r.pointers, '#'), r.at, field.StructNamespace(), r.indexes)
			if len(r.pointers)-before > maxPointer {
				return false
			}
		}
		r.ends[i] = len(r.pointers)
	}
	r.cut(list)
	return true
}

func (r *recall) cut(list []problem.Violation) {
	text, from := string(r.pointers), 0
	for i, to := range r.ends {
		list[i].Pointer = text[from:to]
		from = to
	}
}

// find returns the memo of an error. Errors of the same rule in one list follow
// each other.
func (r *recall) find(field validator.FieldError) *memo {
	r.key, r.indexes = appendKey(r.key[:0], field, r.behind, r.indexes[:0])
	if typ := field.Type(); r.memo == nil || typ != r.typ || !bytes.Equal(r.key, r.last) {
		r.memo, r.typ = r.memos.get(r.root, field, r.key), typ
		r.last = append(r.last[:0], r.key...)
	}
	if r.memo == nil {
		r.memo = r.learn(field)
	}
	return r.memo
}

// learn asks a walker, unless the place depends on values.
func (r *recall) learn(field validator.FieldError) *memo {
	f := r.finding(field)
	if f.walker == nil || f.unsteady || f.rest != "" && !isPlain(f.rest) {
		return nil
	}
	own := newMemo(f.violation, f.walker, len(r.tokens()))
	r.memos.add(r.root, field, r.key, own)
	return own
}

// isPlain reports whether a namespace goes on with nothing but what types alone
// decide. A value that reads itself ends the way: what follows may be a key of the
// client's.
func isPlain(rest string) bool { return !strings.ContainsAny(rest, "[]") }
