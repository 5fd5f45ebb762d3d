//lint:file-ignore SA5008 tags that encoding/json has its own view of are what is tested

package problem_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// membersOf returns the members that a problem with these fields sends, as an
// object, in their order.
func membersOf[E any](t *testing.T, fields E) string {
	t.Helper()
	p := problem.NewTypeOf[E]("about:blank", "T", 400).New(fields)
	text := strings.TrimPrefix(encoded(t, p), `{"type":"about:blank","title":"T","status":400`)
	return "{" + strings.TrimPrefix(text, ",")
}

// likeMarshal compares with encoding/json, to the byte and with it the order.
func likeMarshal[E any](t *testing.T, fields E) {
	t.Helper()
	want, err := json.Marshal(fields)
	require.NoError(t, err, "%T", fields)
	assert.Equal(t, string(want), membersOf(t, fields), "%T", fields)
}

type (
	Inner    struct{ X, Y int }
	inner    struct{ X, Z int }
	deep     struct{ Inner }
	renaming struct {
		A int `json:"X"`
	}
	generic[T any] struct {
		Value T `json:"value"`
		List  []T
	}
	recursive struct {
		Name string
		*recursive
		Children []recursive
	}
	mutualA struct {
		*mutualB
		A int
	}
	mutualB struct {
		*mutualA
		B int
	}
	Text    string
	Number  int
	plain   int
	Pointer *int
)

func TestEmbedding(t *testing.T) {
	t.Parallel()
	likeMarshal(t, struct{ Inner }{Inner{1, 2}})
	likeMarshal(t, struct{ *Inner }{&Inner{1, 2}})
	likeMarshal(t, struct {
		*Inner
		Z int
	}{Z: 3})
	likeMarshal(t, struct{ inner }{inner{1, 2}})
	likeMarshal(t, struct{ *inner }{&inner{1, 2}})
	likeMarshal(t, struct{ *inner }{})
	likeMarshal(t, struct{ deep }{deep{Inner{1, 2}}})
	likeMarshal(t, struct {
		X string
		deep
	}{"shallow wins", deep{Inner{1, 2}}})
	likeMarshal(t, struct {
		deep
		inner
	}{deep{Inner{1, 2}}, inner{3, 4}})
	likeMarshal(t, struct {
		inner
		renaming
	}{inner{1, 2}, renaming{3}})
	likeMarshal(t, struct {
		Inner `json:"in"`
	}{Inner{1, 2}})
	likeMarshal(t, struct {
		*Inner `json:"in,omitempty"`
	}{})
	likeMarshal(t, struct {
		Inner `json:"-"`
		Z     int
	}{Inner{1, 2}, 3})
	likeMarshal(t, struct {
		Inner `json:",omitempty"`
	}{})
	likeMarshal(t, struct {
		Number
		Text `json:",omitempty"`
		plain
		fmt.Stringer
		io.Reader `json:"r"`
	}{1, "", 2, nil, nil})
	likeMarshal(t, recursive{Name: "a", recursive: &recursive{Name: "b"}, Children: []recursive{{Name: "c"}}})
	likeMarshal(t, mutualA{mutualB: &mutualB{B: 2}, A: 1})
}

func TestTags(t *testing.T) {
	t.Parallel()
	likeMarshal(t, struct {
		A int `json:"a"`
		B int `json:",omitempty"`
		C int `json:"-"`
		D int `json:"-,"`
		e int
		F int `json:"f,omitempty,string"`
		G int `json:" spaced out "`
		H int `json:"ünï-1.2/3:4<&>"`
		I int `xml:"x"`
		J int `json:"j,unknown,omitempty"`
		P int `json:"trace_id"`
	}{A: 1, D: 2, e: 3, F: 4, G: 5, H: 6, I: 7, P: 14})
	likeMarshal(t, struct{}{})
	likeMarshal(t, generic[time.Duration]{2, []time.Duration{1}})
	likeMarshal(t, generic[generic[*string]]{})
	likeMarshal(t, struct {
		A struct {
			B []struct{ C int } `json:"b"`
		}
	}{})
}

// A name that encoding/json does not take is no name. Its next version will be
// less strict; this one's answer is stable.
func TestTagsThatAreNoNames(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `{"K":1,"L":2,"M":3,"N":4,"O":5}`, membersOf(t, struct {
		K int "json:\"quoted\\\"name\""
		L int `json:"back\\slash"`
		M int `json:"it's"`
		N int "json:\"bad\xff\""
		O int `json:"emoji😀"`
	}{1, 2, 3, 4, 5}))
}

func TestQuoted(t *testing.T) {
	t.Parallel()
	one, text, yes := 1, `a"b`, true
	likeMarshal(t, struct {
		I   int8        `json:",string"`
		U   uintptr     `json:",string"`
		F   float64     `json:",string"`
		B   bool        `json:",string"`
		S   string      `json:",string"`
		P   *int        `json:",string"`
		Q   *string     `json:",string"`
		R   *bool       `json:",string"`
		Nil *int        `json:",string"`
		N   json.Number `json:",string"`
		T   Text        `json:",string"`
	}{-1, 2, 1e300, true, text, &one, &text, &yes, nil, "1.50", "t"})
	pointer := &one
	likeMarshal(t, struct {
		PP   **int    `json:",string"`
		List []int    `json:",string"`
		Any  any      `json:",string"`
		Ptr  Pointer  `json:",string"`
		Own  ownInt   `json:",string"`
		Own2 *ownInt  `json:",string"`
		Own3 *ptrOwn  `json:",string"`
		Own4 *ptrOwn  `json:",string"`
		Own5 ptrOwn   `json:",string"`
		Own6 textInt  `json:",string"`
		Own7 *textInt `json:",string"`
	}{&pointer, []int{1}, 1, &one, 7, new(ownInt), new(ptrOwn), nil, 7, 8, new(textInt)})
}

type (
	ownInt  int
	ptrOwn  int
	textInt int
)

func (ownInt) MarshalJSON() ([]byte, error)  { return []byte(`{"own": [1, 2]}`), nil }
func (*ptrOwn) MarshalJSON() ([]byte, error) { return []byte(`"by pointer"`), nil }
func (textInt) MarshalText() ([]byte, error) { return []byte(`as <text>`), nil }

func TestQuotedThatFails(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `{"After":1}`, membersOf(t, struct {
		Float  float64     `json:",string"`
		Number json.Number `json:",string"`
		After  int
	}{math.NaN(), "1x", 1}))
}

// Below an embedded pointer a field has an address, and with it the methods of
// its pointer.
func TestMethodsOfPointers(t *testing.T) {
	t.Parallel()
	type Addressed struct {
		Own     ptrOwn
		Quoted  ptrOwn `json:",string"`
		Struct  struct{ Own ptrOwn }
		Pointer *ptrOwn
	}
	likeMarshal(t, struct{ *Addressed }{&Addressed{Pointer: new(ptrOwn)}})
	likeMarshal(t, struct{ Addressed }{Addressed{Pointer: new(ptrOwn)}})
	likeMarshal(t, struct{ List []ptrOwn }{[]ptrOwn{1}})
	likeMarshal(t, struct{ Any any }{[]any{new(ptrOwn), ptrOwn(1)}})
}
