package accept_test

import (
	"fmt"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

func ExampleChoose() {
	offers := []string{"application/problem+json", "application/problem+xml"}

	for _, field := range []string{
		"*/*",
		"application/problem+json;q=0.3, application/problem+xml;q=0.7",
		"application/xml",
		"text/html",
	} {
		index, acceptable := accept.Choose([]string{field}, offers)
		fmt.Println(offers[index], acceptable)
	}

	// Output:
	// application/problem+json true
	// application/problem+xml true
	// application/problem+xml true
	// application/problem+json false
}
