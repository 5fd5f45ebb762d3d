package ginproblem_test

import (
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// looped is a writer that leads back to itself.
type looped struct{ gin.ResponseWriter }

func (l *looped) Unwrap() http.ResponseWriter { return l }

// hidden is a writer of middleware that hides what is behind it.
type hidden struct{ gin.ResponseWriter }

func hint(w http.ResponseWriter) {
	w.Header().Set("Link", "</a.css>; rel=preload")
	w.WriteHeader(http.StatusEarlyHints)
}

// TestEarlyHints reach the client, and are not taken for the final status (RFC 8297).
func TestEarlyHints(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		before gin.HandlerFunc
		hints  []int
	}{
		{"alone", func(*gin.Context) {}, []int{103}},
		{"installed twice", nil, []int{103}},
		{"behind a loop", func(c *gin.Context) { c.Writer = &looped{c.Writer} }, nil},
		{"behind a wrapper", func(c *gin.Context) { c.Writer = hidden{c.Writer} }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			eachProto(t, func(t *testing.T, proto wiretest.Proto) {
				s := start(t, proto, problem.Config{}, func(engine *gin.Engine, api ginproblem.Adapter) {
					if tt.before == nil {
						api.Install(engine)
					} else {
						engine.Use(tt.before)
					}
					api.Install(engine)
					engine.GET("/success", func(c *gin.Context) { hint(c.Writer); c.Writer.WriteHeaderNow(); c.String(200, "fine") })
					engine.GET("/empty", func(c *gin.Context) { hint(c.Writer) })
					engine.GET("/created", func(c *gin.Context) { c.Status(201); hint(c.Writer) })
					engine.GET("/error", api.Handle(func(c *gin.Context) error { hint(c.Writer); return problem.Gone }))
					engine.GET("/nested", gin.WrapH(nethttp.Adapter(api).Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { hint(w); w.WriteHeader(410) }))))
				})
				for path, status := range map[string]int{"/success": 200, "/empty": 200, "/created": 201, "/error": 410, "/nested": 410} {
					var hints []int
					trace := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{Got1xxResponse: func(code int, _ textproto.MIMEHeader) error {
						hints = append(hints, code)
						return nil
					}})
					assert.Equal(t, status, s.Do(t, "GET", path, wiretest.Context(trace)).Status, path)
					assert.Equal(t, tt.hints, hints, path)
				}
				s.failures = 2
			})
		})
	}
}
