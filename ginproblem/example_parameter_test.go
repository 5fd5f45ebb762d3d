package ginproblem_test

import (
	"fmt"
	"net/http/httptest"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/ginproblem"
)

// request is what a handler gets of a request.
func request(method, target, body string) *gin.Context {
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = httptest.NewRequest(method, target, strings.NewReader(body))
	return c
}

// A struct made for c.ShouldBindQuery works unchanged. The error says all that is
// wrong; return it as it is.
func ExampleBindQuery() {
	type page struct {
		Number int    `form:"page" binding:"omitempty,min=1"`
		Sort   string `form:"sort" binding:"omitempty,oneof=asc desc"`
	}
	_, err := ginproblem.BindQuery[page](request("GET", "/?page=two&sort=up", ""))
	fmt.Println(err)
	// Output: invalid input (query): wrong_type page, oneof sort
}

func ExampleBindPath() {
	type order struct {
		ID int `uri:"id" binding:"min=1"`
	}
	c := request("GET", "/orders/0", "")
	c.Params = gin.Params{{Key: "id", Value: "0"}}
	_, err := ginproblem.BindPath[order](c)
	fmt.Println(err)
	// Output: invalid input (path): min id
}

func ExampleBindHeader() {
	type limits struct {
		Rate int `header:"X-Rate"`
	}
	c := request("GET", "/", "")
	c.Request.Header.Set("X-Rate", "many")
	_, err := ginproblem.BindHeader[limits](c)
	fmt.Println(err)
	// Output: invalid input (header): wrong_type X-Rate
}

func ExampleBindCookie() {
	type session struct {
		Name string `cookie:"name"`
	}
	c := request("GET", "/", "")
	c.Request.Header.Set("Cookie", "name=Ann%20Lee")
	in, err := ginproblem.BindCookie[session](c)
	fmt.Println(in.Name, err)
	// Output: Ann Lee <nil>
}

func ExampleBindForm() {
	type signUp struct {
		Name string `form:"name" binding:"required"`
		Age  uint8  `form:"age"`
	}
	c := request("POST", "/", "age=300")
	c.Request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	_, err := ginproblem.BindForm[signUp](c)
	fmt.Println(err)
	// Output: invalid input (form): out_of_range age, required name
}
