package faults_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// victimVar names the fault that a process of its own is to meet: what goes
// wrong there can't be recovered.
const victimVar = "PROBLEMKIT_FAULT"

// maxAnswerTime is far above what an answer takes, and far below what two to the
// power of thirty steps do.
const maxAnswerTime = 30 * time.Second

// deadly end or hang a process that looks at them without a bound.
func deadly() map[string]func() error {
	return map[string]func() error{
		"member a million levels deep": func() error { return problem.Conflict.New(problem.With("deep", nested(1e6))) },
		"error doubled 30 times":       func() error { return doubled(30) },
		"Unwrap returns itself":        func() error { return selfWrapped{} },
		"cause doubled 30 times":       func() error { return problem.Conflict.New(problem.Cause(doubled(30))) },
		"cause that wraps itself":      func() error { return problem.Conflict.New(problem.Cause(selfWrapped{})) },
	}
}

func TestNothingDeadly(t *testing.T) {
	t.Parallel()
	for name := range deadly() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), maxAnswerTime)
			defer cancel()
			victim := exec.CommandContext(ctx, os.Args[0], "-test.run=^$")
			victim.Env = append(os.Environ(), victimVar+"="+name, "GOMEMLIMIT=1GiB")
			out, err := victim.CombinedOutput()
			require.NoError(t, err, "%.2000s", out)
			assert.Contains(t, string(out), "survived")
		})
	}
}

// playVictim meets the fault by each door and ends the process, if it is asked
// to.
func playVictim() {
	name := os.Getenv(victimVar)
	fault := deadly()[name]
	if fault == nil {
		return
	}
	for way, h := range victims(fault()) {
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/x", nil))
		if answer.Code < 400 {
			fmt.Println(way, answer.Code)
			os.Exit(1)
		}
	}
	fmt.Println("survived")
	os.Exit(0)
}

// victims meet an error as it comes: returned, thrown, or left in c.Errors. What
// Gin's own c.Error does with it is Gin's.
func victims(err error) map[string]http.Handler {
	var l logs
	rs := problem.NewResponder(problem.Config{
		Recorder: l.recorder(), Rules: []problem.Rule{problem.Match(http.ErrNoCookie, problem.Gone), problem.StatusCarriers()},
	})
	thrown := site{plain: func(http.ResponseWriter, *http.Request) { panic(err) }}
	left := onGin(func(c *gin.Context) { c.Errors = append(c.Errors, &gin.Error{Err: err, Type: gin.ErrorTypePrivate}) })
	boundToo := handledOnGin(func(c *gin.Context) error { _ = c.BindJSON(nil); return err })
	checked := site{nested: func(api nethttp.Adapter) http.Handler {
		return api.Check(func(*http.Request) (context.Context, error) { return nil, err })(http.NotFoundHandler())
	}}
	return map[string]http.Handler{
		"returned to net/http": returning(err).handler(viaNetHTTP, rs), "returned to Gin": returning(err).handler(viaGin, rs),
		"thrown to net/http": thrown.handler(viaNetHTTP, rs), "thrown to Gin": thrown.handler(viaGin, rs),
		"left in c.Errors": left.handler(viaGin, rs), "beside a bind error": boundToo.handler(viaGin, rs),
		"checked": checked.handler(viaNetHTTP, rs),
	}
}
