package faults_test

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/nethttp"
)

// betweenRows have middleware of others around the handler or the door. There is
// one record all the same.
func betweenRows() []row {
	explode := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(canaryValue) })
	return []row{
		{
			id: "P01", name: "tracker inside", want: everywhere(panicked()),
			site: site{nested: func(nethttp.Adapter) http.Handler { return tracking(explode) }},
		},
		{id: "P01", name: "tracker outside", want: everywhere(panicked()), site: site{plain: explode, outside: tracking}},
		{
			id: "P01", name: "doors in a door", want: everywhere(panicked()),
			site: site{nested: func(api nethttp.Adapter) http.Handler { return api.Handler(tracking(api.Handler(explode))) }},
		},
		{id: "P01", name: "engine in a door", want: everywhere(panicked()), site: site{nested: engineInside}},
		{id: "P01", name: "gin.Logger inside", want: everywhere(panicked()), site: behind(gin.LoggerWithWriter(io.Discard))},
		{id: "P01", name: "tracker of Gin inside", want: everywhere(panicked()), site: behind(trackingOnGin)},
		{
			id: "P01", name: "gin.Recovery inside", want: everywhere(answered(http.StatusInternalServerError)),
			site: behind(gin.RecoveryWithWriter(io.Discard)), limit: "`gin.Recovery` added after `Install`",
		},
	}
}

// tracking is what error trackers do: they look at a panic and throw it anew.
func tracking(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer throwAnew()
		next.ServeHTTP(w, r)
	})
}

func trackingOnGin(c *gin.Context) {
	defer throwAnew()
	c.Next()
}

func throwAnew() {
	if value := recover(); value != nil {
		panic(value)
	}
}

// behind is a panic behind middleware of Gin that was added after Install.
func behind(middleware gin.HandlerFunc) site {
	return site{gin: func(engine *gin.Engine, _ ginproblem.Adapter) {
		engine.Use(middleware)
		engine.Any("/x", func(*gin.Context) { panic(canaryValue) })
	}}
}

func engineInside(api nethttp.Adapter) http.Handler {
	engine := gin.New()
	ginproblem.Adapter(api).Install(engine)
	engine.Any("/x", func(*gin.Context) { panic(canaryValue) })
	return engine
}
