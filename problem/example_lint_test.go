package problem_test

import (
	"fmt"

	"github.com/problemkit/problemkit/problem"
)

func ExampleLint() {
	type members struct {
		ID int `json:"id"`
	}
	for _, advice := range problem.Lint(problem.NewTypeOf[members]("problems/locked", "Locked", 423)) {
		fmt.Println(advice)
	}
	// Output:
	// type "problems/locked" is relative to the path of the request: give it the full path, or better make it absolute (RFC 9457, section 3.1.1)
	// member "id": use three or more letters, digits and _ (RFC 9457, section 4)
}

func ExampleLintMember() {
	fmt.Println(problem.LintMember("balance"))
	fmt.Println(problem.LintMember("$ref"))
	// Output:
	// []
	// [member "$ref": can't be an XML element (RFC 9457, appendix B): start with a letter, use letters, digits and _]
}
