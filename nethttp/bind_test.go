package nethttp_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

type order struct {
	Customer string `json:"customer" validate:"required"`
	Items    []item `json:"items" validate:"dive"`
	Note     string `json:"note"`
}

type item struct {
	SKU string `json:"sku" validate:"required"`
	Qty int    `json:"qty" validate:"min=1"`
}

// Validate is the order's own check.
func (o *order) Validate() error {
	switch o.Note {
	case "reserved":
		return problem.Invalid(problem.Violation{Detail: "is reserved", Pointer: "#/note", Code: "reserved"})
	case "closed":
		return problem.Conflict
	case "secret":
		return errors.New(secret)
	case "nil":
		return (*problem.Problem)(nil)
	}
	return nil
}

func takeOrder(w http.ResponseWriter, r *http.Request) error {
	in, err := nethttp.Bind[order](r, validator.New())
	if err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(in)
}

var bodies = map[string]struct {
	contentType, body string
	status            int
	errors            []string // pointer and code
}{
	"good":          {"application/json", `{"customer":"c","items":[{"sku":"a","qty":1}]}`, 200, nil},
	"no type":       {"", `{"customer":"c"}`, 415, []string{" unsupported_media_type"}},
	"nothing":       {"", ``, 400, []string{" empty"}},
	"nil problem":   {"application/json", `{"customer":"c","note":"nil"}`, 200, nil},
	"rules":         {"application/json", `{"items":[{"sku":"a","qty":1},{"qty":0}]}`, 400, []string{"#/items/1/qty min", "#/items/1/sku required", "#/customer required"}},
	"null":          {"application/json", `null`, 400, []string{" empty"}},
	"wrong type":    {"application/json", `{"items":[{"qty":1},{"qty":"` + secret + `"}]}`, 400, []string{"#/items/0/sku required", "#/items/1/qty wrong_type", "#/items/1/sku required", "#/customer required"}},
	"syntax":        {"application/json", `{"customer":` + secret, 400, []string{" malformed"}},
	"empty":         {"application/json", ``, 400, []string{" empty"}},
	"own rule":      {"application/json", `{"customer":"c","note":"reserved"}`, 400, []string{"#/note reserved"}},
	"own problem":   {"application/json", `{"customer":"c","note":"closed"}`, 409, nil},
	"own error":     {"application/json", `{"customer":"c","note":"secret"}`, 400, []string{" invalid"}},
	"other type":    {"text/csv", `a,b`, 415, []string{" unsupported_media_type"}},
	"too large":     {"application/json", `"` + strings.Repeat("x", problem.MaxJSONBody) + `"`, 413, []string{" too_large"}},
	"large and csv": {"text/csv", strings.Repeat("x", problem.MaxJSONBody+1), 413, []string{" too_large"}},
}

func TestBind(t *testing.T) {
	t.Parallel()
	for name, c := range bodies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, proto wiretest.Proto) {
				h := serve(t, proto, problem.Config{Rules: []problem.Rule{validatorproblem.Rule()}}, returned(takeOrder))
				options := []wiretest.Option{wiretest.Body(c.body)}
				if c.contentType != "" {
					options = append(options, wiretest.Header("Content-Type", c.contentType))
				}
				answer := h.Do(t, "POST", "/", options...)
				if c.status == 200 {
					require.NoError(t, answer.Err)
					assert.Equal(t, 200, answer.Status)
					h.none(t)
					return
				}
				doc := assertProblem(t, "POST", c.status, answer)
				var found []string
				for _, v := range doc.Errors {
					found = append(found, v.Pointer+" "+v.Code)
				}
				assert.Equal(t, c.errors, found)
				assert.NotContains(t, string(answer.Body), secret)
				assert.Equal(t, c.status == 415, answer.Header.Get("Accept") != "")
				h.one(t)
			})
		})
	}
}

func TestBindTo422(t *testing.T) {
	t.Parallel()
	c := problem.Config{Rules: []problem.Rule{validatorproblem.Rule()}, InvalidInput: problem.UnprocessableContent}
	h := serve(t, wiretest.HTTP1, c, returned(takeOrder))
	assertProblem(t, "POST", 422, h.Do(t, "POST", "/", asJSON, wiretest.Body(`{}`)))
	h.one(t)
}

var asJSON = wiretest.Header("Content-Type", "application/json")

// Validators check structs, which may stand in lists and maps.
func TestBindChecksEveryStruct(t *testing.T) {
	t.Parallel()
	v := validator.New()
	for body, bind := range map[string]func(*http.Request) error{
		`[{"customer":"c"},{},null,{"customer":"d","items":[{}]}]`: func(r *http.Request) error { _, err := nethttp.Bind[[]*order](r, v, v); return err },
		`{"b":{},"a":{"customer":"c"}}`:                            func(r *http.Request) error { _, err := nethttp.Bind[map[string]order](r, v); return err },
		`{"items":[]}`:                                             func(r *http.Request) error { _, err := nethttp.Bind[*order](r, v); return err },
		`[[],[{"customer":"c","items":["x",{"qty":1}]}]]`:          func(r *http.Request) error { _, err := nethttp.Bind[[][]order](r, v); return err },
	} {
		want := map[string][]string{
			`[{"customer":"c"},{},null,{"customer":"d","items":[{}]}]`: {
				"#/1/customer required", "#/1/customer required", "#/2 wrong_type", "#/3/items/0/sku required", "#/3/items/0/qty min", "#/3/items/0/sku required", "#/3/items/0/qty min",
			},
			`{"b":{},"a":{"customer":"c"}}`:                   {"#/b/customer required"},
			`{"items":[]}`:                                    {"#/customer required"},
			`[[],[{"customer":"c","items":["x",{"qty":1}]}]]`: {"#/1/0/items/0 wrong_type", "#/1/0/items/1/sku required"},
		}[body]
		h := serve(t, wiretest.HTTP1, problem.Config{Rules: []problem.Rule{validatorproblem.Rule()}}, returned(func(_ http.ResponseWriter, r *http.Request) error { return bind(r) }))
		var found []string
		for _, v := range assertProblem(t, "POST", 400, h.Do(t, "POST", "/", asJSON, wiretest.Body(body))).Errors {
			found = append(found, v.Pointer+" "+v.Code)
		}
		assert.Equal(t, want, found, body)
		h.one(t)
	}
}

func TestBindWithoutValidators(t *testing.T) {
	t.Parallel()
	h := serve(t, wiretest.HTTP1, problem.Config{}, returned(func(w http.ResponseWriter, r *http.Request) error {
		in, err := nethttp.Bind[[]int](r)
		if err != nil {
			return err
		}
		return json.NewEncoder(w).Encode(len(in))
	}))
	answer := h.Do(t, "POST", "/", asJSON, wiretest.Body(`[1,2,3]`))
	assert.Equal(t, "3\n", string(answer.Body))
	h.none(t)
}
