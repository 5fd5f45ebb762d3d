package validatorproblem_test

import (
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

type compared struct {
	Country string   `json:"country"`
	Code    string   `json:"code" validate:"omitempty,postcode_iso3166_alpha2_field=Country"`
	Same    string   `json:"same" validate:"omitempty,eqfield=Country"`
	Either  string   `json:"either" validate:"omitempty,email|eqfield=Country"`
	If      string   `json:"if" validate:"required_if=Country DE"`
	Without string   `json:"without" validate:"required_without=Country"`
	Root    string   `json:"root" validate:"omitempty,eqcsfield=Country"`
	List    []string `json:"list" validate:"unique"`
	Alone   string   `json:"alone" validate:"omitempty,len=3"`
}

// TestComparingRulesNeedWhatTheyCompare: the country could not be read, so that
// nothing can be said about what is compared with it.
func TestComparingRulesNeedWhatTheyCompare(t *testing.T) {
	t.Parallel()
	rest := `"code":"10115","same":"x","either":"x","root":"x","list":["a","a"],"alone":"x"}`
	all := []string{"/country wrong_type", "/alone len"}
	assert.Equal(t, all, comparedPlaces(t, `{"country":5,`+rest))
	all = []string{"/code postcode_iso3166_alpha2_field", "/same eqfield", "/either invalid", "/root eqcsfield", "/list unique", "/alone len", "/if required_if"}
	assert.Equal(t, all, comparedPlaces(t, `{"country":"DE",`+`"code":"x",`+rest[len(`"code":"10115",`):]))
}

func comparedPlaces(t *testing.T, raw string) (places []string) {
	t.Helper()
	target := new(compared)
	found, err := problem.Reading{}.JSON([]byte(raw), target)
	require.NoError(t, err)
	err = validatorproblem.Explain(problem.Validate(target, []byte(raw), found, validator.New().Struct))
	for _, v := range problem.InputOf(err).Violations {
		places = append(places, v.Pointer[1:]+" "+v.Code)
	}
	return places
}

// TestChecksByHandAreNotTakenForRules: a check may have the code of a rule.
func TestChecksByHandAreNotTakenForRules(t *testing.T) {
	t.Parallel()
	found, err := problem.Reading{}.JSON([]byte(`{"country":5}`), new(compared))
	require.NoError(t, err)
	var c problem.Collector
	c.Field("same").Check(false, "unique", "is taken")
	assert.Len(t, problem.Merge(found, problem.InputOf(c.Err())).Violations, 2)
}
