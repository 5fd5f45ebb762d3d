package nethttp_test

import (
	"fmt"
	"net/http"
	"time"

	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
)

// One switch takes a part of an API out of service.
func ExampleAdapter_Unavailable() {
	var closed problem.Maintenance
	api := nethttp.Adapter{Responder: quiet()}
	h := api.Handler(api.Unavailable(&closed)(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "orders")
	})))

	closed.Begin()
	show(h, "GET", "/", "")
	closed.End()
	show(h, "GET", "/", "")
	// Output:
	// 503 {"type":"about:blank","title":"Service Unavailable","status":503}
	// 200 orders
}

// Beyond its limit an API says so at once, while it can.
func ExampleAdapter_Limit() {
	api := nethttp.Adapter{Responder: quiet()}
	mux := http.NewServeMux()
	h := api.Handler(api.Limit(problem.NewLimiter(1, time.Second))(mux))
	mux.HandleFunc("/busy", func(w http.ResponseWriter, _ *http.Request) {
		show(h, "GET", "/other", "") // while this one runs
		fmt.Fprint(w, "done")
	})
	mux.HandleFunc("/other", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "other") })

	show(h, "GET", "/busy", "")
	show(h, "GET", "/other", "")
	// Output:
	// 503 {"type":"about:blank","title":"Service Unavailable","status":503}
	// 200 done
	// 200 other
}

// In the place of http.TimeoutHandler, whose answer is a page of HTML.
func ExampleAdapter_Timeout() {
	api := nethttp.Adapter{Responder: quiet()}
	h := api.Handler(api.Timeout(10 * time.Millisecond)(api.Handle(func(_ http.ResponseWriter, r *http.Request) error {
		<-r.Context().Done() // a query that takes too long
		return r.Context().Err()
	})))

	show(h, "GET", "/", "")
	// Output:
	// 503 {"type":"about:blank","title":"Service Unavailable","status":503}
}
