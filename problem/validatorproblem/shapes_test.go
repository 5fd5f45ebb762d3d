//lint:file-ignore SA5008 tags that encoding/json has its own view of are what is tested

package validatorproblem_test

import (
	"database/sql/driver"
	"fmt"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"
)

// bad stands for every value that is rejected: it must not come out again.
const bad = "hunter2"

type leaf struct {
	Text   string `json:"text" validate:"omitempty,max=3"`
	Plain  string `validate:"omitempty,max=3"`
	Hidden string `json:"-" validate:"omitempty,max=3"`
	Dash   string `json:"-," validate:"omitempty,max=3"`
	Slash  string `json:"a/b~c" validate:"omitempty,max=3"`
	Dot    string `json:"a.b" validate:"omitempty,max=3"`
	Square string `json:"x[0]" validate:"omitempty,max=3"`
	Option string `json:",omitempty" validate:"omitempty,max=3"`
	Broken string `json:"a\"b" validate:"omitempty,max=3"`
}

type (
	Base struct {
		Level string `json:"level" validate:"omitempty,max=3"`
	}
	Deep struct {
		Depth string `json:"depth" validate:"omitempty,max=3"`
	}
	lower struct {
		Low string `json:"low" validate:"omitempty,max=3"`
	}
	Word string
	word string
)

type embedding struct {
	Base
	*Deep
	lower
	Named Base `json:"named"`
	Tag   `json:"tag"`
	Word  `validate:"omitempty,max=3"`
	word  `validate:"omitempty,max=3"`
}

type Tag struct {
	Text string `json:"text" validate:"omitempty,max=3"`
}

// shadowing has a field whose name in JSON belongs to another one.
type shadowing struct {
	Base
	Level string `json:"level" validate:"omitempty,max=3"`
}

// twins lose the name between them (encoding/json drops both).
type twins struct {
	One
	Other
}

type One struct {
	Rank string `validate:"omitempty,max=3"`
}

type Other struct {
	Rank string `validate:"omitempty,max=3"`
}

// Self embeds itself, which has an end in JSON.
type Self struct {
	*Self
	Name string `json:"name" validate:"omitempty,max=3"`
}

type box[T any] struct {
	Value T `json:"value"`
}

type lists struct {
	Leaves   []leaf              `json:"leaves" validate:"omitempty,max=4,dive"`
	Pointers []*leaf             `json:"pointers" validate:"dive"`
	Pair     [2]leaf             `json:"pair" validate:"dive"`
	Matrix   [][]string          `json:"matrix" validate:"dive,dive,max=3"`
	Words    map[string]string   `json:"words" validate:"dive,max=3"`
	Places   map[string]leaf     `json:"places" validate:"dive"`
	ByNumber map[int8]*leaf      `json:"by_number" validate:"dive"`
	ByCount  map[uint16]leaf     `json:"by_count" validate:"dive"`
	ByName   map[name]leaf       `json:"by_name" validate:"dive"`
	ByText   map[upper]leaf      `json:"by_text" validate:"dive"`
	ByPoint  map[point]leaf      `json:"by_point" validate:"dive"`
	Keyed    map[string]string   `json:"keyed" validate:"dive,keys,max=3,endkeys,max=5"`
	KeyedInt map[string]int      `json:"keyed_int" validate:"dive,keys,max=3,endkeys,max=5"`
	Any      any                 `json:"any" validate:"omitempty,dive,max=3"`
	Nested   map[string][]string `json:"nested" validate:"dive,dive,max=3"`
	Aliased  map[string]string   `json:"aliased" validate:"entries"`
}

type name string

// upper prints and marshals otherwise than it is.
type upper int

func (u upper) String() string               { return fmt.Sprint("number ", int(u)) }
func (u upper) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "n%d", int(u)), nil }

type point struct {
	X int `validate:"max=3"`
}

func (p point) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%d", p.X), nil }

// money and secret are read by methods of their own.
type money struct {
	Cents int `json:"cents" validate:"max=3"`
}

func (m *money) UnmarshalJSON([]byte) error { m.Cents = 4; return nil }

type csv []leaf

func (c *csv) UnmarshalText([]byte) error { *c = csv{{Text: bad}}; return nil }

type owning struct {
	Price money   `json:"price"`
	List  []money `json:"list" validate:"dive"`
	CSV   csv     `json:"csv" validate:"dive"`
}

// wrapped gives the validator another value than it has.
type wrapped struct{ inner leaf }

func (w wrapped) ValidatorValue() any { return w.inner }

type valuer struct{ text string }

func (v valuer) Value() (driver.Value, error) { return v.text, nil }

type foreign struct {
	Wrapped wrapped `json:"wrapped" validate:"required"`
	Valuer  valuer  `json:"valuer" validate:"max=3"`
}

type reporting struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// newValidator has the rules that the shapes use.
func newValidator() *validator.Validate {
	v := validator.New()
	v.RegisterAlias("entries", "dive,keys,max=3,endkeys,max=3")
	v.RegisterCustomTypeFunc(func(field reflect.Value) any { return field.Interface().(valuer).text }, valuer{})
	v.RegisterStructValidation(func(sl validator.StructLevel) {
		r := sl.Current().Interface().(reporting)
		switch r.Start {
		case 1:
			sl.ReportError(r.End, "end", "End", "after", "")
		case 2:
			sl.ReportError(r.End, "end", "", "after", "")
		case 3:
			sl.ReportError(r.End, "nowhere", "Nowhere", "after", "")
		}
	}, reporting{})
	return v
}

// named is a validator that already has a tag name function.
func named() *validator.Validate {
	v := newValidator()
	v.RegisterTagNameFunc(func(field reflect.StructField) string {
		tag, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if tag == "-" {
			return ""
		}
		return tag
	})
	return v
}
