package ginproblem_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
)

// nest contains itself: looking for its tags has to end.
type nest []nest

func TestBindTakesWhatTheTargetIsMadeFor(t *testing.T) {
	t.Parallel()
	engine := gin.New()
	silent().Install(engine)
	engine.POST("/parcel", binder[parcel](silent()))
	engine.POST("/nest", binder[nest](silent()))
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
