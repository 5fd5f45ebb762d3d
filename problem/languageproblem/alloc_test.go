package languageproblem_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/languageproblem"
)

// What an answer in a language costs, for the field that browsers send. It is not
// parallel, because allocations of other tests would count.
func TestAllocations(t *testing.T) {
	texts := languageproblem.New(languageproblem.English(), languageproblem.German())
	accept := []string{"de-AT,de;q=0.9,en;q=0.8"}
	title := problem.Say("title.404")
	for name, row := range map[string]struct {
		most float64
		do   func()
	}{
		"the choice": {8, func() { texts.Language(accept) }},
		"a title":    {0, func() { texts.Text("de", title) }},
	} {
		assert.LessOrEqual(t, testing.AllocsPerRun(200, row.do), row.most, name)
	}
}
