package ginproblem_test

import (
	"reflect"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
)

func shouldBind[T any](api ginproblem.Adapter) gin.HandlerFunc {
	return api.Handle(func(c *gin.Context) error { return c.ShouldBindJSON(new(T)) })
}

func TestNullInLists(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.POST("/list", shouldBind[[]*line](api))
			engine.POST("/lists", shouldBind[[][]*line](api))
			engine.POST("/plain", func(c *gin.Context) { _ = c.ShouldBindJSON(new([]*line)) })
		})
		good := `{"sku":"a","qty":1}`
		for _, tt := range []struct {
			path, body string
			want       []string
		}{
			{"/list", `[null]`, []string{"wrong_type #/0"}},
			{"/list", `[` + good + `,null,` + good + `,null]`, []string{"wrong_type #/1", "wrong_type #/3"}},
			{"/list", `[{"sku":"a","qty":1,"more":[null]},null]`, []string{"wrong_type #/1"}},
			{"/lists", `[[` + good + `],[null]]`, []string{"wrong_type #/1/0"}},
			{"/lists", `[null,[null]]`, []string{"wrong_type"}},
			{"/plain", `[null]`, []string{"wrong_type #/0"}},
		} {
			assert.Equal(t, tt.want, s.post(t, 400, tt.path, tt.body), "%s %s", tt.path, tt.body)
		}
	})
}

// TestOtherPanics: no other panic is put down to the client.
func TestOtherPanics(t *testing.T) {
	t.Parallel()
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, _ ginproblem.Adapter) {
		read := func(panics func()) gin.HandlerFunc {
			return func(c *gin.Context) {
				_, _ = c.GetRawData()
				panics()
			}
		}
		engine.POST("/reflect", read(func() { reflect.Value{}.Interface() }))
		engine.POST("/made", read(func() { panic(&reflect.ValueError{Method: "reflect.Value.Interface"}) }))
	})
	for _, path := range []string{"/reflect", "/made"} {
		assert.Empty(t, s.post(t, 500, path, `[null]`), path)
	}
}
