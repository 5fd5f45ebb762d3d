package ginproblem

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/problem"
)

// Install turns everything on for an engine: call it once, before the routes.
// Middleware that was added before it, access logs for one, runs outside and
// sees the final status.
//
// Install switches HandleMethodNotAllowed on, so that a wrong method is a 405
// with Allow, and serves HEAD wherever there is a route for GET. It takes
// gin.Recovery out when gin.Default brought it, which would answer panics with
// an empty body, and says so by the responder's recorder.
//
// It panics when routes are registered already, because Gin has copied their
// middleware. A group that was made before Install but has no route yet can't be
// seen: its routes stay uncovered, so call Install first of all.
func (a Adapter) Install(engine *gin.Engine) {
	if routes := engine.Routes(); len(routes) > 0 {
		panic(fmt.Errorf("ginproblem.Install: %d routes are registered already, the first is %s %s: "+
			"call Install before the routes, Gin has copied their middleware", len(routes), routes[0].Method, routes[0].Path))
	}
	if removeRecovery(engine) {
		a.notice("ginproblem.Install has taken gin.Recovery out: panics are answered with a problem")
	}
	engine.HandleMethodNotAllowed = true
	engine.Handlers = slices.Insert(engine.Handlers, 0, headOf(engine))
	engine.Use(a.cover)
}

func (a Adapter) notice(text string) {
	if a.Responder == nil {
		a.Responder = problem.NewResponder(problem.Config{})
	}
	a.Responder.Notice(text)
}

// removeRecovery reports whether there was one.
func removeRecovery(engine *gin.Engine) bool {
	before := len(engine.Handlers)
	engine.Handlers = slices.DeleteFunc(slices.Clone(engine.Handlers), isRecovery)
	return len(engine.Handlers) < before
}

// isRecovery recognises the closure that all of Gin's Recovery functions return;
// functions can't be compared.
func isRecovery(h gin.HandlerFunc) bool {
	name := runtime.FuncForPC(reflect.ValueOf(h).Pointer()).Name()
	return strings.HasPrefix(name, "github.com/gin-gonic/gin.") && strings.Contains(name, "Recovery")
}

// cover is the middleware of Install.
func (a Adapter) cover(c *gin.Context) {
	a.within(c, func(w *writer) {
		c.Next()
		err := w.leftError(c)
		w.settle()
		w.x.Done(err)
	})
}
