//go:build !race

package nethttp_test

import (
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/nethttp"
)

type fiveParameters struct {
	Words  string  `query:"q"`
	Page   int     `query:"page"`
	Size   uint8   `query:"size"`
	Price  float64 `query:"price"`
	Active bool    `query:"active"`
}

// TestQueryAllocations is not parallel: others would be counted too.
func TestQueryAllocations(t *testing.T) { //nolint:paralleltest // see above
	r := httptest.NewRequest("GET", "/?q=a&page=2&size=3&price=1.5&active=true", nil)
	cost := testing.AllocsPerRun(200, func() {
		if _, err := nethttp.BindQuery[fiveParameters](r); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("%v allocations", cost)
	assert.LessOrEqual(t, cost, 7.0)
}

func BenchmarkBindQuery(b *testing.B) {
	r := httptest.NewRequest("GET", "/?q=a&page=2&size=3&price=1.5&active=true", nil)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = nethttp.BindQuery[fiveParameters](r)
	}
}
