package ginproblem_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
)

// endless wraps itself.
type endless struct{}

func (endless) Error() string   { return "endless" }
func (e endless) Unwrap() error { return e }

// doubled has two to the power of levels leaves.
func doubled(levels int) error {
	err := errors.New("leaf")
	for range levels {
		err = errors.Join(err, err)
	}
	return err
}

// TestEndlessErrors: errors.Is would never come back from them, nor does c.Error.
func TestEndlessErrors(t *testing.T) {
	t.Parallel()
	eachProto(t, func(t *testing.T, proto wiretest.Proto) {
		s := serve(t, proto, func(engine *gin.Engine, api ginproblem.Adapter) {
			for path, err := range map[string]error{"/self": endless{}, "/doubled": doubled(40)} {
				engine.GET(path+"/left", func(c *gin.Context) { c.Errors = append(c.Errors, &gin.Error{Err: err}) })
				engine.GET(path+"/bind", api.Handle(func(c *gin.Context) error {
					_ = c.AbortWithError(400, errors.New("x")).SetType(gin.ErrorTypeBind)
					return err
				}))
			}
		})
		for _, path := range []string{"/self", "/doubled"} {
			s.fails(t, 500, http.MethodGet, path+"/left")
			s.fails(t, 400, http.MethodGet, path+"/bind")
		}
	})
}

// pushing can push.
type pushing struct{ *httptest.ResponseRecorder }

func (pushing) Push(string, *http.PushOptions) error { return nil }

// TestLateWriter: Gin's own writer serves other requests, so nothing may reach it
// once the handler has returned.
func TestLateWriter(t *testing.T) {
	t.Parallel()
	var kept gin.ResponseWriter
	engine := gin.New()
	ginproblem.Adapter{}.Install(engine)
	engine.GET("/", func(c *gin.Context) { kept = c.Writer })
	answer := httptest.NewRecorder()
	engine.ServeHTTP(pushing{answer}, httptest.NewRequest(http.MethodGet, "/", nil))
	status := kept.Status()
	kept.Header().Set("X-Late", "yes")
	kept.WriteHeader(http.StatusTeapot)
	_, err := kept.WriteString("late")
	assert.Error(t, err)
	assert.Equal(t, status, kept.Status())
	assert.Nil(t, kept.Pusher())
	assert.Nil(t, kept.CloseNotify()) //nolint:staticcheck // Gin asks for it
	assert.Empty(t, answer.Header())
	assert.Empty(t, answer.Body)
}
