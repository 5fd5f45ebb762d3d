package ginproblem_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
)

// nest contains itself: looking for its tags has to end.
type nest []nest

func TestBindTakesWhatTheTargetIsMadeFor(t *testing.T) {
	t.Parallel()
	engine := gin.New()
	silent().Install(engine)
	engine.POST("/parcel", binder[parcel](silent()))
	// Not sent back: go_json's encoder never ends at such a type.
	engine.POST("/nest", silent().Handle(func(c *gin.Context) error {
		_, err := ginproblem.Bind[nest](c)
		return err
	}))
	for _, row := range []struct {
		path, media, body string
		status            int
	}{
		{"/parcel", "Application/XML", "<parcel><id>1</id></parcel>", 200},
		{"/nest", "application/xml", "<nest/>", 415},
		{"/nest", "application/x-www-form-urlencoded", "a=1", 415},
		{"/nest", "application/json", "[[],[[]]]", 200},
	} {
		r := httptest.NewRequest(http.MethodPost, row.path, strings.NewReader(row.body))
		r.Header.Set("Content-Type", row.media)
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, r)
		assert.Equal(t, row.status, w.Code, "%s %s: %s", row.path, row.media, w.Body)
	}
}
