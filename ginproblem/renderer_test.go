package ginproblem_test

import (
	"errors"
	"html/template"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// breakingOff is content that fails behind its first part.
func breakingOff() io.Reader {
	return io.MultiReader(strings.NewReader("part"), iotest.ErrReader(errForeign))
}

// TestBrokenOffIsCut: Gin's renderers put their error into c.Errors and end the
// chain, when the client may have a part of the content already.
func TestBrokenOffIsCut(t *testing.T) {
	t.Parallel()
	page := template.Must(template.New("page").Funcs(template.FuncMap{"fail": func() (string, error) { return "", errForeign }}).Parse("part{{fail}}"))
	for name, handler := range map[string]gin.HandlerFunc{
		"DataFromReader":             func(c *gin.Context) { c.DataFromReader(200, -1, "text/plain", breakingOff(), nil) },
		"DataFromReader with length": func(c *gin.Context) { c.DataFromReader(200, 100, "text/plain", breakingOff(), nil) },
		"HTML":                       func(c *gin.Context) { c.HTML(200, "page", nil) },
		"AbortWithError": func(c *gin.Context) {
			c.String(200, "part")
			_ = c.AbortWithError(500, errForeign)
		},
		"gin.CustomRecovery": func(c *gin.Context) {
			gin.CustomRecoveryWithWriter(io.Discard, func(c *gin.Context, _ any) { _ = c.AbortWithError(500, errForeign) })(c)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachProto(t, func(t *testing.T, proto wiretest.Proto) {
				s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) {
					engine.SetHTMLTemplate(page)
					engine.GET("/", handler, func(c *gin.Context) { c.String(200, "part"); panic("late") })
				})
				answer := s.Do(t, "GET", "/")
				assert.Equal(t, "part", string(answer.Body))
				assert.True(t, answer.Cut)
				rec := s.recorded(t)
				assert.Equal(t, problem.Begun, rec.Outcome)
				assert.ErrorIs(t, rec.Err, errForeign)
			})
		})
	}
}

// errOdd has an Unwrap that panics.
type errOdd struct{ error }

func (errOdd) Unwrap() error { panic("odd") }

// TestWarningsHarmNothing: an error beside a success is a note for the log.
func TestWarningsHarmNothing(t *testing.T) {
	t.Parallel()
	for name, handler := range map[string]gin.HandlerFunc{
		"before, aborted": func(c *gin.Context) { _ = c.Error(errForeign); c.String(200, "whole"); c.Abort() },
		"behind":          func(c *gin.Context) { c.String(200, "whole"); _ = c.Error(errForeign) },
		"of a guard":      func(c *gin.Context) { c.Abort(); c.String(200, "whole"); _ = c.Error(errForeign) },
		"JSON, ended": func(c *gin.Context) {
			c.Data(200, "application/json", []byte("whole"))
			_ = c.Error(errForeign)
			c.Abort()
		},
		"odd": func(c *gin.Context) { c.String(200, "whole"); _ = c.Error(&gin.Error{Err: errOdd{errors.New("x")}}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachProto(t, func(t *testing.T, proto wiretest.Proto) {
				s := serve(t, proto, func(engine *gin.Engine, _ ginproblem.Adapter) { engine.GET("/", handler) })
				answer := s.Do(t, "GET", "/")
				assert.Equal(t, "whole", string(answer.Body))
				assert.False(t, answer.Cut)
			})
		})
	}
}

// TestWritingElsewhere: another goroutine may write, as long as the handler waits
// for it.
func TestWritingElsewhere(t *testing.T) {
	t.Parallel()
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, _ ginproblem.Adapter) {
		engine.GET("/", func(c *gin.Context) {
			done := make(chan struct{})
			c.Writer.WriteHeader(200)
			go func() { defer close(done); _, _ = c.Writer.Write([]byte("whole")) }()
			_ = c.Error(errForeign)
			<-done
		})
	})
	assert.Equal(t, "whole", string(s.Do(t, "GET", "/").Body))
}
