package ginproblem_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
)

type patient struct {
	Q     int     `json:"q"`
	Limit seconds `json:"limit"`
}

// seconds reads a duration by a method of its own, whose errors quote nothing.
type seconds time.Duration

func (s *seconds) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return err
	}
	d, err := time.ParseDuration(text)
	*s = seconds(d)
	return err
}

// What is wrong with the body is not put down to a parameter that has the same fault.
func TestTheBodyIsNotTheQuery(t *testing.T) {
	t.Parallel()
	engine := gin.New()
	ginproblem.Adapter{Responder: silent().Responder}.Install(engine)
	engine.POST("/", silent().Handle(func(c *gin.Context) error { return c.ShouldBindJSON(&patient{}) }))
	for _, row := range []struct{ query, body, want string }{
		{`filter={"q":"ab"}`, `{"q":"xy"}`, `"pointer":"#/q"`},
		{`filter={x`, `{x`, `"code":"malformed"`},
		{`wait=5x`, `{"limit":"5x"}`, `"status":400`},
	} {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(row.body))
		r.URL.RawQuery = row.query
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, r)
		assert.Contains(t, w.Body.String(), row.want, row.query)
		assert.NotContains(t, w.Body.String(), "parameter", row.query)
	}
}
