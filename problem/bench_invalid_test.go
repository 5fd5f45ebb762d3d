package problem_test

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/problemkit/problemkit/problem"
)

// BenchmarkInvalid is the answer to input whose faults are known.
func BenchmarkInvalid(b *testing.B) {
	rs := problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})
	r := httptest.NewRequest("POST", "/", nil)
	for _, n := range []int{1, 4, 100} {
		list := make([]problem.Violation, n)
		for i := range list {
			list[i] = problem.Violation{Detail: "must be at least 1", Pointer: problem.Pointer("items", problem.Index(i), "qty"), Code: "min"}
		}
		in := &problem.InputError{In: problem.InBody, Violations: list}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := httptest.NewRecorder()
			b.ReportAllocs()
			for b.Loop() {
				rs.Respond(w, r, in)
			}
		})
	}
}
