package ginproblem_test

import (
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
)

// untyped has rules at values whose type the client chooses.
type untyped struct {
	Size any            `json:"size" binding:"required,min=3"`
	Kind any            `json:"kind" binding:"omitempty,oneof=a b"`
	List []any          `json:"list" binding:"omitempty,unique"`
	Tags any            `json:"tags" binding:"omitempty,dive,required"`
	Map  map[string]any `json:"map" binding:"dive,max=3"`
	Name string         `json:"name" binding:"omitempty,alpha"`
	Same any            `json:"same" binding:"omitempty,eqfield=Name"`
	In   *untyped       `json:"in"`
}

// misruled has a rule that its field never fits.
type misruled struct {
	Free any  `json:"free"`
	Flag bool `json:"flag" binding:"min=3"`
}

func TestRulesAtUntypedValues(t *testing.T) {
	t.Parallel()
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, api ginproblem.Adapter) {
		engine.POST("/one", binder[untyped](api))
		engine.POST("/map", binder[map[string]untyped](api))
		engine.POST("/misruled", binder[misruled](api))
	})
	for _, tt := range []struct {
		path, body string
		want       []string
	}{
		{"/one", `{"size":true}`, []string{"wrong_type #/size"}},
		{"/one", `{"size":1,"kind":1.5,"name":"?"}`, []string{"min #/size", "wrong_type #/kind", "alpha #/name"}},
		{"/one", `{"size":"abc","list":[1,[1],{"a":1},1],"tags":5}`, []string{"wrong_type #/list/1", "wrong_type #/list/2", "wrong_type #/tags"}},
		{"/one", `{"size":3,"map":{"a/b":true,"c":5},"same":"x"}`, []string{"wrong_type #/map/a~1b", "max #/map/c"}},
		{"/one", `{"SIZE":3,"IN":{"size":false,"name":5}}`, []string{"wrong_type #/IN/size", "wrong_type #/IN/name"}},
		{"/one", `{"size":3,"kind":[],"map":{` + manyMembers(50) + `}}`, []string{"wrong_type"}},
		{"/map", `{"x":{"size":true},"y":{"size":1}}`, []string{"wrong_type #/x/size", "min #/y/size"}},
	} {
		assert.Equal(t, tt.want, s.post(t, 400, tt.path, tt.body), tt.body)
	}
	assert.Empty(t, s.post(t, 500, "/misruled", `{"free":1,"flag":true}`), "the program's mistake")
}

// TestRulesAtUntypedParameters: a parameter may be JSON.
func TestRulesAtUntypedParameters(t *testing.T) {
	t.Parallel()
	type target struct {
		Filter struct {
			Values []any `json:"values" binding:"dive,gt=1"`
		} `form:"filter"`
	}
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, api ginproblem.Adapter) {
		engine.GET("/", api.Handle(func(c *gin.Context) error {
			_, err := ginproblem.BindQuery[target](c)
			return err
		}))
	})
	f := s.fails(t, 400, "GET", `/?filter=%7B%22values%22:%5Btrue%5D%7D`)
	assert.Contains(t, string(f.Body), `"errors":[{"detail":"must be of another type","in":"query","code":"wrong_type"}]`)
}

func manyMembers(n int) string {
	members := make([]string, n)
	for i := range members {
		members[i] = `"k` + strings.Repeat("x", i) + `":1`
	}
	return strings.Join(members, ",")
}
