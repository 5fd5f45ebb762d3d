package ginproblem_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/problem"
)

// returned sends a request to a handler that returns the error of f.
func returned(method, target, mediaType, body string, f func(*gin.Context) error) *httptest.ResponseRecorder {
	engine := gin.New()
	api := ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})}
	api.Install(engine)
	engine.Handle(method, "/", api.Handle(f))
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if mediaType != "" {
		r.Header.Set("Content-Type", mediaType)
	}
	w := httptest.NewRecorder()
	engine.ServeHTTP(w, r)
	return w
}

// TestWrappedBindErrors: what a handler says around an error changes nothing.
func TestWrappedBindErrors(t *testing.T) {
	t.Parallel()
	type target struct {
		ID int `xml:"id" yaml:"id" toml:"id" json:"id" form:"id"`
	}
	for _, tt := range []struct {
		mediaType, body string
		bind            func(*gin.Context, any) error
	}{
		{"application/xml", "<a><id>x</id></a>", (*gin.Context).ShouldBindXML},
		{"application/xml", "<a><id>1</a>", (*gin.Context).ShouldBindXML},
		{"application/xml", "<a><id>1", (*gin.Context).ShouldBindXML},
		{"application/yaml", "id: x\n", (*gin.Context).ShouldBindYAML},
		{"application/yaml", "id: [\n", (*gin.Context).ShouldBindYAML},
		{"application/toml", "id = \"x\"\n", (*gin.Context).ShouldBindTOML},
		{"application/toml", "id = \n", (*gin.Context).ShouldBindTOML},
		{"application/toml", "id = 1\nid = 2\n", (*gin.Context).ShouldBindTOML},
		{"application/json", `{"id":"x"}`, (*gin.Context).ShouldBindJSON},
		{"application/x-www-form-urlencoded", "id=x", (*gin.Context).ShouldBind},
	} {
		for name, wrap := range map[string]func(error) error{
			"as it is": func(err error) error { return err },
			"wrapped":  func(err error) error { return fmt.Errorf("bind: %w", err) },
			"joined":   func(err error) error { return errors.Join(errors.New("bind"), err) },
		} {
			w := returned("POST", "/", tt.mediaType, tt.body, func(c *gin.Context) error { return wrap(tt.bind(c, new(target))) })
			assert.Equal(t, 400, w.Code, "%s, %s, %s: %s", tt.mediaType, tt.body, name, w.Body)
		}
	}
}

// TestOddErrors: errors that are nil pointers, or whose text is endless, are the
// server's own.
func TestOddErrors(t *testing.T) {
	t.Parallel()
	for _, err := range []error{(*strconv.NumError)(nil), (*time.ParseError)(nil), doubled(40), endless{}} {
		w := returned("POST", "/?a=1", "application/xml", "<a/>", func(c *gin.Context) error {
			_ = c.ShouldBindXML(new(struct{}))
			return err
		})
		assert.Equal(t, 500, w.Code, "%T", err)
		assert.NotContains(t, w.Body.String(), "errors", "%T", err)
	}
}

// TestNilErrorsAreNoPanic: looking at them must not be one.
func TestNilErrorsAreNoPanic(t *testing.T) {
	t.Parallel()
	for _, err := range []error{(*strconv.NumError)(nil), (*time.ParseError)(nil)} {
		panicked, recorded := false, false
		recorder := problem.RecorderFunc(func(_ context.Context, r problem.Record) { recorded, panicked = true, r.Panic != nil })
		engine := gin.New()
		api := ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{Recorder: recorder})}
		api.Install(engine)
		engine.GET("/", api.Handle(func(*gin.Context) error { return err }))
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, httptest.NewRequest("GET", "/?a=1", nil))
		assert.Equal(t, 500, w.Code)
		assert.True(t, recorded)
		assert.False(t, panicked, "%T", err)
	}
}

// TestSlowReaders: what they would take minutes for is not given to them.
func TestSlowReaders(t *testing.T) {
	t.Parallel()
	type target struct {
		K int `yaml:"k" toml:"k"`
	}
	for mediaType, tt := range map[string]struct{ line, comment string }{
		"application/yaml": {"k: 1\n", "#"}, "application/toml": {"k = 1\n", "#"},
	} {
		fill := func(size int) string { return tt.line + strings.Repeat(tt.comment, size-len(tt.line)) }
		bind := func(c *gin.Context) error {
			_, err := ginproblem.Bind[target](c)
			return err
		}
		assert.Equal(t, 200, returned("POST", "/", mediaType, fill(32<<10), bind).Code, mediaType)
		assert.Equal(t, 413, returned("POST", "/", mediaType, fill(32<<10+1), bind).Code, mediaType)
	}
}

// TestErrorAfterABindError: a client whose mistake was dealt with is not to blame
// for what fails afterwards.
func TestErrorAfterABindError(t *testing.T) {
	t.Parallel()
	for status, after := range map[int]func(error) error{
		400: func(err error) error { return fmt.Errorf("bind: %w", err) },
		500: func(error) error { return errors.New("database is down") },
	} {
		w := returned("POST", "/", "application/json", "{", func(c *gin.Context) error {
			bound := c.BindJSON(new(struct{}))
			c.Status(200)
			return after(bound)
		})
		assert.Equal(t, status, w.Code, w.Body)
	}
}
