package nethttp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// Everything that is wrong with a query is told at once, by the names of its
// parameters.
func ExampleBindQuery() {
	type page struct {
		Number int      `query:"page,default=1" validate:"min=1"`
		Size   int      `query:"size,default=20" validate:"max=100"`
		Tags   []string `query:"tag" validate:"dive,max=5"`
	}
	api := nethttp.Adapter{Responder: quiet(validatorproblem.Rule())}
	h := api.Handle(func(w http.ResponseWriter, r *http.Request) error {
		in, err := nethttp.BindQuery[page](r, validator.New())
		if err != nil {
			return err
		}
		_, err = fmt.Fprint(w, in.Number, in.Size, in.Tags)
		return err
	})

	show(h, "GET", "/?size=50&tag=new", "")
	show(h, "GET", "/?page=two&size=500", "")
	// Output:
	// 200 1 50 [new]
	// 400 {"type":"about:blank","title":"Bad Request","status":400,"errors":[{"detail":"must be an integer","in":"query","parameter":"page","code":"wrong_type"},{"detail":"must be at most 100","in":"query","parameter":"size","code":"max"}]}
}

// A wildcard of the pattern is read by the tag path.
func ExampleBindPath() {
	type order struct {
		ID int `path:"id"`
	}
	api := nethttp.Adapter{Responder: quiet()}
	mux := http.NewServeMux()
	mux.Handle("GET /orders/{id}", api.Handle(func(w http.ResponseWriter, r *http.Request) error {
		in, err := nethttp.BindPath[order](r)
		if err != nil {
			return err
		}
		_, err = fmt.Fprint(w, "order ", in.ID)
		return err
	}))

	show(mux, "GET", "/orders/7", "")
	show(mux, "GET", "/orders/seven", "")
	// Output:
	// 200 order 7
	// 400 {"type":"about:blank","title":"Bad Request","status":400,"errors":[{"detail":"must be an integer","in":"path","parameter":"id","code":"wrong_type"}]}
}

// Header fields and cookies are read in the same way.
func ExampleBindHeader() {
	type limits struct {
		Rate int `header:"X-Rate"`
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("X-Rate", "many")
	_, err := nethttp.BindHeader[limits](r)
	fmt.Println(err)
	// Output: invalid input (header): wrong_type X-Rate
}

func ExampleBindCookie() {
	type session struct {
		Visits int `cookie:"visits"`
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(&http.Cookie{Name: "visits", Value: "3"})
	in, err := nethttp.BindCookie[session](r)
	fmt.Println(in.Visits, err)
	// Output: 3 <nil>
}

func ExampleBindForm() {
	type signUp struct {
		Name string `form:"name"`
		Age  uint8  `form:"age"`
	}
	r := httptest.NewRequest("POST", "/", strings.NewReader("name=Ann&age=300"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	_, err := nethttp.BindForm[signUp](r)
	fmt.Println(err)
	// Output: invalid input (form): out_of_range age
}
