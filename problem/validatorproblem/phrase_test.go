package validatorproblem_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// violationsOf are those of a target, by their pointers.
func violationsOf(t *testing.T, target any) map[string]problem.Violation {
	t.Helper()
	var in *problem.InputError
	require.ErrorAs(t, validatorproblem.Check(newValidator().Struct, target, nil), &in)
	found := map[string]problem.Violation{}
	for _, v := range in.Violations {
		found[v.Pointer] = v
	}
	return found
}

// Window and Range have rules about two fields.
type (
	Range struct {
		From time.Time `json:"from"`
		To   time.Time `json:"to" validate:"gtfield=From"`
	}
	secrets struct {
		Hash string `json:"-"`
		Name string
	}
	Window struct {
		Range
		Password string   `json:"password"`
		Again    string   `json:"again" validate:"eqfield=Password"`
		Hash     string   `json:"-"`
		Proof    string   `json:"proof" validate:"nefield=Hash"`
		Card     string   `json:"card" validate:"required_if=Password 'a b' Again z"`
		Cash     string   `json:"cash" validate:"required_without_all=Card Hash"`
		Any      string   `json:"any" validate:"required_without=Card"`
		Deep     string   `json:"deep" validate:"eqcsfield=Inner.Name"`
		Inner    *secrets `json:"inner"`
		Below    struct {
			Top string `json:"top" validate:"eqcsfield=Password"`
		} `json:"below"`
		Either string    `json:"either" validate:"eqfield=Password|email"`
		Broken string    `json:"broken" validate:"eqfield=Nowhere"`
		Dates  []*Window `json:"dates" validate:"omitempty,dive"`
	}
)

// TestOtherFields: the client's name of a field, where it has one.
func TestOtherFields(t *testing.T) {
	t.Parallel()
	target := &Window{Password: "a b", Again: "z", Inner: &secrets{Name: "n"}}
	target.Below.Top = "x"
	found := violationsOf(t, target)
	for pointer, want := range map[string]string{
		"#/to":        `must be later than "from"`,
		"#/again":     `must be the same as "password"`,
		"#/proof":     "must differ from another field",
		"#/card":      `is required because of the value of "password", "again"`,
		"#/cash":      "is required in the absence of other fields",
		"#/any":       `is required in the absence of "card"`,
		"#/deep":      `must be the same as "inner.Name"`,
		"#/below/top": `must be the same as "password"`,
		"#/either":    `must be the same as "password" or must be an email address`,
		"#/broken":    "must be the same as another field",
	} {
		assert.Equal(t, want, found[pointer].Detail, pointer)
	}
}

// said renders violations with words of the program's own.
func saidBy(t *testing.T, texts problem.Texts, v problem.Violation) string {
	t.Helper()
	if text, ok := texts.Text("", v.Phrase); ok {
		return text
	}
	return v.Detail
}

type address struct {
	Zip string `json:"zip" validate:"pin"`
}

type customer struct {
	address
	Name  string   `json:"name" validate:"min=3"`
	Tags  []string `json:"tags" validate:"dive,min=3"`
	Other string   `json:"other" validate:"min=3"`
	Age   int      `json:"age" validate:"min=3"`
	Both  string   `json:"both" validate:"min=3|email"`
}

// TestOverrides: the most specific words win.
func TestOverrides(t *testing.T) {
	t.Parallel()
	v := newValidator()
	v.RegisterAlias("pin", "len=4,numeric")
	var in *problem.InputError
	target := &customer{Name: "x", Tags: []string{"y"}, Other: "z", Both: "w"}
	require.ErrorAs(t, validatorproblem.Check(v.Struct, target, nil), &in)
	texts := problem.Phrases(map[string]string{
		validatorproblem.FieldKey[customer]("Name", "min"): "name: {0} {0|letter|letters}",
		validatorproblem.FieldKey[customer]("Tags", ""):    "tags",
		validatorproblem.FieldKey[customer]("Zip", "pin"):  "zip of a customer",
		validatorproblem.FieldKey[address]("Zip", "len"):   "zip of anybody",
		"rule.min.string": "at least {0} signs",
		"rule.min":        "more",
		"rule.len":        "never",
	})
	var said []string
	for _, violation := range in.Violations {
		said = append(said, violation.Pointer+" "+saidBy(t, texts, violation))
	}
	assert.Equal(t, []string{
		"#/zip zip of a customer", "#/name name: 3 letters", "#/tags/0 tags", "#/other at least 3 signs", "#/age more",
		"#/both at least 3 signs or must be an email address",
	}, said)
	anybody := problem.Phrases(map[string]string{validatorproblem.FieldKey[address]("Zip", "len"): "zip of anybody"})
	assert.Equal(t, "zip of anybody", saidBy(t, anybody, in.Violations[0]))
	assert.Equal(t, "must have the size", saidBy(t, problem.Phrases(map[string]string{"rule.pin": "must have the size"}), in.Violations[0]))
}

func TestFieldKey(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "field:github.com/problemkit/problemkit/problem/validatorproblem_test.customer.Name:min",
		validatorproblem.FieldKey[customer]("Name", "min"))
	assert.Equal(t, "field:struct { A int }.A:", validatorproblem.FieldKey[struct{ A int }]("A", ""))
	assert.PanicsWithError(t, `validatorproblem.FieldKey[validatorproblem_test.customer]: there is no field "name": use its name in Go`,
		func() { validatorproblem.FieldKey[customer]("name", "min") })
	assert.PanicsWithError(t, "validatorproblem.FieldKey[int]: use the struct whose field it is",
		func() { validatorproblem.FieldKey[int]("Name", "min") })
}

type loud string

func (loud) String() string { panic("a method of the value") }

type echoing struct {
	Name   string            `json:"name" validate:"min=99" problem:"unsafe-echo"`
	Age    *int              `json:"age" validate:"min=18" problem:"unsafe-echo"`
	Ratio  float64           `json:"ratio" validate:"max=1" problem:"unsafe-echo"`
	Agreed bool              `json:"agreed" validate:"eq=false" problem:"unsafe-echo"`
	Loud   loud              `json:"loud" validate:"email" problem:"unsafe-echo"`
	Long   string            `json:"long" validate:"email" problem:"unsafe-echo"`
	Tags   []string          `json:"tags" validate:"max=2,dive,max=2" problem:"unsafe-echo"`
	More   []string          `json:"more" validate:"max=1" problem:"unsafe-echo"`
	Map    map[string]string `json:"map" validate:"dive,keys,max=2,endkeys" problem:"unsafe-echo"`
	Empty  string            `json:"empty" validate:"required" problem:"unsafe-echo"`
	Quiet  string            `json:"quiet" validate:"max=1" problem:"echo"`
	Count  uint              `json:"count" validate:"max=1" problem:"unsafe-echo"`
}

// TestEcho: a value shows where the program has asked for it, bounded and without
// characters that act. A list and the name of a member are no single value.
func TestEcho(t *testing.T) {
	t.Parallel()
	age := 17
	found := violationsOf(t, &echoing{
		Name: "a\x1b[31m\u202e\"\n", Age: &age, Ratio: 1.5, Agreed: true, Loud: "boo", Long: strings.Repeat("é", 40), Count: 2,
		Tags: []string{"abc", "d"}, More: []string{"abc", "d"}, Map: map[string]string{bad: "x"}, Quiet: bad,
	})
	for pointer, want := range map[string]string{
		"#/name":       "must be at least 99 characters: \"a\uFFFD[31m\uFFFD\uFFFD\uFFFD\"",
		"#/age":        `must be at least 18: "17"`,
		"#/ratio":      `must be at most 1: "1.5"`,
		"#/agreed":     `must be false: "true"`,
		"#/loud":       `must be an email address: "boo"`,
		"#/long":       `must be an email address: "` + strings.Repeat("é", 32) + `…"`,
		"#/more":       "must have at most 1 item",
		"#/tags/0":     `must be at most 2 characters: "abc"`,
		"#/map/" + bad: "a member name must be at most 2 characters",
		"#/empty":      "is required",
		"#/quiet":      "must be at most 1 character",
		"#/count":      `must be at most 1: "2"`,
	} {
		assert.Equal(t, want, found[pointer].Detail, pointer)
	}
	assert.Equal(t, `too young (17 of 18): "17"`, saidBy(t, problem.Phrases(map[string]string{"rule.min": "too young ({1} of {0})"}), found["#/age"]))
	assert.Equal(t, `no mail "boo": "boo"`, saidBy(t, problem.Phrases(map[string]string{"rule.email": `no mail "{1}"`}), found["#/loud"]))
	assert.Equal(t, "a member name: short", saidBy(t, problem.Phrases(map[string]string{"rule.max": "short", "say.name": "a member name: {0}"}), found["#/map/"+bad]))
}

func TestManyAlternatives(t *testing.T) {
	t.Parallel()
	_, text := said(t, bad, "email|"+strings.Repeat("uuid|", 6)+"url")
	assert.Equal(t, 8, strings.Count(text, "must"))
	_, text = said(t, bad, "email|"+strings.Repeat("uuid|", 7)+"url")
	assert.Equal(t, "is not valid", text)
}

func ExampleFieldKey() {
	type Signup struct {
		Email string `json:"email" validate:"required,email"`
		Name  string `json:"name" validate:"required"`
	}
	texts := problem.Phrases(map[string]string{
		validatorproblem.FieldKey[Signup]("Email", "required"): "we need your address to send the ticket to",
		"rule.required": "please fill this in",
	})
	err := validatorproblem.Check(newValidator().Struct, &Signup{}, nil)
	p := problem.NewResponder(problem.Config{}).Map(err)
	list, _ := p.Member("errors")
	for _, v := range list.([]problem.Violation) {
		text, _ := texts.Text("", v.Phrase)
		fmt.Println(v.Pointer, text)
	}
	// Output:
	// #/email we need your address to send the ticket to
	// #/name please fill this in
}
