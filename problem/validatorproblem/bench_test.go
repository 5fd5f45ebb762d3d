package validatorproblem_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/go-playground/validator/v10"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

type benchAddress struct {
	Street string `json:"street" validate:"required"`
	Zip    string `json:"zip" validate:"required,len=5"`
}

type benchItem struct {
	SKU string `json:"sku" validate:"required"`
	Qty int    `json:"qty" validate:"min=1"`
}

type benchOrder struct {
	ID       string       `json:"id" validate:"required"`
	Customer string       `json:"customer" validate:"required,min=2"`
	Email    string       `json:"email" validate:"required,email"`
	Age      int          `json:"age" validate:"gte=18,lte=130"`
	Currency string       `json:"currency" validate:"oneof=EUR USD GBP"`
	Total    float64      `json:"total" validate:"gte=0"`
	Address  benchAddress `json:"address"`
	Items    []benchItem  `json:"items" validate:"dive"`
}

// benchOrderWith has so many violations.
func benchOrderWith(n int) *benchOrder {
	o := &benchOrder{"1", "Jo", "jo@example.com", 30, "EUR", 1, benchAddress{"a", "12345"}, make([]benchItem, n)}
	for i := range o.Items {
		o.Items[i] = benchItem{"x", 0}
	}
	return o
}

// benchSink takes an answer and keeps its room.
type benchSink struct {
	header http.Header
	body   []byte
}

func (s *benchSink) Header() http.Header { return s.header }
func (s *benchSink) WriteHeader(int)     {}
func (s *benchSink) Write(p []byte) (int, error) {
	s.body = append(s.body[:0], p...)
	return len(p), nil
}

// BenchmarkAnswer compares validating alone with validating and answering, by the
// number of violations. The metric x is how much more the latter costs.
func BenchmarkAnswer(b *testing.B) {
	v := validator.New()
	rs := problem.NewResponder(problem.Config{Rules: []problem.Rule{validatorproblem.Rule()}, Recorder: problem.NoRecorder})
	r := httptest.NewRequest("POST", "/", nil)
	for _, n := range []int{1, 10, 100, 1000} {
		o := benchOrderWith(n)
		b.Run(fmt.Sprintf("%d violations/alone", n), func(b *testing.B) {
			for b.Loop() {
				_ = v.Struct(o)
			}
		})
		b.Run(fmt.Sprintf("%d violations/answered", n), func(b *testing.B) {
			w := &benchSink{header: http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				rs.Respond(w, r, problem.Validate(o, nil, nil, v.Struct))
			}
		})
	}
}
