package problem_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// comparing is the phrase of a rule that looks at several values.
type comparing struct{ problem.Phrase }

func (comparing) ComparesValues() bool { return true }

// mergeRule is what a validator would say about a place.
func mergeRule(raw []byte, codes ...string) *problem.InputError {
	in := &problem.InputError{In: problem.InBody, Raw: raw}
	for i := 0; i < len(codes); i += 2 {
		v := problem.Violation{Detail: "d", Pointer: codes[i], Code: codes[i+1]}
		if strings.HasSuffix(v.Code, "field") {
			v.Phrase = comparing{problem.Say("compared")}
		}
		in.Violations = append(in.Violations, v)
	}
	return in
}

func mergeCodes(in *problem.InputError) (list []string) {
	for _, v := range in.Violations {
		list = append(list, v.Parameter+v.Pointer+" "+v.Code)
	}
	return list
}

func TestMergeFollowsTheDocument(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"b":{"y":1,"x":[0,0]},"A":1,"zz":1}`)
	merged := problem.Merge(
		mergeRule(raw, "#/a", "one", "#/c", "two", "#/b/x/1", "three"),
		nil,
		&problem.InputError{In: problem.InQuery, Parameter: "q", Err: errors.New("x")},
		mergeRule(raw, "#/b/y", "four", "#/b/z", "five", "", "six", "#/c", "seven", "#/b/x/0", "eight"),
	)
	assert.Equal(t, []string{
		"q invalid", "#/b/y four", "#/b/x/0 eight", "#/b/x/1 three", "#/b/z five", "#/A one", "#/c two", "#/c seven", " six",
	}, mergeCodes(merged))
	assert.Equal(t, mergeCodes(merged), mergeCodes(problem.Merge(merged)), "once is enough")
}

func TestMergeLeavesOutWhatFollows(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"id":"x","name":"n","by_id":{"k":""},"any":{}}`)
	in, err := problem.Reading{}.JSON(raw, new(readTarget))
	require.NoError(t, err)
	merged := problem.Merge(in, mergeRule(raw,
		"#/id", "required", "#/id/deep", "max", "#/name", "max", "#/by_id", "min", "#/by_id/k", "max", "#/name", "eqfield", "#/num", "unique", "", "max"))
	assert.Equal(t, []string{"#/id wrong_type", "#/name max", "#/by_id/k wrong_name", "#/num unique", " max"}, mergeCodes(merged),
		"a code alone compares nothing: a check by hand may have any")
	whole, err := problem.Reading{}.JSON([]byte(`{"id":1}`), new(readTarget))
	require.NoError(t, err)
	assert.Equal(t, []string{"#/name eqfield"}, mergeCodes(problem.Merge(whole, mergeRule(raw, "#/name", "eqfield"))))
}

func more(p *problem.Problem, list []problem.Violation) error {
	p.Apply(problem.Violations(list...))
	return p
}

// ring wraps itself.
type ring struct{}

func (ring) Error() string { return "ring" }
func (ring) Unwrap() error { return ring{} }

func TestMergeCountsWhatWasLeftOut(t *testing.T) {
	t.Parallel()
	many := make([]problem.Violation, 150)
	for i := range many {
		many[i] = problem.Violation{Detail: "d", Pointer: problem.Pointer("p"), Code: "c"}
	}
	few := mergeRule(nil, "#/a", "one", "#/b", "two", "#/c", "three")
	for name, row := range map[string]struct {
		err     error
		omitted int
	}{
		"alone":                 {problem.Invalid(many...), 50},
		"beside an input error": {errors.Join(problem.Invalid(many...), few), 53},
		"behind an input error": {errors.Join(few, problem.Invalid(many...)), 53},
		"wrapped":               {fmt.Errorf("a: %w, b: %w", problem.Invalid(many...), few), 53},
		"beside another such":   {errors.Join(problem.Invalid(many...), problem.Invalid(many...)), 200},
		"once more":             {more(problem.Invalid(many...), many), 200},
	} {
		p := new(problem.Responder).Map(row.err)
		list, _ := p.Member("errors")
		assert.Len(t, list, 100, name)
		omitted, _ := p.Member("errors_omitted")
		assert.Equal(t, row.omitted, omitted, name)
	}
}

// TestInputBesideAnotherProblem: the problem decides, and says nothing of the input.
func TestInputBesideAnotherProblem(t *testing.T) {
	t.Parallel()
	two := []error{mergeRule(nil, "#/a", "one"), mergeRule(nil, "#/b", "two")}
	p := new(problem.Responder).Map(errors.Join(problem.NotFound, two[0], two[1]))
	assert.Equal(t, 404, p.Status)
	_, has := p.Member("errors")
	assert.False(t, has)
}

func TestMergeOfSeveralReadings(t *testing.T) {
	t.Parallel()
	one, err := problem.Reading{}.JSON([]byte(`{"id":"x"}`), new(readTarget))
	require.NoError(t, err)
	other, err := problem.Reading{}.JSON([]byte(`{"name":1}`), new(readTarget))
	require.NoError(t, err)
	rules := mergeRule(nil, "#/id", "max", "#/name", "max", "#/num", "max")
	assert.Equal(t, []string{"#/id wrong_type", "#/name wrong_type"}, mergeCodes(problem.Merge(one, other)),
		"what reading has found follows from nothing")
	assert.ElementsMatch(t, []string{"#/id wrong_type", "#/name wrong_type", "#/num max"}, mergeCodes(problem.Merge(one, other, rules)))
}

// TestMergeKnowsOtherSpellings: reading has the names of the document, rules have
// those of the target.
func TestMergeKnowsOtherSpellings(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"ID":"x","BY_ID":{"07":1,"8":"","+9":""},"Meta":{"a":"x","A":1}}`)
	in, err := problem.Reading{}.JSON(raw, new(readTarget))
	require.NoError(t, err)
	merged := problem.Merge(in, mergeRule(raw,
		"#/id", "required", "#/id/deep", "max", "#/by_id/7", "max", "#/by_id/8", "min", "#/by_id/9", "min", "#/meta/b", "min", "#/name", "max"))
	assert.Equal(t, []string{
		"#/ID wrong_type", "#/BY_ID/07 wrong_type", "#/BY_ID/8 min", "#/BY_ID/+9 min", "#/Meta/a wrong_type", "#/Meta/b min", "#/name max",
	}, mergeCodes(merged))
}

func TestMergeLeavesOutWhatAnArrayLacks(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"pair":[7]}`)
	in, err := problem.Reading{}.JSON(raw, new(readTarget))
	require.NoError(t, err)
	merged := problem.Merge(in, mergeRule(raw, "#/pair/0", "max", "#/pair/1", "min", "#/pair/1/deep", "required"))
	assert.Equal(t, []string{"#/pair wrong_length", "#/pair/0 max"}, mergeCodes(merged))
}

// TestMergeOfReadingsThatDisagree: what one reading could not read stays hidden, although
// another one misses less of it.
func TestMergeOfReadingsThatDisagree(t *testing.T) {
	t.Parallel()
	read := func(raw string) *problem.InputError {
		in, err := problem.Reading{}.JSON([]byte(raw), new(readTarget))
		require.NoError(t, err)
		return in
	}
	less := `{"by_id":{"k":""}}`
	for more, codes := range map[string][]string{
		`{"by_id":1}`: {"#/by_id wrong_type", "#/by_id/k wrong_name"}, `[]`: {"# wrong_type", "#/by_id/k wrong_name"},
	} {
		rules := mergeRule(nil, "#/by_id/8", "min")
		assert.ElementsMatch(t, codes, mergeCodes(problem.Merge(read(more), read(less), rules)), more)
	}
}

// TestMergeOfMerged: what reading has found is not taken for a rule later.
func TestMergeOfMerged(t *testing.T) {
	t.Parallel()
	in, err := problem.Reading{}.JSON([]byte(`{"id":"x"}`), new(readTarget))
	require.NoError(t, err)
	query := &problem.InputError{In: problem.InQuery, Parameter: "q", Err: errors.New("x")}
	merged := problem.Merge(problem.Merge(query, in), mergeRule(nil, "#/id", "min", "#/name", "max"))
	assert.Equal(t, []string{"q invalid", "#/id wrong_type", "#/name max"}, mergeCodes(merged))
}

// TestMergeWritesToNothing: the rules stay whole with whoever has them.
func TestMergeWritesToNothing(t *testing.T) {
	t.Parallel()
	in, err := problem.Reading{}.JSON([]byte(`{"id":"x"}`), new(readTarget))
	require.NoError(t, err)
	rules := mergeRule(nil, "#/id", "min", "#/name", "max")
	problem.Merge(in, rules)
	assert.Equal(t, []string{"#/id min", "#/name max"}, mergeCodes(rules))
}

func TestMergeOfNothing(t *testing.T) {
	t.Parallel()
	assert.Nil(t, problem.Merge())
	assert.Nil(t, problem.Merge(nil, nil))
	assert.Nil(t, problem.InputOf(nil))
	assert.Nil(t, problem.InputOf(errors.New("x")))
	assert.Nil(t, problem.InputOf(problem.Conflict.New()))
	assert.Nil(t, problem.InputOf(&problem.Problem{Status: 404}))
	assert.Nil(t, problem.InputOf((*problem.Problem)(nil)))
	assert.Nil(t, problem.InputOf(ring{}), "an Unwrap that leads back to itself")
	assert.Equal(t, "no input error", problem.InputErrors{}.Error())
}

func TestInputBesideInputIsOneAnswer(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"b":1,"a":1}`)
	first, second := mergeRule(raw, "#/a", "one"), mergeRule(raw, "#/b", "two")
	for name, err := range map[string]error{
		"joined":   errors.Join(first, second),
		"wrapped":  fmt.Errorf("a: %w, b: %w", first, fmt.Errorf("deeper: %w", second)),
		"list":     problem.InputErrors{first, second},
		"problems": errors.Join(problem.Invalid(second.Violations...), problem.Invalid(first.Violations...)),
	} {
		in := problem.InputOf(err)
		assert.Equal(t, []string{"#/b two", "#/a one"}, mergeCodes(in), name)
		p := new(problem.Responder).Map(err)
		list, _ := p.Member("errors")
		assert.Len(t, list, 2, name)
		assert.Equal(t, 400, p.Status, name)
	}
	inside := &problem.InputError{In: problem.InBody, Violations: first.Violations, Err: second}
	assert.Equal(t, []string{"#/a one"}, mergeCodes(problem.InputOf(inside)), "an input error answers for what is inside")
	assert.Equal(t, 409, new(problem.Responder).Map(errors.Join(problem.Conflict, first)).Status, "another problem decides")
}

func TestCollectorIsBounded(t *testing.T) {
	t.Parallel()
	var byAdd, byPath problem.Collector
	for i := range 1500 {
		byAdd.Add(problem.Violation{Code: "c"}, problem.Violation{Code: "c"})
		byPath.Index(i).Check(false, "c", "d")
	}
	for omitted, err := range map[int]error{2900: byAdd.Err(), 1400: byPath.Err()} {
		assert.Len(t, problem.InputOf(err).Violations, 1000)
		p := new(problem.Responder).Map(err)
		count, _ := p.Member("errors_omitted")
		assert.Equal(t, omitted, count)
	}
}

func TestCollector(t *testing.T) {
	t.Parallel()
	var c problem.Collector
	require.NoError(t, c.Err())
	items := c.Field("items")
	items.Index(0).Field("qty").Check(true, "none", "none")
	items.Index(1).Field("a/b").Check(false, "past", "must be in the future")
	items.Index(2).Add("sold_out", "is sold out")
	c.Parameter(problem.InQuery, "sort").Add("oneof", "must be asc or desc")
	c.Index(3).Add("whole", "is odd")
	c.Add(problem.Violation{Detail: "d", Code: "own"})
	problem.Path{}.Add("lost", "leads nowhere")
	var in *problem.InputError
	require.ErrorAs(t, c.Err(), &in)
	assert.Equal(t, []problem.Violation{
		{Detail: "must be in the future", Pointer: "#/items/1/a~1b", Code: "past"},
		{Detail: "is sold out", Pointer: "#/items/2", Code: "sold_out"},
		{Detail: "must be asc or desc", In: "query", Parameter: "sort", Code: "oneof"},
		{Detail: "is odd", Pointer: "#/3", Code: "whole"},
		{Detail: "d", Code: "own"},
	}, in.Violations)
}

// A way that was gone on from twice must not get the tokens of the other.
func TestCollectorPathsAreValues(t *testing.T) {
	t.Parallel()
	var c problem.Collector
	way := c.Field("a").Field("b").Field("c")
	left, right := way.Field("l"), way.Field("r")
	left.Add("x", "x")
	right.Add("x", "x")
	assert.Equal(t, []string{"#/a/b/c/l x", "#/a/b/c/r x"}, mergeCodes(problem.InputOf(c.Err())))
}
