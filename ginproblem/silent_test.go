package ginproblem_test

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/problem"
)

// discard is a writer that costs nothing.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }
func (d *discard) WriteHeader(int)             {}

// silent answers without ids and records, whose price is their own.
func silent() ginproblem.Adapter {
	return ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{
		Recorder: problem.NoRecorder, TraceID: func(*http.Request) string { return "" },
	})}
}

func installed(api ginproblem.Adapter) *gin.Engine {
	engine := gin.New()
	api.Install(engine)
	return engine
}
