// Package nethttp is the door for net/http: handlers return errors, clients get
// problem documents (RFC 9457), the log gets one record for each.
//
//	api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{})}
//	mux := http.NewServeMux()
//	mux.Handle("GET /orders/{id}", api.Handle(getOrder))
//	http.ListenAndServe(":8080", api.Handler(mux))
//
// [Adapter.Handler] around the router is the one line that covers everything:
// panics, returned errors, the router's own 404 and 405, and the empty or
// http.Error-shaped error answers of other code. It works with any router and
// middleware made of http.Handler. [Adapter.Handle] and [Adapter.Check] work
// without it too; then only what they wrap is covered.
//
// The package imports the standard library alone.
package nethttp
