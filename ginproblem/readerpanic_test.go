package ginproblem_test

import (
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
)

type dated struct {
	S string               `yaml:"s" toml:"s"`
	E []struct{ A string } `yaml:"e" toml:"e"`
	B bomber               `yaml:"b" toml:"b"`
}

// bomber has a method with a mistake.
type bomber string

func (*bomber) UnmarshalText([]byte) error { panic("hunter2") }

// TestReadersThatPanic: a value that Gin's readers panic at is the client's
// mistake, a panic of the target's own is not.
func TestReadersThatPanic(t *testing.T) {
	t.Parallel()
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, api ginproblem.Adapter) {
		engine.POST("/bind", binder[dated](api))
		engine.POST("/should", api.Handle(func(c *gin.Context) error { return c.ShouldBind(new(dated)) }))
	})
	for _, tt := range []struct {
		media, body string
		status      int
	}{
		{"toml", "s = 2024-05-01", 400}, {"toml", "s = 10:00:00", 400}, {"yaml", "e: !!timestamp x", 400}, {"yaml", "e: !!binary x", 400},
		{"toml", "b = 'x'", 500}, {"yaml", "b: x", 500},
	} {
		for _, path := range []string{"/bind", "/should"} {
			f := s.fails(t, tt.status, "POST", path, wiretest.Header("Content-Type", "application/"+tt.media), wiretest.Body(tt.body))
			if tt.status == 400 {
				assert.True(t, strings.HasPrefix(onlyDetail(f.document).(string), "a value is of another type"), "%s %s: %s", path, tt.body, f.Body)
			}
		}
	}
}
