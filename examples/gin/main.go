// Command gin is the orders API with Gin and zap.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"go.uber.org/zap"

	"github.com/problemkit/problemkit/examples/internal/orders"
	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/zapproblem"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "address to listen on")
	flag.Parse()
	gin.SetMode(gin.ReleaseMode)
	logger, err := zap.NewProduction()
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Addr: *addr, Handler: newAPI(logger), ReadHeaderTimeout: 5 * time.Second}
	fmt.Print(orders.Try(*addr))
	log.Fatal(server.ListenAndServe())
}

func newAPI(logger *zap.Logger) http.Handler {
	api := ginproblem.Adapter{Responder: problem.NewResponder(problem.Config{
		Rules:    orders.Rules(),
		Recorder: zapproblem.NewRecorder(logger),
	})}
	r := gin.New()
	api.Install(r)
	r.POST("/orders", api.Handle(createOrder))
	r.GET("/orders/:id", api.Handle(getOrder))
	r.POST("/orders/:id/pay", api.Handle(payOrder))
	r.GET("/me", api.Check(authenticate), me)
	r.GET("/boom", boom)
	return r
}

func createOrder(c *gin.Context) error {
	order, err := ginproblem.Bind[orders.Order](c)
	if err != nil {
		return err
	}
	c.JSON(http.StatusCreated, orders.Create(order))
	return nil
}

func getOrder(c *gin.Context) error {
	receipt, err := orders.Get(c.Param("id"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, receipt)
	return nil
}

func payOrder(c *gin.Context) error {
	receipt, err := orders.Pay(c.Param("id"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, receipt)
	return nil
}

func authenticate(c *gin.Context) error { return orders.Authenticate(c.GetHeader("Authorization")) }

func me(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"name": "you"}) }

func boom(*gin.Context) { orders.Panic() }
