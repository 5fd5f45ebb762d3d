package ginproblem

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// Install turns everything on for an engine: call it once, before the routes.
// Middleware that was added before it, access logs for one, runs outside and
// sees the final status.
//
// Install switches HandleMethodNotAllowed on, so that a wrong method is a 405
// with Allow. It takes gin.Recovery out when gin.Default brought it, which would
// answer panics with an empty body, and says so by the responder's recorder.
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
		a.Responder.Notice("ginproblem.Install has taken gin.Recovery out: panics are answered with a problem")
	}
	engine.HandleMethodNotAllowed = true
	engine.Use(headOf(engine), a.cover)
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
		w.settle()
		w.x.Done(lastError(c, w))
	})
}

// within runs f in an exchange of its own.
func (a Adapter) within(c *gin.Context, f func(*writer)) {
	outer := c.Writer
	w := &writer{ResponseWriter: outer}
	defer restore(c, outer)
	defer w.x.Close()
	w.x.Open(a.Responder, outer, c.Request)
	w.x.SetRoute(c.FullPath())
	c.Writer = w
	f(w)
}

func restore(c *gin.Context, outer gin.ResponseWriter) { c.Writer = outer }

// lastError returns the error that the handlers have left in c.Errors, unless
// they have answered all the same.
func lastError(c *gin.Context, w *writer) error {
	last := c.Errors.Last()
	if last == nil || w.x.Failed() || w.wrote {
		return nil
	}
	return inputError(last)
}
