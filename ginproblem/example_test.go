package ginproblem_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/problem"
)

// quiet keeps random ids and records out of the examples.
var quiet = problem.Config{Recorder: problem.NoRecorder, TraceID: func(*http.Request) string { return "" }}

func show(engine *gin.Engine, method, path, body string) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	engine.ServeHTTP(w, r)
	fmt.Println(w.Code, w.Header().Get("Content-Type"))
	fmt.Println(w.Body)
}

func ExampleAdapter_Install() {
	api := ginproblem.Adapter{Responder: problem.NewResponder(quiet)}
	r := gin.New()
	api.Install(r)
	r.GET("/old", func(c *gin.Context) { c.AbortWithStatus(http.StatusGone) })

	show(r, "GET", "/old", "")
	show(r, "GET", "/unknown", "")
	// Output:
	// 410 application/problem+json
	// {"type":"about:blank","title":"Gone","status":410}
	// 404 application/problem+json
	// {"type":"about:blank","title":"Not Found","status":404}
}

// A group copies the middleware of the engine when it is made: one that is made
// before Install stays as it was. Call Install first of all.
func ExampleAdapter_Install_incorrect() {
	api := ginproblem.Adapter{Responder: problem.NewResponder(quiet)}
	r := gin.New()
	v1 := r.Group("/v1")
	api.Install(r)
	v1.GET("/old", func(c *gin.Context) { c.AbortWithStatus(http.StatusGone) })

	show(r, "GET", "/v1/old", "")
	// Output:
	// 410
}

func ExampleAdapter_Handle() {
	errNoOrder := errors.New("no rows")
	config := quiet
	config.Rules = []problem.Rule{problem.Match(errNoOrder, problem.NotFound)}
	api := ginproblem.Adapter{Responder: problem.NewResponder(config)}
	r := gin.New()
	api.Install(r)
	r.GET("/orders/:id", api.Handle(func(c *gin.Context) error {
		return fmt.Errorf("order %s: %w", c.Param("id"), errNoOrder)
	}))

	show(r, "GET", "/orders/7", "")
	// Output:
	// 404 application/problem+json
	// {"type":"about:blank","title":"Not Found","status":404}
}

func ExampleAdapter_Check() {
	api := ginproblem.Adapter{Responder: problem.NewResponder(quiet)}
	r := gin.New()
	api.Install(r)
	private := r.Group("/private", api.Check(func(c *gin.Context) error {
		if c.GetHeader("Authorization") == "" {
			return problem.Unauthorized
		}
		c.Set("user", "ann")
		return nil
	}))
	private.GET("/", func(c *gin.Context) { c.String(http.StatusOK, "never without a user") })

	show(r, "GET", "/private/", "")
	// Output:
	// 401 application/problem+json
	// {"type":"about:blank","title":"Unauthorized","status":401}
}

func ExampleBind() {
	type Order struct {
		Email string `json:"email" binding:"required,email"`
		Items []struct {
			Qty int `json:"qty" binding:"min=1"`
		} `json:"items" binding:"dive"`
	}
	api := ginproblem.Adapter{Responder: problem.NewResponder(quiet)}
	r := gin.New()
	api.Install(r)
	r.POST("/orders", api.Handle(func(c *gin.Context) error {
		order, err := ginproblem.Bind[Order](c)
		if err != nil {
			return err
		}
		c.JSON(http.StatusCreated, order)
		return nil
	}))

	show(r, "POST", "/orders", `{"email":"ann@example.com","items":[{"qty":1},{"qty":0}]}`)
	// Output:
	// 400 application/problem+json
	// {"type":"about:blank","title":"Bad Request","status":400,"errors":[{"detail":"must be at least 1","pointer":"#/items/1/qty","code":"min"}]}
}

// One switch takes routes out of service, and one limiter bounds what runs at a
// time.
func ExampleAdapter_Unavailable() {
	var closed problem.Maintenance
	api := ginproblem.Adapter{Responder: problem.NewResponder(quiet)}
	r := gin.New()
	api.Install(r)
	r.Group("/orders", api.Unavailable(&closed)).GET("/", func(c *gin.Context) { c.String(http.StatusOK, "orders") })

	closed.Begin()
	show(r, "GET", "/orders/", "")
	closed.End()
	show(r, "GET", "/orders/", "")
	// Output:
	// 503 application/problem+json
	// {"type":"about:blank","title":"Service Unavailable","status":503}
	// 200 text/plain; charset=utf-8
	// orders
}

func ExampleAdapter_Limit() {
	api := ginproblem.Adapter{Responder: problem.NewResponder(quiet)}
	r := gin.New()
	api.Install(r)
	reports := r.Group("/reports", api.Limit(problem.NewLimiter(1, time.Second)))
	reports.GET("/busy", func(c *gin.Context) {
		show(r, "GET", "/reports/other", "") // while this one runs
		c.String(http.StatusOK, "done")
	})
	reports.GET("/other", func(c *gin.Context) { c.String(http.StatusOK, "other") })

	show(r, "GET", "/reports/busy", "")
	show(r, "GET", "/reports/other", "")
	// Output:
	// 503 application/problem+json
	// {"type":"about:blank","title":"Service Unavailable","status":503}
	// 200 text/plain; charset=utf-8
	// done
	// 200 text/plain; charset=utf-8
	// other
}
