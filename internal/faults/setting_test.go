package faults_test

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

type door string

const (
	viaNetHTTP door = "net/http"
	viaGin     door = "Gin"
)

// setting is where a row runs.
type setting struct {
	proto wiretest.Proto
	door  door
}

func (s setting) String() string { return string(s.door) + " " + s.proto.String() }

func settings() (all []setting) {
	for _, proto := range wiretest.Protos() {
		all = append(all, setting{proto, viaNetHTTP}, setting{proto, viaGin})
	}
	return all
}

// handle is a function of net/http that returns an error.
type handle = func(http.ResponseWriter, *http.Request) error

// site is what a row puts behind a door.
type site struct {
	plain   http.HandlerFunc                              // a handler of either door
	failing handle                                        // the same, by Handle
	gin     func(*gin.Engine, ginproblem.Adapter)         // routes of Gin; the first is /x
	nested  func(nethttp.Adapter) http.Handler            // a handler that has a door of its own inside
	outside func(next http.Handler) (around http.Handler) // stands outside of the door
}

// handler builds the door with the site behind it.
func (s site) handler(d door, rs *problem.Responder) http.Handler {
	h := s.viaNetHTTP(nethttp.Adapter{Responder: rs})
	if d == viaGin {
		h = s.viaGin(ginproblem.Adapter{Responder: rs})
	}
	if s.outside != nil {
		h = s.outside(h)
	}
	return h
}

func (s site) viaNetHTTP(api nethttp.Adapter) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ok", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("fine")) })
	switch {
	case s.nested != nil:
		mux.Handle("/x", s.nested(api))
	case s.failing != nil:
		mux.Handle("/x", api.Handle(s.failing))
	case s.plain != nil:
		mux.Handle("/x", s.plain)
	}
	return api.Handler(mux)
}

func (s site) viaGin(api ginproblem.Adapter) http.Handler {
	engine := gin.New()
	api.Install(engine)
	engine.GET("/ok", func(c *gin.Context) { c.String(http.StatusOK, "fine") })
	switch {
	case s.gin != nil:
		s.gin(engine, api)
	case s.nested != nil:
		engine.Any("/x", gin.WrapH(s.nested(nethttp.Adapter(api))))
	case s.failing != nil:
		engine.Any("/x", api.Handle(func(c *gin.Context) error { return s.failing(c.Writer, c.Request) }))
	case s.plain != nil:
		engine.Any("/x", func(c *gin.Context) { s.plain(c.Writer, c.Request) })
	}
	return engine
}
