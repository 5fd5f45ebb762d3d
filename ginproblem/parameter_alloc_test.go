//go:build !race

package ginproblem_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
)

// listing has five parameters.
type listing struct {
	Words string `form:"q" binding:"required"`
	Page  int    `form:"page"`
	Size  uint8  `form:"size"`
	Sort  string `form:"sort" binding:"oneof=asc desc"`
	Open  bool   `form:"open"`
}

func listingOf(t testing.TB) *gin.Context {
	t.Helper()
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = httptest.NewRequest(http.MethodGet, "/?q=a&page=2&size=10&sort=asc&open=true", nil)
	return c
}

// TestParametersCostNoMoreThanWithGin is not parallel: others would be counted too.
func TestParametersCostNoMoreThanWithGin(t *testing.T) { //nolint:paralleltest // see above
	c := listingOf(t)
	var ours, theirs listing
	var err error
	cost := testing.AllocsPerRun(100, func() { ours, err = ginproblem.BindQuery[listing](c) })
	require.NoError(t, err)
	costOfGin := testing.AllocsPerRun(100, func() { err = c.ShouldBindQuery(&theirs) })
	require.NoError(t, err)
	assert.Equal(t, theirs, ours)
	assert.LessOrEqual(t, cost, costOfGin)
}

func BenchmarkBindQueryBesideGin(b *testing.B) {
	c := listingOf(b)
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = ginproblem.BindQuery[listing](c)
		}
	})
	b.Run("Gin's", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var in listing
			_ = c.ShouldBindQuery(&in)
		}
	})
}
