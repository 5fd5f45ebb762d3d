package validatorproblem

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/internal/param"
	"github.com/problemkit/problemkit/problem/internal/parts"
)

// How many errors are looked into; the others are counted. No answer shows more than
// a hundred violations, and a client can make hundreds of thousands with one request.
const (
	maxLocated = 1000 // where the answer has them in another order than the validator
	maxShown   = 100  // where it has not
)

// report gathers violations with their places.
type report struct {
	members   members
	memos     *memos
	at        string            // the way to the target in the document, a pointer without its #
	target    reflect.Value     // the struct that was validated
	opaque    bool              // all that is certain is where the target is
	parameter problem.Violation // where the value came from, if not from the body
	sent      *param.Sent       // what was sent there, if that is known
	isText    bool              // the value that is told of is the text of a parameter
	reordered bool              // the answer follows the content
	counted   int               // errors that other reports of the same answer have
}

// finding is one violation. The way orders them: validators go through maps at
// random, and the same request deserves the same answer.
type finding struct {
	way       []step
	violation problem.Violation
	inner     []string // the way inside a parameter
	listed    bool     // which begins with the number of one of its values
	*walker            // none for a parameter
}

// step leads from a value to one inside it.
type step struct {
	index int           // of an array, or of a struct's field
	key   reflect.Value // of a map
}

func compareSteps(a, b step) int {
	if a.key.IsValid() && b.key.IsValid() {
		one, _ := parts.Key(a.key)
		other, _ := parts.Key(b.key)
		return strings.Compare(one, other)
	}
	return cmp.Compare(a.index, b.index)
}

// violations explains errors in their order, and counts those that it leaves out.
// Validators go through maps at random: if there are some on the way, all are sorted.
func (r *report) violations(failed validator.ValidationErrors) (list []problem.Violation, omitted int) {
	limit := maxShown
	if r.reordered {
		limit = maxLocated
	}
	located := r.first(failed, limit)
	list, ok := r.recalled(located)
	if !ok {
		located = r.first(failed, maxLocated)
		list = r.sorted(located)
	}
	return list, len(failed) - len(located)
}

// first returns as many errors as all reports of an answer together look into.
func (r *report) first(failed validator.ValidationErrors, limit int) validator.ValidationErrors {
	return failed[:min(len(failed), max(0, limit-r.counted))]
}

func (r *report) sorted(failed validator.ValidationErrors) []problem.Violation {
	found := make([]finding, 0, len(failed))
	for _, field := range failed {
		found = append(found, r.finding(field))
	}
	r.spell(found)
	slices.SortStableFunc(found, func(a, b finding) int { return slices.CompareFunc(a.way, b.way, compareSteps) })
	list := make([]problem.Violation, len(found))
	for i := range found {
		list[i] = found[i].violation
	}
	return list
}

func (r *report) tokens() []string { return problem.Tokens("#" + r.at) }

func (r *report) finding(field validator.FieldError) finding {
	if r.members == nil {
		r.members = members{}
	}
	v := r.parameter
	v.Code = code(field)
	if v.In != "" {
		return r.inParameter(field, v)
	}
	w := r.locate(field)
	v.Detail, v.Phrase = r.message(field, w)
	if w.place != nowhere {
		v.Pointer = problem.Pointer(w.tokens...)
	}
	if w.place == atKey {
		v.Detail, v.Phrase = nameMessage(v.Detail, v.Phrase)
	}
	return finding{way: w.way, violation: v, walker: w}
}
