package problem_test

import (
	"fmt"

	"github.com/problemkit/problemkit/problem"
)

// plainText is a format of one's own.
type plainText struct{}

func (plainText) MediaType() string { return "text/plain" }

func (plainText) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	return fmt.Appendf(dst, "%d %s\n", p.Status, p.Title), nil
}

func ExampleFormat() {
	for _, format := range []problem.Format{problem.JSON, plainText{}} {
		text, err := format.Append(nil, problem.Gone.New())
		fmt.Printf("%s: %s %v\n", format.MediaType(), text, err)
	}
	// Output:
	// application/problem+json: {"type":"about:blank","title":"Gone","status":410} <nil>
	// text/plain: 410 Gone
	//  <nil>
}
