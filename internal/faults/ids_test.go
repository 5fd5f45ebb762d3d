package faults_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestEveryFaultHasARow: 49 faults of any handler, and 17 of Gin.
func TestEveryFaultHasARow(t *testing.T) {
	t.Parallel()
	runs, seen, want := 0, map[string]bool{}, map[string]bool{}
	for _, r := range rows() {
		seen[r.id] = true
		for _, s := range settings() {
			if r.runsIn(s) {
				runs++
			}
		}
	}
	for i := range 49 {
		want[fmt.Sprintf("P%02d", i+1)] = true
	}
	for i := range 17 {
		want[fmt.Sprintf("G%02d", i+1)] = true
	}
	assert.Equal(t, want, seen)
	t.Logf("%d faults, %d rows, %d runs", len(want), len(rows()), runs)
}
