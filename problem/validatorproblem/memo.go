package validatorproblem

import (
	"maps"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
)

// memos remember what was found out about rules at fields: it depends on types and
// tags alone, as long as no map and no interface lies on the way. Only the indexes
// of elements are the request's. They are read far more often than written, so
// that a writer makes a new map.
type memos struct {
	adding sync.Mutex
	list   atomic.Pointer[map[memoKey]*memo]
	pool   sync.Pool // of *recall
}

// maxMemos bounds them: names that a struct level validation reports may be made
// up as the program runs.
const maxMemos = 1024

// maxMemoKey bounds one in bytes: the way to a field and a rule, as the program has
// them.
const maxMemoKey = 512

type memoKey struct {
	root, field reflect.Type
	text        string
}

// memo is a violation without indexes.
type memo struct {
	violation problem.Violation
	pieces    []string // of the pointer, with an index between each two; none if it has no place
}

// maxPointer is the bound of the function problem.Pointer: what is longer is left
// to it.
const maxPointer = 512

// index is where one stands in a namespace.
type index struct{ from, to int }

// appendKey appends what a memo depends on beside types: the namespace behind the
// name of the root, which may have brackets of its own, without its indexes; and the
// rule.
func appendKey(dst []byte, field validator.FieldError, from int, found []index) ([]byte, []index) {
	namespace := field.StructNamespace()
	from = min(from, len(namespace))
	for at := strings.IndexByte(namespace[from:], '['); at >= 0; at = strings.IndexByte(namespace[from:], '[') {
		begin := from + at + 1
		dst = append(dst, namespace[from:begin]...)
		from = begin
		for from < len(namespace) && '0' <= namespace[from] && namespace[from] <= '9' {
			from++
		}
		found = append(found, index{begin, from})
	}
	dst = append(dst, namespace[from:]...)
	for _, part := range [...]string{field.Tag(), field.ActualTag(), field.Param()} {
		dst = append(append(dst, 0), part...)
	}
	return dst, found
}

// get returns what is known of a rule.
func (m *memos) get(root reflect.Type, field validator.FieldError, text []byte) *memo {
	list := m.list.Load()
	if list == nil {
		return nil
	}
	return (*list)[memoKey{root, field.Type(), string(text)}]
}

// appendPointer puts the indexes in.
func (m *memo) appendPointer(dst []byte, at, namespace string, found []index) []byte {
	dst = append(append(dst, at...), m.pieces[0]...)
	for i, piece := range m.pieces[1:] {
		dst = append(append(dst, namespace[found[i].from:found[i].to]...), piece...)
	}
	return dst
}

// add keeps what a walker has found.
func (m *memos) add(root reflect.Type, field validator.FieldError, text []byte, own *memo) {
	m.adding.Lock()
	defer m.adding.Unlock()
	var next map[memoKey]*memo
	if list := m.list.Load(); list != nil {
		next = *list
	}
	if len(next) >= maxMemos || len(text) > maxMemoKey {
		return
	}
	next = maps.Clone(next)
	if next == nil {
		next = map[memoKey]*memo{}
	}
	next[memoKey{root, field.Type(), string(text)}] = own
	m.list.Store(&next)
}

// newMemo is what a walker has found, without the indexes.
func newMemo(v problem.Violation, w *walker, base int) *memo {
	own := &memo{violation: v}
	if own.violation.Pointer = ""; w.place == atValue {
		own.pieces = w.pieces(base)
	}
	return own
}

// pieces are the pointer behind the base, cut at the indexes.
func (w *walker) pieces(base int) []string {
	list := []string{""}
	for i, token := range w.tokens[base:] {
		last := &list[len(list)-1]
		if len(list) <= len(w.elements) && w.elements[len(list)-1] == base+i {
			*last += "/"
			list = append(list, "")
		} else {
			*last += problem.Pointer(token)[1:]
		}
	}
	return list
}
