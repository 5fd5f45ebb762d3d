package inputs_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// run sends a row to a handler that reads in this way, and returns the answer
// and what the log has.
func (w way) run(r row) (a answer, log string, err error) {
	var lines bytes.Buffer
	rs := problem.NewResponder(problem.Config{
		Recorder: problem.NewSlogRecorder(slog.New(slog.NewTextHandler(&lines, nil))),
		Rules:    []problem.Rule{validatorproblem.Rule()},
		TraceID:  func(*http.Request) string { return "" }, // it could contain any word
	})
	if w.global {
		binding.EnableDecoderDisallowUnknownFields = true
		defer func() { binding.EnableDecoderDisallowUnknownFields = false }()
	}
	recorder := httptest.NewRecorder()
	w.handler(r, rs).ServeHTTP(recorder, r.request())
	a, err = read(recorder.Code, recorder.Body.Bytes())
	return a, lines.String(), err
}

func (w way) handler(r row, rs *problem.Responder) http.Handler {
	if w.http || w.viaHTTP != nil {
		return w.mux(r, nethttp.Adapter{Responder: rs})
	}
	return w.engine(r, ginproblem.Adapter{Responder: rs})
}

func (w way) mux(r row, api nethttp.Adapter) http.Handler {
	mux := http.NewServeMux()
	for _, path := range []string{"/t", "/u/{id}/{kind}", "/o/{id}"} {
		mux.Handle(path, api.Handle(func(rw http.ResponseWriter, request *http.Request) error {
			if r.limit > 0 {
				request.Body = http.MaxBytesReader(rw, request.Body, r.limit)
			}
			return w.readHTTP(r, request)
		}))
	}
	if w.bare {
		return mux
	}
	return api.Handler(mux)
}

func (w way) readHTTP(r row, request *http.Request) error {
	if w.bound {
		return r.target().viaHTTP(w.part, request)
	}
	return w.viaHTTP(request, r.target().fresh())
}

func (w way) engine(r row, api ginproblem.Adapter) http.Handler {
	engine := gin.New()
	if !w.bare {
		api.Install(engine)
	}
	handler := api.Handle(func(c *gin.Context) error {
		if r.limit > 0 {
			c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, r.limit)
		}
		return w.readGin(r, c)
	})
	for _, path := range []string{"/t", "/u/:id/:kind", "/o/:id"} {
		engine.Any(path, handler)
	}
	return engine
}

func (w way) readGin(r row, c *gin.Context) error {
	if w.bound {
		return r.target().viaGin(w.part, c)
	}
	return w.viaGin(c, r.target().fresh())
}

// ideal is that of the row for this way.
func (w way) ideal(r row) ideal {
	if w.strict && r.strict != "" {
		return r.ideal(r.strict)
	}
	return r.ideal(r.want)
}
