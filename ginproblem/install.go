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
	recovery := takeRecovery(engine)
	if recovery != nil {
		a.Responder.Notice("ginproblem.Install has taken gin.Recovery out: panics are answered with a problem")
	}
	engine.HandleMethodNotAllowed = true
	engine.Handlers = slices.Insert(engine.Handlers, 0, headOf(engine))
	engine.Use(a.cover(recovery, engine))
}

// takeRecovery removes gin.Recovery and returns it, or nil.
func takeRecovery(engine *gin.Engine) gin.HandlerFunc {
	i := slices.IndexFunc(engine.Handlers, isRecovery)
	if i < 0 {
		return nil
	}
	recovery := engine.Handlers[i]
	engine.Handlers = slices.DeleteFunc(slices.Clone(engine.Handlers), isRecovery)
	return recovery
}

// isRecovery recognises the closure that all of Gin's Recovery functions return;
// functions can't be compared.
func isRecovery(h gin.HandlerFunc) bool {
	name := runtime.FuncForPC(reflect.ValueOf(h).Pointer()).Name()
	return strings.HasPrefix(name, "github.com/gin-gonic/gin.") && strings.Contains(name, "Recovery")
}

// cover is the middleware of Install. Requests that the configuration skips keep
// the recovery that they had.
func (a Adapter) cover(recovery gin.HandlerFunc, engine *gin.Engine) gin.HandlerFunc {
	d := &door{Adapter: a}
	return func(c *gin.Context) {
		d.within(c, func(w *writer) {
			if c.FullPath() == "" && routes(engine, c.Request.Method) {
				w.x.KnowMethod()
			}
			if w.x.Skipped() {
				leaveAlone(c, w, recovery)
				return
			}
			c.Next()
			err := w.leftError(c)
			w.settle()
			w.x.Done(err)
		})
	}
}

func leaveAlone(c *gin.Context, w *writer, recovery gin.HandlerFunc) {
	if recovery != nil {
		recovery(c)
	} else {
		c.Next()
	}
	w.settle()
	w.x.Done(nil)
}

// routes reports whether an engine has routes for a method that is not one of the
// usual ones, which nobody has to be asked about.
func routes(engine *gin.Engine, method string) bool {
	switch method {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE":
		return false
	}
	return slices.ContainsFunc(engine.Routes(), func(r gin.RouteInfo) bool { return r.Method == method })
}
