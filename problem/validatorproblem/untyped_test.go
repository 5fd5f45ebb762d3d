package validatorproblem_test

import (
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// anyRow has a rule that panics at values of a type that it does not take.
type anyRow struct {
	V []any `json:"v" validate:"dive,gt=1"`
}

// judged reads and validates a document, counting how often the validator is asked.
func judged[T any](t *testing.T, raw string) (in *problem.InputError, asked int) {
	t.Helper()
	target := new(T)
	found, err := problem.Reading{}.JSON([]byte(raw), target)
	require.NoError(t, err)
	v := validator.New()
	ask := func(part any) error { asked++; return v.Struct(part) }
	return problem.InputOf(validatorproblem.Explain(problem.Validate(target, []byte(raw), found, ask))), asked
}

// TestManyUntypedValues: a client can send any number of values that a rule panics
// at, and gets a 400 within bounds.
func TestManyUntypedValues(t *testing.T) {
	t.Parallel()
	row := `{"v":[` + strings.Repeat("2,", 3) + `true]}`
	in, asked := judged[[]anyRow](t, "["+strings.Repeat(row+",", 2000)+row+"]")
	assert.Equal(t, "#/0/v/3", in.Violations[0].Pointer)
	assert.Less(t, asked, 300, "not for every row")
	in, asked = judged[anyRow](t, `{"v":[`+strings.Repeat("2,", 12_000)+`true]}`)
	assert.Equal(t, "wrong_type", in.Violations[0].Code, "more values than are looked through")
	assert.Less(t, asked, 10)
}

type keyed struct {
	Map map[string]struct {
		Qty int `json:"qty" validate:"required"`
	} `json:"map" validate:"dive"`
	Names map[string]int `json:"names" validate:"dive,keys,min=3,endkeys"`
}

// TestUnreadValuesHideNothingElse: keys of a map that differ in case are others, and
// a name can be wrong whatever its value is.
func TestUnreadValuesHideNothingElse(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string][]string{
		`{"map":{"a":{"qty":"x"},"A":{"qty":0}}}`: {"wrong_type #/map/a/qty", "required #/map/A/qty"},
		`{"names":{"a":"x"}}`:                     {"wrong_type #/names/a", "min #/names/a"},
		`{"MAP":{"a":{"QTY":"x"}}}`:               {"wrong_type #/MAP/a/QTY"},
	} {
		in, _ := judged[keyed](t, raw)
		var got []string
		for _, v := range in.Violations {
			got = append(got, v.Code+" "+v.Pointer)
		}
		assert.Equal(t, want, got, raw)
	}
}

// TestFollowingViolationsAreNotCounted: those about values that could not be read.
func TestFollowingViolationsAreNotCounted(t *testing.T) {
	t.Parallel()
	type list struct {
		Items []struct {
			Qty int `json:"qty" validate:"required"`
		} `json:"items" validate:"dive"`
	}
	in, _ := judged[list](t, `{"items":[`+strings.Repeat(`{"qty":"x"},`, 1499)+`{"qty":"x"}]}`)
	omitted, _ := problem.InvalidInput(in).Member("errors_omitted")
	assert.Equal(t, 1400, omitted)
}

// TestRowsBesideAnUnreadValue: they are still counted, and what is hidden is looked
// up once for all of them, not once for each.
func TestRowsBesideAnUnreadValue(t *testing.T) {
	t.Parallel()
	type row struct {
		Qty int `json:"qty" validate:"required"`
	}
	in, _ := judged[[]row](t, `[{"qty":"x"}`+strings.Repeat(`,{"qty":0}`, 5000)+`]`)
	assert.Equal(t, "wrong_type", in.Violations[0].Code)
	assert.Equal(t, "#/1/qty", in.Violations[1].Pointer)
	assert.Equal(t, 5001, len(in.Violations)+in.Omitted)
}
