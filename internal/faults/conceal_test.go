package faults_test

import (
	"net/http"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// sameTrace gives every answer one trace id, which has to differ otherwise.
func sameTrace() wiretest.Option {
	return wiretest.Header("Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
}

// hidden are the ways to conceal, each beside the bare answer that it must not
// differ from.
func hidden() map[string]struct{ concealed, bare error } {
	telling := []problem.Option{
		problem.Detail("the order belongs to another customer"), problem.With("owner", 17),
		problem.Header("X-Owner", "17"), problem.Instance("/orders/17"),
		problem.Challenges(problem.Bearer{Realm: "orders", Scope: "owner"}), problem.Allow("PURGE"),
	}
	conceal := append([]problem.Option{problem.Conceal()}, telling...)
	as := append([]problem.Option{problem.ConcealAs(problem.Gone)}, telling...)
	denied := append([]problem.Option{problem.ConcealAs(problem.Unauthorized)}, telling...)
	return map[string]struct{ concealed, bare error }{
		"Forbidden":                 {problem.Forbidden.New(conceal...), problem.NotFound},
		"Unauthorized":              {problem.Unauthorized.New(conceal...), problem.NotFound},
		"MethodNotAllowed":          {problem.MethodNotAllowed.New(conceal...), problem.NotFound},
		"Forbidden as Gone":         {problem.Forbidden.New(as...), problem.Gone},
		"Forbidden as Unauthorized": {problem.Forbidden.New(denied...), problem.Unauthorized},
	}
}

// betray sets what a handler may have set before it found out that it must not
// tell.
func betray(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: "owner", Value: "17"})
	for name, value := range map[string]string{
		"Allow": "PURGE", "WWW-Authenticate": "Digest realm=orders", "ETag": `"17"`, "X-Owner": "17",
		"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT", "Retry-After": "17", "Link": "</orders/17>; rel=self",
		"Vary": "X-Owner", "Cache-Control": "max-age=17", "Content-Language": "de",
		"Content-Disposition": "attachment", "Accept-Ranges": "bytes", "Trailer": "X-Sum",
	} {
		w.Header().Set(name, value)
	}
	w.WriteHeader(http.StatusForbidden)
}

// TestConcealedIsAsIfThereWereNothing: whatever a client may compare, it is the
// answer of a place where nothing is (RFC 9110, section 15.5.4).
func TestConcealedIsAsIfThereWereNothing(t *testing.T) {
	t.Parallel()
	for name, tt := range hidden() {
		for _, s := range settings() {
			t.Run(name+"/"+s.String(), func(t *testing.T) {
				t.Parallel()
				bare := startFailing(t, s, func(http.ResponseWriter) error { return tt.bare })
				silent := startFailing(t, s, func(http.ResponseWriter) error { return tt.concealed })
				talker := startFailing(t, s, func(w http.ResponseWriter) error { betray(w); return tt.concealed })
				for _, method := range allMethods {
					want := ask(t, bare, method)
					assert.Equal(t, want, ask(t, silent, method), method)
					assert.Equal(t, want, ask(t, talker, method), "%s after the handler had set a header", method)
				}
			})
		}
	}
}

var allMethods = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}

// TestConcealedIsLikeAnUnknownPath: on whatever route, the answer is that of the
// router for a path that it does not know.
func TestConcealedIsLikeAnUnknownPath(t *testing.T) {
	t.Parallel()
	for _, s := range settings() {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			b := &bench{Server: wiretest.Start(t, s.proto, secretRoutes(s.door))}
			for _, method := range allMethods {
				want := askAt(t, b, method, "/no/such/path")
				assert.Equal(t, http.StatusNotFound, want.Status, method)
				for _, path := range []string{"/fixed", "/orders/17", "/orders/17/items/3", "/files/a/b/c", "/group/inner"} {
					assert.Equal(t, want, askAt(t, b, method, path), "%s %s", method, path)
				}
			}
		})
	}
}

// secretRoutes have one of each form, and all of them conceal what is there.
func secretRoutes(d door) http.Handler {
	deny := problem.Forbidden.New(problem.Conceal(), problem.Detail("of another customer"))
	rs := problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})
	if d == viaNetHTTP {
		api, mux := nethttp.Adapter{Responder: rs}, http.NewServeMux()
		h := api.Handle(func(w http.ResponseWriter, _ *http.Request) error { w.Header().Set("X-Owner", "17"); return deny })
		for _, path := range []string{"/fixed", "/orders/{id}", "/orders/{id}/items/{item}", "/files/{rest...}"} {
			mux.Handle(path, h)
		}
		mux.Handle("/group/", http.StripPrefix("/group", h))
		return api.Handler(mux)
	}
	api, engine := ginproblem.Adapter{Responder: rs}, gin.New()
	api.Install(engine)
	h := api.Handle(func(c *gin.Context) error { c.Header("X-Owner", "17"); return deny })
	for _, path := range []string{"/fixed", "/orders/:id", "/orders/:id/items/:item", "/files/*rest"} {
		engine.Any(path, h)
	}
	engine.Group("/group", func(c *gin.Context) { c.Header("X-Group", "17") }).Any("/inner", h)
	return engine
}

func startFailing(t *testing.T, s setting, f func(http.ResponseWriter) error) *bench {
	t.Helper()
	return start(t, s, problem.Config{}, site{failing: func(w http.ResponseWriter, _ *http.Request) error { return f(w) }})
}

// ask returns the answer without its date.
func ask(t *testing.T, b *bench, method string) *wiretest.Answer {
	t.Helper()
	return askAt(t, b, method, "/x")
}

func askAt(t *testing.T, b *bench, method, path string) *wiretest.Answer {
	t.Helper()
	b.Do(t, method, path, sameTrace()) // afterwards the connection is no news either
	answer := b.Do(t, method, path, sameTrace())
	require.NoError(t, answer.Err)
	require.Contains(t, answer.Header, "Content-Length")
	answer.Header.Del("Date")
	return answer
}
