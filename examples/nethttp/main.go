// Command nethttp is the orders API with net/http and slog.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/examples/internal/orders"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "address to listen on")
	flag.Parse()
	logger := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	server := &http.Server{Addr: *addr, Handler: newAPI(logger), ReadHeaderTimeout: 5 * time.Second}
	fmt.Print(orders.Try(*addr))
	log.Fatal(server.ListenAndServe())
}

func newAPI(logger *slog.Logger) http.Handler {
	api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{
		Rules:    orders.Rules(),
		Recorder: problem.NewSlogRecorder(logger),
	})}
	shop := shop{validate: validator.New(validator.WithRequiredStructEnabled())}
	shop.validate.SetTagName("binding")
	mux := http.NewServeMux()
	mux.Handle("POST /orders", api.Handle(shop.createOrder))
	mux.Handle("GET /orders/{id}", api.Handle(getOrder))
	mux.Handle("POST /orders/{id}/pay", api.Handle(payOrder))
	mux.Handle("GET /me", api.Check(authenticate)(api.Handle(me)))
	mux.HandleFunc("GET /boom", boom)
	return api.Handler(mux)
}

type shop struct{ validate *validator.Validate }

func (s shop) createOrder(w http.ResponseWriter, r *http.Request) error {
	order, err := nethttp.Bind[orders.Order](r, s.validate)
	if err != nil {
		return err
	}
	return send(w, http.StatusCreated, orders.Create(order))
}

func getOrder(w http.ResponseWriter, r *http.Request) error {
	receipt, err := orders.Get(r.PathValue("id"))
	if err != nil {
		return err
	}
	return send(w, http.StatusOK, receipt)
}

func payOrder(w http.ResponseWriter, r *http.Request) error {
	receipt, err := orders.Pay(r.PathValue("id"))
	if err != nil {
		return err
	}
	return send(w, http.StatusOK, receipt)
}

func authenticate(r *http.Request) (context.Context, error) {
	return nil, orders.Authenticate(r.Header.Get("Authorization"))
}

func me(w http.ResponseWriter, _ *http.Request) error {
	return send(w, http.StatusOK, map[string]string{"name": "you"})
}

func boom(http.ResponseWriter, *http.Request) { orders.Panic() }

func send(w http.ResponseWriter, status int, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, err = w.Write(body)
	return err
}
