package validatorproblem_test

import (
	"testing"
	"time"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

type span struct {
	From int           `query:"from" json:"start"`
	To   int           `query:"to" json:"end" validate:"gtefield=From"`
	Wait time.Duration `query:"wait" validate:"omitempty,min=1m"`
	Word string        `query:"word" validate:"omitempty,min=3" problem:"unsafe-echo"`
	Box  *extent       `query:"box"`
	Raw  []byte        `query:"raw" validate:"max=2"`
	Within
}

type extent struct {
	Low  int           `json:"low" query:"l"`
	High int           `json:"high" query:"h" validate:"gtfield=Low"`
	Hold time.Duration `json:"hold" validate:"omitempty,min=1m"`
}

type Within struct {
	First string `query:"first"`
	Last  string `query:"last" validate:"required_with=First"`
	Other string `validate:"omitempty,eqfield=First"`
}

func textsOfParameters(values map[string][]string) (list []string) {
	how := problem.Reading{In: problem.InQuery}
	var in span
	err := how.Values(values, &in, validator.New().Struct)
	for _, v := range problem.InputOf(validatorproblem.Explain(err)).Violations {
		list = append(list, v.Parameter+" "+v.Detail)
	}
	return list
}

// Texts about parameters name others as the client knows them.
func TestTextsOfParameters(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		values map[string][]string
		want   []string
	}{
		"other":            {map[string][]string{"from": {"3"}, "to": {"2"}}, []string{`to must not be less than "from"`}},
		"other inside":     {map[string][]string{"box": {`{"Low":3,"high":2}`}}, []string{`box.high must be greater than "low"`}},
		"members":          {map[string][]string{"l": {"3"}, "h": {"2"}}, []string{`h must be greater than "l"`}},
		"duration":         {map[string][]string{"wait": {"1s"}}, []string{`wait must be at least 1m`}},
		"duration inside":  {map[string][]string{"box": {`{"high":1,"hold":5}`}}, []string{`box.hold must be at least 60000000000 nanoseconds`}},
		"bytes":            {map[string][]string{"raw": {"1", "2", "3"}}, []string{`raw must have at most 2 items`}},
		"echo":             {map[string][]string{"word": {"ab"}}, []string{`word must be at least 3 characters: "ab"`}},
		"embedded":         {map[string][]string{"first": {"a"}}, []string{`last is required in the presence of "first"`}},
		"embedded, no tag": {map[string][]string{"Other": {"a"}}, []string{`Other must be the same as "first"`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, textsOfParameters(c.values))
		})
	}
}

// Words of the program's own count for parameters too.
func TestKeysOfParameters(t *testing.T) {
	t.Parallel()
	how := problem.Reading{In: problem.InQuery}
	var in span
	err := how.Values(map[string][]string{"from": {"1"}, "first": {"a"}}, &in, validator.New().Struct)
	list := problem.InputOf(validatorproblem.Explain(err)).Violations
	require.Len(t, list, 2)
	assert.Contains(t, list[0].Phrase.Keys(), validatorproblem.FieldKey[span]("To", "gtefield"))
	assert.Contains(t, list[1].Phrase.Keys(), validatorproblem.FieldKey[span]("Last", "required_with"))
	assert.Contains(t, list[1].Phrase.Keys(), validatorproblem.FieldKey[Within]("Last", "required_with"))
}
