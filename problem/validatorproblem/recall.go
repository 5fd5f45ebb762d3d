package validatorproblem

import (
	"bytes"
	"reflect"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
)

// recall explains errors from memory, and remembers what it has to find out. All
// pointers are cut out of one text. It comes from a pool, for its buffers.
type recall struct {
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

// maxPooled bounds the pointers whose room is kept, in bytes.
const maxPooled = 64 << 10

// recalled explains errors from memory, and returns false if that takes more.
func (r *report) recalled(failed validator.ValidationErrors) (list []problem.Violation, ok bool) {
	if r.memos == nil || r.opaque || !r.target.IsValid() || r.parameter.In != "" {
		return nil, false
	}
	f, ok := r.memos.pool.Get().(*recall)
	if !ok {
		f = new(recall)
	}
	f.root, f.behind = r.target.Type(), 0
	if name := indirect(r.target).Type().Name(); name != "" {
		f.behind = len(name) + len(".")
	}
	list = make([]problem.Violation, len(failed))
	ok = f.explain(r, list, failed)
	f.release(&r.memos.pool)
	return list, ok
}

// release gives the buffers back, without anything of this request.
func (f *recall) release(pool *sync.Pool) {
	if cap(f.pointers)+cap(f.key)+cap(f.last) <= maxPooled {
		*f = recall{key: f.key[:0], indexes: f.indexes[:0], last: f.last[:0], pointers: f.pointers[:0], ends: f.ends[:0]}
		pool.Put(f)
	}
}

// explain fills the list, and returns false if that takes more than memory.
func (f *recall) explain(r *report, list []problem.Violation, failed validator.ValidationErrors) bool {
	for i, field := range failed {
		own := f.find(r, field)
		if own == nil {
			return false
		}
		list[i] = own.violation
		if before := len(f.pointers); len(own.pieces) > 0 {
			f.pointers = own.appendPointer(append(f.pointers, '#'), r.at, field.StructNamespace(), f.indexes)
			if len(f.pointers)-before > maxPointer {
				return false
			}
		}
		f.ends = append(f.ends, len(f.pointers))
	}
	f.cut(list)
	return true
}

func (f *recall) cut(list []problem.Violation) {
	text, from := string(f.pointers), 0
	for i, to := range f.ends {
		list[i].Pointer = text[from:to]
		from = to
	}
}

// find returns the memo of an error. Errors of the same rule in one list follow
// each other.
func (f *recall) find(r *report, field validator.FieldError) *memo {
	f.key, f.indexes = appendKey(f.key[:0], field, f.behind, f.indexes[:0])
	if typ := field.Type(); f.memo == nil || typ != f.typ || !bytes.Equal(f.key, f.last) {
		f.memo, f.typ = r.memos.get(f.root, field, f.key), typ
		f.last = append(f.last[:0], f.key...)
	}
	if f.memo == nil {
		f.memo = f.learn(r, field)
	}
	return f.memo
}

// learn asks a walker, unless the place depends on values.
func (f *recall) learn(r *report, field validator.FieldError) *memo {
	found := r.finding(field)
	if found.walker == nil || found.unsteady || found.rest != "" && !isPlain(found.rest) {
		return nil
	}
	own := newMemo(found.violation, found.walker, len(r.tokens()))
	r.memos.add(f.root, field, f.key, own)
	return own
}

// isPlain reports whether a namespace goes on with nothing but what types alone
// decide. A value that reads itself ends the way: what follows may be a key of the
// client's.
func isPlain(rest string) bool { return !strings.ContainsAny(rest, "[]") }
