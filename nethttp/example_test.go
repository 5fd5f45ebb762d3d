package nethttp_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// show sends a request and prints the answer.
func show(h http.Handler, method, target, body string) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	h.ServeHTTP(w, r)
	fmt.Println(w.Code, strings.TrimSpace(w.Body.String()))
}

// quiet is a configuration without trace ids and log, for short outputs.
func quiet(rules ...problem.Rule) *problem.Responder {
	return problem.NewResponder(problem.Config{
		Rules:    rules,
		Recorder: problem.NoRecorder,
		TraceID:  func(*http.Request) string { return "" },
	})
}

// One line around the router covers everything: its own answers, panics, and
// the error answers of handlers that know nothing of problems.
func ExampleAdapter_Handler() {
	api := nethttp.Adapter{Responder: quiet()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /old", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "size is missing", http.StatusBadRequest)
	})
	mux.HandleFunc("GET /broken", func(http.ResponseWriter, *http.Request) { panic("password=swordfish") })
	h := api.Handler(mux)

	show(h, "GET", "/old", "")
	show(h, "POST", "/old", "")
	show(h, "GET", "/nowhere", "")
	show(h, "GET", "/broken", "")
	// Output:
	// 400 {"type":"about:blank","title":"Bad Request","status":400,"detail":"size is missing"}
	// 405 {"type":"about:blank","title":"Method Not Allowed","status":405}
	// 404 {"type":"about:blank","title":"Not Found","status":404}
	// 500 {"type":"about:blank","title":"Internal Server Error","status":500}
}

// Handlers return errors. Those of the domain know nothing of HTTP: rules map
// them.
func ExampleAdapter_Handle() {
	errNoOrder := errors.New("no such order")
	api := nethttp.Adapter{Responder: quiet(problem.Match(errNoOrder, problem.NotFound))}
	mux := http.NewServeMux()
	mux.Handle("GET /orders/{id}", api.Handle(func(w http.ResponseWriter, r *http.Request) error {
		if r.PathValue("id") != "7" {
			return fmt.Errorf("load %s: %w", r.PathValue("id"), errNoOrder)
		}
		return json.NewEncoder(w).Encode(map[string]int{"id": 7})
	}))
	h := api.Handler(mux)

	show(h, "GET", "/orders/7", "")
	show(h, "GET", "/orders/8", "")
	// Output:
	// 200 {"id":7}
	// 404 {"type":"about:blank","title":"Not Found","status":404}
}

type userKey struct{}

// A guard answers for the handlers behind it, or hands a context on.
func ExampleAdapter_Check() {
	api := nethttp.Adapter{Responder: quiet()}
	signedIn := api.Check(func(r *http.Request) (context.Context, error) {
		user := r.URL.Query().Get("user")
		if user == "" {
			return nil, problem.Unauthorized
		}
		return context.WithValue(r.Context(), userKey{}, user), nil
	})
	h := api.Handler(signedIn(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "hello", r.Context().Value(userKey{}))
	})))

	show(h, "GET", "/?user=ann", "")
	show(h, "GET", "/", "")
	// Output:
	// 200 hello ann
	// 401 {"type":"about:blank","title":"Unauthorized","status":401}
}

// What is wrong with a body is told all at once, with places in the client's own
// names.
func ExampleBind() {
	type line struct {
		SKU string `json:"sku" validate:"required"`
		Qty int    `json:"qty" validate:"min=1"`
	}
	type cart struct {
		Lines []line `json:"lines" validate:"required,dive"`
	}
	validate := validator.New()
	api := nethttp.Adapter{Responder: quiet(validatorproblem.Rule())}
	h := api.Handle(func(w http.ResponseWriter, r *http.Request) error {
		in, err := nethttp.Bind[cart](r, validate)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(w, len(in.Lines))
		return err
	})

	show(h, "POST", "/", `{"lines":[{"sku":"a","qty":1}]}`)
	show(h, "POST", "/", `{"lines":[{"sku":"a","qty":0}]}`)
	show(h, "POST", "/", `{"lines":"none"}`)
	// Output:
	// 200 1
	// 400 {"type":"about:blank","title":"Bad Request","status":400,"errors":[{"detail":"must be at least 1","pointer":"#/lines/0/qty","code":"min"}]}
	// 400 {"type":"about:blank","title":"Bad Request","status":400,"errors":[{"detail":"must be an array","pointer":"#/lines","code":"wrong_type"}]}
}
