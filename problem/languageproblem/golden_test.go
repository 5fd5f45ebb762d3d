package languageproblem_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/languageproblem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// go test ./problem/languageproblem -update writes the recorded documents anew.
var update = flag.Bool("update", false, "write the files under testdata/golden anew")

type signup struct {
	Email    string   `json:"email" binding:"required,email"`
	Name     string   `json:"name" binding:"required"`
	Password string   `json:"password" binding:"min=8"`
	Again    string   `json:"again" binding:"eqfield=Password"`
	Age      int      `json:"age" binding:"min=18"`
	Tags     []string `json:"tags" binding:"min=1,dive,max=3"`
	Plan     string   `json:"plan" binding:"oneof=free paid"`
	Either   string   `json:"either" binding:"uuid|url"`
}

func outOfCredit() problem.Type {
	return problem.NewType("https://api.example.com/problems/out-of-credit", "Out of credit", 403)
}

// texts are those of an API with words of its own.
func texts() problem.Texts {
	return languageproblem.New(
		words("en", "order.credit", "You have {0} {0|coin|coins} left."), languageproblem.English(),
		words("de", "order.credit", "Dir {0|bleibt|bleiben} noch {0} {0|Münze|Münzen}.", problem.TitleKey(outOfCredit()), "Guthaben erschöpft"),
		languageproblem.German(),
	)
}

func responder() *problem.Responder {
	return problem.NewResponder(problem.Config{
		Rules: []problem.Rule{validatorproblem.Rule()}, Texts: texts(),
		Recorder: problem.NoRecorder, TraceID: func(*http.Request) string { return "" },
	})
}

// causes are errors by the path that fails with them.
func causes() map[string]error {
	return map[string]error{
		"/credit":    outOfCredit().New(problem.DetailPhrase("1 coin left", problem.Say("order.credit", 1))),
		"/concealed": problem.Forbidden.New(problem.Conceal(), problem.DetailPhrase("secret", problem.Say("order.credit", 1))),
		"/bare":      problem.NotFound,
		"/private":   problem.Unauthorized,
		"/broken":    http.ErrNoCookie,
	}
}

func plainDoor() http.Handler {
	api := nethttp.Adapter{Responder: responder()}
	validate := validator.New()
	validate.SetTagName("binding")
	mux := http.NewServeMux()
	mux.Handle("POST /signup", api.Handle(func(_ http.ResponseWriter, r *http.Request) error {
		_, err := nethttp.Bind[signup](r, validate)
		return err
	}))
	for path, err := range causes() {
		mux.Handle("GET "+path, api.Handle(func(http.ResponseWriter, *http.Request) error { return err }))
	}
	return api.Handler(mux)
}

func ginDoor() http.Handler {
	api := ginproblem.Adapter{Responder: responder()}
	engine := gin.New()
	api.Install(engine)
	engine.POST("/signup", api.Handle(func(c *gin.Context) error {
		_, err := ginproblem.Bind[signup](c)
		return err
	}))
	for path, err := range causes() {
		engine.GET(path, api.Handle(func(*gin.Context) error { return err }))
	}
	return engine
}

func doors() map[string]http.Handler {
	return map[string]http.Handler{"net/http": plainDoor(), "Gin": ginDoor()}
}

// requests are what the recorded documents answer.
func requests() map[string][3]string {
	return map[string][3]string{
		"credit":    {"GET", "/credit", ""},
		"concealed": {"GET", "/concealed", ""},
		"bare":      {"GET", "/bare", ""},
		"private":   {"GET", "/private", ""},
		"broken":    {"GET", "/broken", ""},
		"unknown":   {"GET", "/nowhere", ""},
		"method":    {"DELETE", "/bare", ""},
		"empty":     {"POST", "/signup", ""},
		"malformed": {"POST", "/signup", "{\n \"email\": }"},
		"type": {"POST", "/signup", `{"email": "a@example.com", "name": "n", "password": "12345678", "again": "12345678", "age": "x",
			"tags": ["t"], "plan": "free", "either": "https://example.com"}`},
		"rules": {"POST", "/signup", `{"email": "x", "password": "short", "again": "shart", "age": 17, "tags": ["long tag"],
			"plan": "gold", "either": "or"}`},
	}
}

// TestGolden: the same document from both doors and both protocols.
func TestGolden(t *testing.T) {
	for door, handler := range doors() {
		for _, proto := range wiretest.Protos() {
			server := wiretest.Start(t, proto, handler)
			for name, request := range requests() {
				for _, language := range []string{"en", "de"} {
					answer := server.Do(t, request[0], request[1], wiretest.Body(request[2]), wiretest.Header("Content-Type", "application/json"),
						wiretest.Header("Accept-Language", language+"-AT, fr;q=0.9"))
					require.NoError(t, answer.Err)
					assert.Equal(t, []string{language}, answer.Header["Content-Language"], "%s %s", door, name)
					assert.Equal(t, []string{"Accept-Language"}, answer.Header["Vary"], "%s %s", door, name)
					golden(t, name+"."+language, answer.Body)
				}
			}
		}
	}
}

func golden(t *testing.T, name string, document []byte) {
	t.Helper()
	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, document, "", "\t"))
	indented.WriteByte('\n')
	file := filepath.Join("testdata", "golden", name+".json")
	if *update {
		require.NoError(t, os.WriteFile(file, indented.Bytes(), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "a new one: go test ./problem/languageproblem -update")
	assert.Equal(t, string(want), indented.String(), name)
}

// TestHead: the header of HEAD is that of GET, and a concealed problem looks like
// one that is not there.
func TestHead(t *testing.T) {
	for door, handler := range doors() {
		server := wiretest.Start(t, wiretest.Protos()[0], handler)
		german := wiretest.Header("Accept-Language", "de")
		get, head := server.Do(t, "GET", "/credit", german), server.Do(t, "HEAD", "/credit", german)
		bare, hidden := server.Do(t, "GET", "/bare", german), server.Do(t, "GET", "/concealed", german)
		for _, answers := range [][2]*wiretest.Answer{{get, head}, {bare, hidden}} {
			for _, answer := range answers {
				require.NoError(t, answer.Err)
				answer.Header.Del("Date")
			}
			assert.Equal(t, answers[0].Header, answers[1].Header, door)
		}
		assert.Equal(t, bare.Body, hidden.Body, door)
		assert.Empty(t, head.Body)
	}
}
