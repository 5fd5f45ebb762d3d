package faults_test

import (
	"mime/multipart"
	"net/http"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// onGin is a plain handler of Gin.
func onGin(f gin.HandlerFunc) site {
	return site{gin: func(engine *gin.Engine, _ ginproblem.Adapter) { engine.Any("/x", f) }}
}

// handledOnGin is one that returns an error.
func handledOnGin(f func(*gin.Context) error) site {
	return site{gin: func(engine *gin.Engine, api ginproblem.Adapter) { engine.Any("/x", api.Handle(f)) }}
}

type item struct {
	Name string `json:"name" binding:"required"`
}

func sendJSON(text string) []wiretest.Option {
	return []wiretest.Option{wiretest.Header("Content-Type", "application/json"), wiretest.Body(text)}
}

// ginBindRows bind what the client has sent.
func ginBindRows() []row {
	begun := untouched(422, `{"title":"x"}`)
	begun.outcome, begun.recorded = problem.Begun, 422
	return []row{
		{id: "G01", name: "handler's own document", method: "POST", send: sendJSON("{"), site: onGin(bindThenOwn), want: everywhere(begun), check: checkOwnType},
		{id: "G01", name: "problem returned", method: "POST", send: sendJSON("{"), site: handledOnGin(bindThenProblem), want: everywhere(answered(422))},
		{id: "G01", name: "nothing more", method: "POST", send: sendJSON("{"), site: onGin(func(c *gin.Context) { _ = c.BindJSON(&item{}) }), want: everywhere(answered(400))},
		{
			id: "G12", name: "text for a file", method: "POST", send: textForFile(), site: handledOnGin(openFile), want: everywhere(answered(500)),
			limit: "a text field bound to a `*multipart.FileHeader`",
		},
		{id: "G13", name: "null in a list", method: "POST", send: sendJSON("[null]"), site: handledOnGin(bindList), want: everywhere(answered(400)), check: checkPointer},
		{id: "G13", name: "null in a list, ginproblem.Bind", method: "POST", send: sendJSON("[null]"), site: handledOnGin(bindListWell), want: everywhere(answered(400)), check: checkPointer},
	}
}

func bindThenOwn(c *gin.Context) {
	if c.BindJSON(&item{}) != nil {
		c.Data(http.StatusUnprocessableEntity, "application/problem+json", []byte(`{"title":"x"}`))
	}
}

func bindThenProblem(c *gin.Context) error {
	if err := c.BindJSON(&item{}); err != nil {
		return problem.UnprocessableContent.New(problem.Cause(err))
	}
	return nil
}

func checkOwnType(t *testing.T, r *result) {
	t.Helper()
	assert.Equal(t, []string{"application/problem+json"}, r.answer.Header["Content-Type"])
}

func textForFile() []wiretest.Option {
	return []wiretest.Option{
		wiretest.Header("Content-Type", "multipart/form-data; boundary=b"),
		wiretest.Body("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n" + canaryValue + "\r\n--b--\r\n"),
	}
}

func openFile(c *gin.Context) error {
	var form struct {
		File *multipart.FileHeader `form:"file" binding:"required"`
	}
	if err := c.ShouldBind(&form); err != nil {
		return err
	}
	file, err := form.File.Open()
	if err != nil {
		return err
	}
	return file.Close()
}

func bindList(c *gin.Context) error {
	var list []*item
	return c.ShouldBindJSON(&list)
}

func bindListWell(c *gin.Context) error {
	_, err := ginproblem.Bind[[]*item](c)
	return err
}

func checkPointer(t *testing.T, r *result) {
	t.Helper()
	assert.Contains(t, string(r.answer.Body), `"pointer":"#/0"`)
}

// ginErrorRows leave an error in Gin's own ways.
func ginErrorRows() []row {
	return []row{
		{id: "G02", name: "AbortWithError, middleware writes", site: site{gin: rendered}, want: everywhere(ownNotFound()), check: checkOwnType},
		{id: "G02", name: "AbortWithError alone", site: onGin(func(c *gin.Context) { _ = c.AbortWithError(404, errForeign) }), want: everywhere(answered(404))},
		{id: "G03", name: "c.Error alone", site: onGin(func(c *gin.Context) { _ = c.Error(errForeign) }), want: everywhere(answered(500))},
		{id: "G08", name: "status alone", site: onGin(func(c *gin.Context) { c.Status(500) }), want: everywhere(answered(500))},
		{id: "G09", name: "AbortWithStatus(401)", site: onGin(func(c *gin.Context) { c.AbortWithStatus(401) }), want: everywhere(answered(401)), check: checkChallenge},
		{id: "G10", name: "c.Error(nil)", site: onGin(func(c *gin.Context) { _ = c.Error(nil) }), want: everywhere(answered(500).at("gin.(*Context).Error", ownFrame))},
		{id: "G17", name: "renderer panics", site: site{gin: brokenRenderer}, want: everywhere(panicked())},
		{
			id: "G17", name: "format panics", site: handledOnGin(func(*gin.Context) error { return errForeign }), want: everywhere(answered(500)),
			config: problem.Config{Formats: []problem.Format{brokenFormat{}}},
		},
	}
}

// ownNotFound is a document of the program's own middleware: complete, and
// recorded because of the error that it was made from.
func ownNotFound() ideal {
	i := untouched(404, `{"status":404}`)
	i.outcome, i.recorded, i.level = problem.Begun, 404, 0
	return i
}

// rendered has the usual error middleware.
func rendered(engine *gin.Engine, _ ginproblem.Adapter) {
	engine.Use(func(c *gin.Context) {
		c.Next()
		if len(c.Errors) > 0 {
			c.Header("Content-Type", "application/problem+json")
			c.JSON(-1, gin.H{"status": c.Writer.Status()})
		}
	})
	engine.GET("/x", func(c *gin.Context) { _ = c.AbortWithError(404, errForeign) })
}

func brokenRenderer(engine *gin.Engine, _ ginproblem.Adapter) {
	engine.Use(func(c *gin.Context) {
		c.Next()
		if len(c.Errors) > 0 {
			panic(canaryValue)
		}
	})
	engine.GET("/x", func(c *gin.Context) { _ = c.Error(errForeign) })
}

type brokenFormat struct{}

func (brokenFormat) MediaType() string                               { return "application/broken" }
func (brokenFormat) Append([]byte, *problem.Problem) ([]byte, error) { panic(canaryValue) }

func checkChallenge(t *testing.T, r *result) {
	t.Helper()
	assert.Equal(t, []string{`Bearer realm="api"`}, r.answer.Header["Www-Authenticate"])
}
