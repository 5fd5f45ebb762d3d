package validatorproblem_test

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

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

// benchOrderWith has so many items, of which the first have a violation each.
func benchOrderWith(violations, items int) *benchOrder {
	o := &benchOrder{"1", "Jo", "jo@example.com", 30, "EUR", 1, benchAddress{"a", "12345"}, make([]benchItem, items)}
	for i := range o.Items {
		o.Items[i] = benchItem{"x", max(0, i-violations+1)}
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
// number of violations. The metric x-alone is how many times more the latter
// costs, each taken at its quietest: the two take turns.
//
//	go test ./problem/validatorproblem -run '^$' -bench Answer
func BenchmarkAnswer(b *testing.B) {
	v := validator.New()
	rs := problem.NewResponder(problem.Config{Rules: []problem.Rule{validatorproblem.Rule()}, Recorder: problem.NoRecorder})
	r := httptest.NewRequest("POST", "/", nil)
	for _, size := range [][2]int{{1, 1}, {4, 4}, {10, 10}, {100, 100}, {1000, 1000}, {10, 1000}} {
		n := size[1]
		o := benchOrderWith(size[0], n)
		w := &benchSink{header: http.Header{}}
		alone := func() { _ = v.Struct(o) }
		answered := func() { rs.Respond(w, r, problem.Validate(o, nil, nil, v.Struct)) }
		b.Run(fmt.Sprintf("%d of %d", size[0], n), func(b *testing.B) {
			b.ReportAllocs()
			times := 1 + 200/n
			quietAlone, quietAnswered := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
			for b.Loop() {
				quietAlone = min(quietAlone, taken(times, alone))
				quietAnswered = min(quietAnswered, taken(times, answered))
			}
			b.ReportMetric(float64(quietAnswered)/float64(quietAlone), "x-alone")
			b.ReportMetric(float64(quietAnswered.Nanoseconds())/float64(times), "quiet-ns")
		})
	}
}

func taken(times int, f func()) time.Duration {
	start := time.Now()
	for range times {
		f()
	}
	return time.Since(start)
}
