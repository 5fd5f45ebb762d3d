package faults_test

import (
	"net/http"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
)

// ginRenderRows give c.JSON what it can't write.
func ginRenderRows() []row {
	return []row{
		{id: "G04", name: "MarshalJSON fails", site: onGin(func(c *gin.Context) { c.JSON(200, failing{canaryValue}) }), want: everywhere(answered(500))},
		{
			id: "G05", name: "MarshalJSON panics", site: onGin(func(c *gin.Context) { c.JSON(200, badMarshaler{canaryValue}) }),
			want: everywhere(answered(500).at(thrownAnew, ownFrame)), limit: "a panic that other code catches and throws anew",
		},
		{id: "G06", name: "NaN", site: onGin(func(c *gin.Context) { c.JSON(200, notNumber()) }), want: everywhere(answered(500))},
		{id: "G07", name: "c.JSON(0)", site: onGin(func(c *gin.Context) { c.JSON(0, "x") }), want: everywhere(answered(500))},
		{id: "G07", name: "c.JSON(42)", site: onGin(func(c *gin.Context) { c.JSON(42, "x") }), want: everywhere(answered(500))},
	}
}

// ginRouterRows are for nobody.
func ginRouterRows() []row {
	return []row{
		{id: "G14", name: "unknown route", target: "/nothing", site: onGin(nothing), want: everywhere(answered(404))},
		{id: "G15", name: "wrong method", target: "/ok", method: "DELETE", site: onGin(nothing), want: everywhere(answered(405)), check: checkAllow},
	}
}

func nothing(*gin.Context) {}

func checkAllow(t *testing.T, r *result) {
	t.Helper()
	assert.Equal(t, []string{"GET, HEAD"}, r.answer.Header["Allow"])
}

// ginWriterRows misuse c and c.Writer.
func ginWriterRows() []row {
	return []row{
		leakedWriter(),
		{id: "G16", name: "writer without abilities", site: site{gin: askForMuch, outside: withoutAbilities}, want: everywhere(untouched(200, "ok"))},
	}
}

func writeLate(w gin.ResponseWriter) {
	w.Header().Set("X-Late", "yes")
	w.WriteHeader(http.StatusTeapot)
	write(w, "foreign error")
	w.Flush()
	_ = w.CloseNotify() //nolint:staticcheck // Gin asks for it
	_, _, _ = w.Hijack()
}

// leakedWriter keeps the writer beyond the request, and writes before the next
// one, for which Gin uses its own writer again.
func leakedWriter() row {
	late := make(chan func(), len(settings()))
	return row{
		id: "G11", name: "writer kept", want: everywhere(untouched(200, "ok")),
		limit: "a `*gin.Context` kept after the handler",
		site: onGin(func(c *gin.Context) {
			w := c.Writer
			late <- func() { writeLate(w) }
			c.String(200, "ok")
		}),
		check: func(t *testing.T, r *result) {
			t.Helper()
			(<-late)()
			second := r.Do(t, http.MethodGet, "/ok")
			assert.Equal(t, 200, second.Status)
			assert.Equal(t, "fine", string(second.Body))
			assert.Empty(t, second.Header["X-Late"])
			assert.Empty(t, r.Log())
		},
	}
}

// withoutAbilities hides all that a writer can do besides.
func withoutAbilities(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(struct{ http.ResponseWriter }{w}, r)
	})
}

// askForMuch panics, in Gin's own writer, when the inner one can't.
func askForMuch(engine *gin.Engine, _ ginproblem.Adapter) {
	engine.GET("/x", func(c *gin.Context) {
		if _, _, err := c.Writer.Hijack(); err == nil {
			panic("hijacked")
		}
		if c.Writer.CloseNotify() != nil { //nolint:staticcheck // Gin asks for it
			panic("notified")
		}
		c.Writer.Flush()
		c.String(200, "ok")
	})
}
