package validatorproblem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// found is what Check says of a value, as "code pointer".
func found(t *testing.T, v *validator.Validate, target any) (list []string) {
	t.Helper()
	err := validatorproblem.Check(v.Struct, target, []byte("raw"))
	if err == nil {
		return nil
	}
	var in *problem.InputError
	require.ErrorAs(t, err, &in)
	assert.Equal(t, problem.InBody, in.In)
	assert.Equal(t, target, in.Target)
	assert.Equal(t, "raw", string(in.Raw))
	return listed(t, in.Violations)
}

func listed(t *testing.T, violations []problem.Violation) (list []string) {
	t.Helper()
	for _, v := range violations {
		assert.NotContains(t, fmt.Sprint(v), bad)
		list = append(list, strings.TrimSpace(v.Code+" "+v.Pointer))
	}
	return list
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("k", 600)
	for _, tt := range []struct {
		name   string
		target any
		want   []string
	}{
		{"tagged", &leaf{Text: bad}, []string{"max #/text"}},
		{"untagged", &leaf{Plain: bad}, []string{"max #/Plain"}},
		{"not in JSON", &leaf{Hidden: bad}, []string{"max"}},
		{"named dash", &leaf{Dash: bad}, []string{"max #/-"}},
		{"slash and tilde", &leaf{Slash: bad}, []string{"max #/a~1b~0c"}},
		{"dot", &leaf{Dot: bad}, []string{"max #/a.b"}},
		{"brackets", &leaf{Square: bad}, []string{"max #/x%5B0%5D"}},
		{"option only", &leaf{Option: bad}, []string{"max #/Option"}},
		{"impossible name", &leaf{Broken: bad}, []string{"max #/Broken"}},
		{"two", &leaf{Text: bad, Dot: bad}, []string{"max #/text", "max #/a.b"}},
		{"embedded", &embedding{Base: Base{bad}}, []string{"max #/level"}},
		{"embedded pointer", &embedding{Deep: &Deep{bad}}, []string{"max #/depth"}},
		{"embedded unexported", &embedding{lower: lower{bad}}, []string{"max #/low"}},
		{"named field", &embedding{Named: Base{bad}}, []string{"max #/named/level"}},
		{"embedded with a name", &embedding{Tag: Tag{bad}}, []string{"max #/tag/text"}},
		{"embedded text", &embedding{Word: bad}, []string{"max #/Word"}},
		{"embedded text unexported", &embedding{word: bad}, []string{"max"}},
		{"outer one of two", &shadowing{Level: bad}, []string{"max #/level"}},
		{"inner one of two", &shadowing{Base: Base{bad}}, []string{"max"}},
		{"twins", &twins{One{bad}, Other{bad}}, []string{"max", "max"}},
		{"self", &Self{Self: &Self{Name: bad}, Name: bad}, []string{"max", "max #/name"}},
		{"generic", &box[leaf]{leaf{Text: bad}}, []string{"max #/value/text"}},
		{"generic pointer", &box[*box[leaf]]{&box[leaf]{leaf{Text: bad}}}, []string{"max #/value/value/text"}},
		{"anonymous", &struct {
			A struct {
				B string `json:"b" validate:"max=3"`
			} `json:"a"`
		}{A: struct {
			B string `json:"b" validate:"max=3"`
		}{bad}}, []string{"max #/a/b"}},
		{"slice", &lists{Leaves: []leaf{{}, {Text: bad}}}, []string{"max #/leaves/1/text"}},
		{"slice as a whole", &lists{Leaves: make([]leaf, 5)}, []string{"max #/leaves"}},
		{"slice of pointers", &lists{Pointers: []*leaf{nil, {}, {Text: bad}}}, []string{"max #/pointers/2/text"}},
		{"array", &lists{Pair: [2]leaf{1: {Text: bad}}}, []string{"max #/pair/1/text"}},
		{"matrix", &lists{Matrix: [][]string{{}, {"a", bad}}}, []string{"max #/matrix/1/1"}},
		{"map of texts", &lists{Words: map[string]string{"a": "b", "c": bad}}, []string{"max #/words/c"}},
		{"map of structs", &lists{Places: map[string]leaf{"c": {Text: bad}}}, []string{"max #/places/c/text"}},
		{"sorted", &lists{Words: map[string]string{"c": bad, "a": bad, "b": bad, "d": bad}},
			[]string{"max #/words/a", "max #/words/b", "max #/words/c", "max #/words/d"}},
		{"odd keys", &lists{Words: map[string]string{"a.b": bad, "a[0]": bad, "a]": bad, "a/b~": bad, "": bad, "é\n": bad}},
			[]string{"max #/words/", "max #/words/a.b", "max #/words/a~1b~0", "max #/words/a%5B0%5D", "max #/words/a%5D", "max #/words/%C3%A9%0A"}},
		{"keys that look like ways", &lists{Places: map[string]leaf{"a": {Text: bad}, "a].Text[b": {Text: bad}}},
			[]string{"max", "max #/places/a/text"}},
		{"keys that can't be told apart", &lists{Nested: map[string][]string{"a": {bad}, "a][0": {bad}}},
			[]string{"max", "max"}},
		{"too many brackets", &lists{Words: map[string]string{strings.Repeat("]", 20): bad}}, []string{"max"}},
		{"long key", &lists{Words: map[string]string{long: bad}}, []string{"max #/words"}},
		{"int keys", &lists{ByNumber: map[int8]*leaf{-7: {Text: bad}, 8: nil}}, []string{"max #/by_number/-7/text"}},
		{"uint keys", &lists{ByCount: map[uint16]leaf{7: {Text: bad}}}, []string{"max #/by_count/7/text"}},
		{"named keys", &lists{ByName: map[name]leaf{"x": {Text: bad}}}, []string{"max #/by_name/x/text"}},
		{"keys with methods", &lists{ByText: map[upper]leaf{7: {Text: bad}, 8: {}}}, []string{"max #/by_text/n7/text"}},
		{"struct keys", &lists{ByPoint: map[point]leaf{{3}: {Text: bad}}}, []string{"max"}},
		{"key of another type", &lists{KeyedInt: map[string]int{"four": 1}}, []string{"max #/keyed_int/four"}},
		{"value of another type", &lists{KeyedInt: map[string]int{"a": 6}}, []string{"max #/keyed_int/a"}},
		{"key", &lists{Keyed: map[string]string{"four": "ok"}}, []string{"max #/keyed/four"}},
		{"value", &lists{Keyed: map[string]string{"ok": bad}}, []string{"max #/keyed/ok"}},
		{"key and value", &lists{Keyed: map[string]string{bad: bad}}, []string{"max", "max"}},
		{"key by alias", &lists{Aliased: map[string]string{"four": "ok"}}, []string{"max #/aliased/four"}},
		{"value by alias", &lists{Aliased: map[string]string{"ok": bad}}, []string{"entries #/aliased/ok"}},
		{"interface with a slice", &lists{Any: []any{"a", bad}}, []string{"max #/any/1"}},
		{"interface with a map", &lists{Any: map[string]any{"a": bad}}, []string{"max #/any/a"}},
		{"own JSON", &owning{Price: money{4}}, []string{"max #/price"}},
		{"own JSON in a list", &owning{List: []money{{1}, {4}}}, []string{"max #/list/1"}},
		{"own text", &owning{CSV: csv{{}, {Text: bad}}}, []string{"max #/csv"}},
		{"own JSON as the whole", &money{4}, []string{"max"}},
		{"value of another", &foreign{Wrapped: wrapped{leaf{Text: bad}}}, []string{"max"}},
		{"converted", &foreign{Wrapped: wrapped{leaf{Text: "a"}}, Valuer: valuer{bad}}, []string{"max #/valuer"}},
		{"reported", &reporting{Start: 1}, []string{"after #/end"}},
		{"reported by the name in JSON", &reporting{Start: 2}, []string{"after #/end"}},
		{"reported nowhere", &reporting{Start: 3}, []string{"after"}},
		{"fine", &leaf{}, nil},

		{"root slice", &[]leaf{{}, {Text: bad}, {Dot: bad}}, []string{"max #/1/text", "max #/2/a.b"}},
		{"root slice of pointers", &[]*leaf{{Text: bad}, nil}, []string{"max #/0/text", "wrong_type #/1"}},
		{"root array", &[2]leaf{1: {Text: bad}}, []string{"max #/1/text"}},
		{"root map", &map[string]leaf{"b": {Text: bad}, "a/": {Text: bad}}, []string{"max #/a~1/text", "max #/b/text"}},
		{"root map of lists", &map[int][]leaf{2: {{}, {Text: bad}}}, []string{"max #/2/1/text"}},
		{"root of lists", &[][]leaf{{}, {{}, {Text: bad}}}, []string{"max #/1/1/text"}},
		{"root interface", &[]any{&leaf{Text: bad}, leaf{Dot: bad}, "x", nil}, []string{"max #/0/text", "max #/1/a.b"}},
		{"root with own JSON", &[]money{{1}, {4}}, []string{"max #/1"}},
		{"root list with own text", &csv{{Text: bad}}, []string{"max"}},
		{"list of lists with own text", &[]csv{{{}}, {{}, {Text: bad}}}, []string{"max #/1"}},
		{"null inside of a list with own text", &map[string]ptrs{"a": {nil}}, []string{"wrong_type #/a"}},
		{"null", ptr[*leaf](nil), []string{"wrong_type #"}},
		{"null list", ptr[[]leaf](nil), nil},
		{"root times", &[]time.Time{{}}, nil},
		{"root of times", &[]map[string]*time.Time{{"a": nil}}, nil},
		{"root time", &time.Time{}, nil},
		{"root interface of times", &[]any{time.Time{}}, nil},
		{"root numbers", &[]int{1}, nil},
		{"root text", ptr("x"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, tt.want, found(t, newValidator(), tt.target), "validator as it is")
			assert.Equal(t, tt.want, found(t, named(), tt.target), "validator with names")
		})
	}
}

type ptrs []*leaf

func (*ptrs) UnmarshalText([]byte) error { return nil }

func ptr[T any](v T) *T { return &v }

// TestManyKeys: a search that a client can make long is given up.
func TestManyKeys(t *testing.T) {
	t.Parallel()
	target := &lists{ByText: map[upper]leaf{}}
	for i := range upper(65) {
		target.ByText[i] = leaf{}
	}
	target.ByText[1] = leaf{Text: bad}
	assert.Equal(t, []string{"max"}, found(t, newValidator(), target))
}

// TestMany: everything is counted, and not everything is looked into.
func TestMany(t *testing.T) {
	t.Parallel()
	const n = 1500
	list, nulls := make([]leaf, n), make([]*leaf, n)
	for i := range list {
		list[i].Text = bad
	}
	err := validatorproblem.Check(newValidator().Struct, &list, nil)
	var in *problem.InputError
	require.ErrorAs(t, err, &in)
	require.Len(t, in.Violations, 1000)
	assert.Equal(t, "#/999/text", in.Violations[999].Pointer)
	assert.Equal(t, n-1000, in.Omitted)
	assert.Less(t, len(fmt.Sprint(errors.Unwrap(err))), 5000)

	require.ErrorAs(t, validatorproblem.Check(newValidator().Struct, &nulls, nil), &in)
	require.Len(t, in.Violations, n)
	assert.Equal(t, "#/0", in.Violations[0].Pointer)
	assert.Equal(t, "#/999", in.Violations[999].Pointer)
	assert.Empty(t, in.Violations[n-1].Pointer)
}

// TestTooMany: there is an end to counting.
func TestTooMany(t *testing.T) {
	t.Parallel()
	list := make([]leaf, 20_000)
	for i := range list {
		list[i].Text = bad
	}
	calls, v10 := 0, newValidator()
	validate := func(v any) error { calls++; return v10.Struct(v) }
	var in *problem.InputError
	require.ErrorAs(t, validatorproblem.Check(validate, &list, nil), &in)
	assert.Len(t, in.Violations, 1000)
	assert.Equal(t, 9000, in.Omitted)
	assert.Equal(t, 10_000, calls)
	require.ErrorAs(t, validatorproblem.Check(validate, &lists{Leaves: list}, nil), &in)
	assert.Len(t, in.Violations, 1, "the list itself is too long")
	require.ErrorAs(t, validatorproblem.Check(validate, &box[plainList]{plainList{list}}, nil), &in)
	assert.Len(t, in.Violations, 1000)
	assert.Equal(t, 19_000, in.Omitted)
}

// TestManyInOneAnswer: where the validator's order is that of the answer, no more is
// looked into than an answer shows, and all is counted.
func TestManyInOneAnswer(t *testing.T) {
	t.Parallel()
	list := make([]leaf, 1500)
	for i := range list {
		list[i].Text = bad
	}
	target := &box[plainList]{plainList{list}}
	in := &problem.InputError{In: problem.InBody, Target: target, Err: newValidator().Struct(target)}
	rs := problem.NewResponder(problem.Config{Rules: []problem.Rule{validatorproblem.Rule()}})
	withContent := *in
	withContent.Raw, _ = json.Marshal(target)
	for _, err := range []error{in, &withContent} {
		p := rs.Map(err)
		shown, _ := p.Member("errors")
		omitted, _ := p.Member("errors_omitted")
		assert.Equal(t, 1400, omitted)
		assert.Equal(t, "#/value/leaves/99/text", shown.([]problem.Violation)[99].Pointer)
	}
}

type plainList struct {
	Leaves []leaf `json:"leaves" validate:"dive"`
}

// TestForeignValidator: an error that is none of the validator's is about the
// input too, save one that declares itself.
func TestForeignValidator(t *testing.T) {
	t.Parallel()
	own := errors.New(bad)
	err := validatorproblem.Check(func(any) error { return own }, &leaf{}, nil)
	var in *problem.InputError
	require.ErrorAs(t, err, &in)
	assert.Equal(t, []problem.Violation{{Detail: "is not valid", Code: "invalid"}}, in.Violations)
	require.ErrorIs(t, err, own)
	p := problem.NewResponder(problem.Config{}).Map(validatorproblem.Check(func(any) error { return problem.Conflict.New() }, &leaf{}, nil))
	assert.Equal(t, 409, p.Status)
}

// evaluate follows a pointer through a JSON text.
func evaluate(t *testing.T, text []byte, pointer string) any {
	t.Helper()
	var at any
	require.NoError(t, json.Unmarshal(text, &at))
	for _, token := range tokens(t, pointer) {
		switch around := at.(type) {
		case map[string]any:
			var ok bool
			at, ok = around[token]
			require.True(t, ok, "%s has no %q", text, token)
		case []any:
			var i int
			_, err := fmt.Sscan(token, &i)
			require.NoError(t, err)
			require.Less(t, i, len(around))
			at = around[i]
		default:
			t.Fatalf("%s: nothing inside of %v", pointer, at)
		}
	}
	return at
}
