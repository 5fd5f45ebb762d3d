package ginproblem_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	codec "github.com/gin-gonic/gin/codec/json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

type line struct {
	SKU string `json:"sku" binding:"required,alphanum"`
	Qty int8   `json:"qty" binding:"min=1,max=9"`
}

type order struct {
	Email string          `json:"email" binding:"required,email"`
	Lines []*line         `json:"lines" binding:"required,min=1,dive"`
	ByDay map[string]line `json:"by.day" binding:"dive"`
}

// post sends JSON and expects a problem; it returns the list of what is wrong
// as "code pointer".
func (s *service) post(t *testing.T, status int, path, body string) []string {
	t.Helper()
	f := s.fails(t, status, "POST", path, wiretest.Header("Content-Type", "application/json"), wiretest.Body(body))
	return violations(t, f.Body)
}

func violations(t *testing.T, body []byte) (list []string) {
	t.Helper()
	var document struct {
		Errors []struct{ Code, Pointer, Detail string }
	}
	require.NoError(t, json.Unmarshal(body, &document))
	for _, v := range document.Errors {
		assert.NotEmpty(t, v.Detail)
		list = append(list, strings.TrimSpace(v.Code+" "+v.Pointer))
	}
	return list
}

func binder[T any](api ginproblem.Adapter) gin.HandlerFunc {
	return api.Handle(func(c *gin.Context) error {
		in, err := ginproblem.Bind[T](c)
		if err != nil {
			return err
		}
		c.JSON(200, in)
		return nil
	})
}

func TestBind(t *testing.T) {
	t.Parallel()
	good := `{"email":"a@example.com","lines":[{"sku":"a1","qty":1}]}`
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.POST("/order", binder[order](api))
			engine.POST("/orders", binder[[]*order](api))
			engine.POST("/named", binder[map[string]order](api))
			engine.POST("/pointer", binder[*order](api))
			engine.POST("/numbers", binder[[]int](api))
		})
		for _, tt := range []struct {
			path, body string
			want       []string
		}{
			{"/order", `{}`, []string{"required #/email", "required #/lines"}},
			{"/order", `{"email":"x","lines":[]}`, []string{"email #/email", "min #/lines"}},
			{"/order", `{"email":"a@example.com","lines":[{"sku":"a","qty":1},{"sku":"?","qty":10}]}`,
				[]string{"alphanum #/lines/1/sku", "max #/lines/1/qty"}},
			{"/order", `{"email":"a@example.com","lines":[{"sku":"a","qty":1}],"by.day":{"b/c":{"sku":"a"},"a~":{"sku":"a"}}}`,
				[]string{"min #/by.day/b~1c/qty", "min #/by.day/a~0/qty"}},
			{"/order", `{"email":"a@example.com","lines":[{"sku":"a","qty":"x"}]}`, []string{"wrong_type #/lines/0/qty"}},
			{"/order", ``, []string{"empty"}},
			{"/order", `{`, []string{"truncated"}},
			{"/orders", `[null]`, []string{"wrong_type #/0"}},
			{"/orders", `[` + good + `,{"email":"x","lines":[{"sku":"a","qty":1}]},null]`, []string{"email #/1/email", "wrong_type #/2"}},
			{"/named", `{"b":{},"a":` + good + `}`, []string{"required #/b/email", "required #/b/lines"}},
			{"/pointer", `null`, []string{"empty"}},
			{"/numbers", `["x"]`, []string{"wrong_type #/0"}},
		} {
			assert.Equal(t, tt.want, s.post(t, 400, tt.path, tt.body), "%s %s", tt.path, tt.body)
		}
		for path, body := range map[string]string{"/order": good, "/orders": "[" + good + "]", "/numbers": "[1,2]"} {
			answer := s.Do(t, "POST", path, wiretest.Header("Content-Type", "application/json"), wiretest.Body(body))
			assert.Equal(t, 200, answer.Status, string(answer.Body))
		}
		s.fails(t, 415, "POST", "/order", wiretest.Header("Content-Type", "text/html"), wiretest.Body("<a/>"))
	})
}

// TestBindFarTooLarge: a client that is still sending may miss the answer.
func TestBindFarTooLarge(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) { engine.POST("/", binder[order](api)) })
		answer := s.Do(t, "POST", "/", wiretest.Body(strings.Repeat(" ", problem.MaxJSONBody+1)))
		assert.True(t, answer.Err != nil || answer.Status == 413)
		assert.Equal(t, 413, s.recorded(t).Status)
	})
}

// TestGinBinders: Gin's own methods know no place, save that in a JSON text.
func TestGinBinders(t *testing.T) {
	t.Parallel()
	should := func(api ginproblem.Adapter) gin.HandlerFunc {
		return api.Handle(func(c *gin.Context) error { return c.ShouldBindJSON(&order{}) })
	}
	for name, handler := range map[string]func(ginproblem.Adapter) gin.HandlerFunc{
		"ShouldBindJSON":      should,
		"ShouldBindJSON left": plainly(func(c *gin.Context) { _ = c.Error(c.ShouldBindJSON(&order{})) }),
		"BindJSON":            plainly(func(c *gin.Context) { _ = c.BindJSON(&order{}) }),
		"BindJSON returned": func(api ginproblem.Adapter) gin.HandlerFunc {
			return api.Handle(func(c *gin.Context) error { return c.BindJSON(&order{}) })
		},
		"BindJSON inside Handle": func(api ginproblem.Adapter) gin.HandlerFunc {
			return api.Handle(func(c *gin.Context) error { _ = c.BindJSON(&order{}); return nil })
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachProto(t, func(t *testing.T, proto wiretest.Proto) {
				s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) { engine.POST("/", handler(api)) })
				assert.Equal(t, []string{"email", "min"}, s.post(t, 400, "/", `{"email":"hunter2","lines":[{"sku":"a","qty":-1}]}`))
				assert.Equal(t, []string{"wrong_type #/lines/1/qty"}, s.post(t, 400, "/", `{"lines":[{"qty":1},{"qty":true}]}`))
				assert.Equal(t, []string{"malformed"}, s.post(t, 400, "/", `{"a" 1}`))
			})
		})
	}
}

// TestSliceThroughGin: Gin's list of errors has lost the indexes.
func TestSliceThroughGin(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) {
			engine.POST("/", func(c *gin.Context) { _ = c.BindJSON(&[]line{}) })
		})
		assert.Equal(t, []string{"min", "required"}, s.post(t, 400, "/", `[{"sku":"a"},{"sku":"a","qty":1},{"qty":1}]`))
	})
}

// TestBindThenOwnAnswer: a handler that goes on after Bind has the last word.
func TestBindThenOwnAnswer(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			engine.POST("/json", func(c *gin.Context) {
				if c.BindJSON(&order{}) != nil {
					c.JSON(422, gin.H{"mine": true})
				}
			})
			engine.POST("/problem", api.Handle(func(c *gin.Context) error {
				return problem.Conflict.New(problem.Cause(c.BindJSON(&order{})))
			}))
			engine.POST("/other", api.Handle(func(c *gin.Context) error { _ = c.BindJSON(&order{}); return problem.Gone }))
			engine.POST("/query", func(c *gin.Context) {
				_ = c.BindQuery(&struct {
					Page int   `form:"page"`
					Box  order `form:"box"`
				}{})
			})
		})
		answer := s.Do(t, "POST", "/json", wiretest.Body(`{}`))
		assert.Equal(t, 422, answer.Status)
		assert.JSONEq(t, `{"mine":true}`, string(answer.Body))
		rec := s.recorded(t)
		assert.Equal(t, problem.Begun, rec.Outcome)
		assert.Equal(t, 422, rec.Status)
		assert.Empty(t, s.post(t, 409, "/problem", `{}`))
		assert.Empty(t, s.post(t, 410, "/other", `{}`))
		assert.Equal(t, []string{"wrong_type"}, s.post(t, 400, "/query?page=hunter2", `{}`))
		if f := s.fails(t, 400, "POST", "/query?box=x"); codec.Package == "encoding/json" {
			assert.Equal(t, "query box", onlyParameter(f.document))
		}
	})
}

// TestBindTooLarge: the limit is that of the handler.
func TestBindTooLarge(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) {
			engine.POST("/", func(c *gin.Context) {
				c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 3)
				_ = c.BindJSON(&order{})
			})
		})
		s.fails(t, 413, "POST", "/", wiretest.Body(`{"email":"a"}`))
	})
}

// TestNoValidator: whoever switches Gin's validator off gets no validation. It is
// not parallel, because the switch is Gin's and global.
func TestNoValidator(t *testing.T) { //nolint:paralleltest // see above
	before := binding.Validator
	binding.Validator = nil
	t.Cleanup(func() { binding.Validator = before })
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, api ginproblem.Adapter) { engine.POST("/", binder[order](api)) })
	assert.Equal(t, 200, s.Do(t, "POST", "/", wiretest.Header("Content-Type", "application/json"), wiretest.Body(`{}`)).Status)
}
