package ginproblem_test

import (
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
)

// TestBlankXML: an element with nothing in it is the client's mistake for Gin's own
// binding too.
func TestBlankXML(t *testing.T) {
	t.Parallel()
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, api ginproblem.Adapter) {
		engine.POST("/", api.Handle(func(c *gin.Context) error { return c.ShouldBindXML(new(label)) }))
		engine.POST("/qty", api.Handle(func(c *gin.Context) error { return c.ShouldBindXML(new(parcel)) }))
	})
	s.fails(t, 400, "POST", "/", wiretest.Header("Content-Type", "application/xml"), wiretest.Body("<label><when></when></label>"))
	s.fails(t, 400, "POST", "/qty", wiretest.Header("Content-Type", "application/xml"), wiretest.Body("<p><id> </id></p>"))
}
