package problem_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/problemkit/problemkit/problem"
)

type delivery struct {
	Parcels []struct {
		Due time.Time `json:"due"`
	} `json:"parcels"`
}

// Validate needs no validator and knows nothing of HTTP.
func (d *delivery) Validate() error {
	var c problem.Collector
	c.Field("parcels").Check(len(d.Parcels) > 0, "empty", "must have at least 1 item")
	for i, parcel := range d.Parcels {
		c.Field("parcels").Index(i).Field("due").Check(parcel.Due.Year() > 2020, "past", "must be in the future")
	}
	return c.Err()
}

func ExampleCollector() {
	var d delivery
	in, err := problem.Reading{}.JSON([]byte(`{"parcels":[{"due":"2030-01-02T00:00:00Z"},{"due":"1999-01-01T00:00:00Z"}]}`), &d)
	fmt.Println(in == nil, err)
	for _, v := range problem.InputOf(d.Validate()).Violations {
		fmt.Println(v.Pointer, v.Detail)
	}
	// Output:
	// true <nil>
	// #/parcels/1/due must be in the future
}

func ExampleReading() {
	var d delivery
	in, err := problem.Reading{AllowUnknown: true}.JSON([]byte(`{"parcels":[{"due":5},7],"unknown":true}`), &d)
	fmt.Println(err)
	for _, v := range in.Violations {
		fmt.Println(v.Pointer, v.Code)
	}
	// Output:
	// <nil>
	// #/parcels/0/due wrong_type
	// #/parcels/1 wrong_type
}

func ExampleMerge() {
	var c problem.Collector
	c.Field("parcels").Add("region", "must all go to one region")
	raw := []byte(`{"parcels":[{"due":5}]}`)
	found, _ := problem.Reading{}.JSON(raw, new(delivery))
	for _, v := range problem.Merge(problem.InputOf(c.Err()), found).Violations {
		fmt.Println(v.Pointer, v.Code)
	}
	// Output:
	// #/parcels region
	// #/parcels/0/due wrong_type
}

func ExampleInputErrors() {
	var first, second problem.Collector
	first.Field("from").Add("past", "must be in the future")
	second.Field("to").Add("past", "must be in the future")
	p := problem.NewResponder(problem.Config{}).Map(errors.Join(first.Err(), second.Err()))
	list, _ := p.Member("errors")
	fmt.Println(p.Status, len(list.([]problem.Violation)))
	// Output: 400 2
}

func ExampleValidate() {
	raw := []byte(`[{"name":"x"},{"name":""}]`)
	var list []struct {
		Name string `json:"name"`
	}
	found, _ := problem.Reading{}.JSON(raw, &list)
	err := problem.Validate(&list, raw, found, func(v any) error {
		if item := v.(*struct {
			Name string `json:"name"`
		}); item.Name == "" {
			return problem.Invalid(problem.Violation{Detail: "is required", Pointer: "#/name", Code: "required"})
		}
		return nil
	})
	fmt.Println(problem.InputOf(err).Violations[0].Pointer)
	// Output: #/1/name
}

func ExampleTokens() {
	fmt.Printf("%q", problem.Tokens("#/a~1b/0"))
	// Output: ["a/b" "0"]
}
