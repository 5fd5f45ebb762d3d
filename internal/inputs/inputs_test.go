package inputs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// table counts verdicts.
type table struct {
	runs      int
	locatable int // runs whose ideal names places
	located   int // those that are exact
	byWay     []string
	counts    map[string]map[verdict]int
	misses    []string
}

func (tab *table) add(way string, r row, i ideal, v verdict, why string) {
	if tab.counts == nil {
		tab.counts = map[string]map[verdict]int{}
	}
	if tab.counts[way] == nil {
		tab.byWay = append(tab.byWay, way)
		tab.counts[way] = map[verdict]int{}
	}
	tab.runs++
	tab.counts[way][v]++
	if len(i.places) > 0 {
		tab.locatable++
	}
	if v != exact {
		tab.misses = append(tab.misses, strings.TrimSpace(fmt.Sprintf("%s: %s: %s %s", way, r.name, v, why)))
	} else if len(i.places) > 0 {
		tab.located++
	}
}

func (tab *table) String() string {
	text := fmt.Sprintf("%-32s", "")
	for _, v := range verdicts() {
		text += fmt.Sprintf("%9s", v)
	}
	for _, way := range tab.byWay {
		text += fmt.Sprintf("\n%-32s", way)
		for _, v := range verdicts() {
			text += fmt.Sprintf("%9d", tab.counts[way][v])
		}
	}
	return fmt.Sprintf("%s\n%d runs; of %d with places %d exact", text, tab.runs, tab.locatable, tab.located)
}

func (tab *table) total(v verdict) (n int) {
	for _, counts := range tab.counts {
		n += counts[v]
	}
	return n
}

// fill runs all rows in all ways.
func (tab *table) fill(t *testing.T, ways func(family) []way) {
	t.Helper()
	for _, f := range families() {
		for _, w := range ways(f) {
			for _, r := range f.rows {
				if w.bound && r.target().viaGin == nil {
					continue
				}
				a, log, err := w.run(r)
				require.NoError(t, err, "%s: %s: %s", w.name, r.name, a.document)
				if a.status < 500 && !strings.Contains(r.strict, secret) {
					assert.NotContains(t, log, secret, "%s: %s", w.name, r.name)
				}
				v, why := w.ideal(r).judge(a, r.many)
				tab.add(w.name, r, w.ideal(r), v, why)
			}
		}
	}
}

// Floors: what was reached once is not lost again.
const (
	locatedShare = 97 // of 100 places, by the binding helpers

	boundExact = 745
	plainExact = 480
)

// TestBound: the binding helpers are right about everything.
func TestBound(t *testing.T) {
	var tab table
	tab.fill(t, func(f family) []way { return f.bound })
	tab.report(t, "by the binding helpers", boundExact)
	assert.GreaterOrEqual(t, tab.located*100, tab.locatable*locatedShare, "places")
}

// TestPlain: existing handlers get what their errors tell, and never a wrong
// place.
func TestPlain(t *testing.T) {
	var tab table
	tab.fill(t, func(f family) []way { return f.ways })
	tab.report(t, "by existing handlers", plainExact)
}

// report prints the table and what is not exact. Nothing may be
// wrong.
func (tab *table) report(t *testing.T, what string, floor int) {
	t.Helper()
	t.Logf("%s:\n%v", what, tab)
	for _, miss := range tab.misses {
		t.Log(miss)
	}
	assert.Empty(t, tab.wrongs())
	assert.GreaterOrEqual(t, tab.total(exact), floor, "exact")
}

func (tab *table) wrongs() (list []string) {
	for _, miss := range tab.misses {
		if way, _, found := strings.Cut(miss, ": "+string(wrong)); found {
			list = append(list, way)
		}
	}
	return list
}
