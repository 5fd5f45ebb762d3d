package problem_test

import (
	"encoding/json"
	"math/big"
	"net/netip"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

type (
	zeroIfSeven    int
	ptrZeroIfSeven int
	panicsOnZero   int
)

func (n zeroIfSeven) IsZero() bool     { return n == 7 }
func (n *ptrZeroIfSeven) IsZero() bool { return *n == 7 }
func (panicsOnZero) IsZero() bool      { panic("IsZero") }

func TestOmitted(t *testing.T) {
	t.Parallel()
	type omitempty struct {
		I int            `json:",omitempty"`
		F float64        `json:",omitempty"`
		S string         `json:",omitempty"`
		B bool           `json:",omitempty"`
		P *int           `json:",omitempty"`
		A any            `json:",omitempty"`
		L []int          `json:",omitempty"`
		M map[string]int `json:",omitempty"`
		Z [0]int         `json:",omitempty"`
		T struct{}       `json:",omitempty"`
		D time.Time      `json:",omitempty"`
	}
	likeMarshal(t, omitempty{})
	likeMarshal(t, omitempty{L: []int{}, M: map[string]int{}, P: new(int), A: 0, F: 1, S: "x", B: true, I: -1})
	type omitzero struct {
		I  int             `json:",omitzero"`
		L  []int           `json:",omitzero"`
		T  struct{ X int } `json:",omitzero"`
		D  time.Time       `json:",omitzero"`
		DP *time.Time      `json:",omitzero"`
		A  any             `json:",omitzero"`
		V  zeroIfSeven     `json:",omitzero"`
		P  ptrZeroIfSeven  `json:",omitzero"`
		PP *ptrZeroIfSeven `json:",omitzero"`
		IF isZeroer        `json:",omitzero"`
		E  any             `json:",omitzero,omitempty"`
	}
	seven, zero := ptrZeroIfSeven(7), time.Time{}
	likeMarshal(t, omitzero{})
	likeMarshal(t, omitzero{L: []int{}, D: time.Unix(0, 0).UTC(), DP: &zero, A: time.Time{}, V: 7, P: 7, PP: &seven, IF: zeroIfSeven(7)})
	likeMarshal(t, omitzero{L: []int{1}, DP: new(time.Time), A: 0, V: 0, P: 1, PP: new(ptrZeroIfSeven), IF: (*ptrZeroIfSeven)(nil)})
	likeMarshal(t, omitzero{IF: zeroIfSeven(1)})
	assert.Equal(t, `{"P":1}`, membersOf(t, struct {
		P panicsOnZero `json:",omitzero"`
	}{1}), "a method that panics leaves the member in")
}

type isZeroer interface{ IsZero() bool }

func TestUsualTypes(t *testing.T) {
	t.Parallel()
	likeMarshal(t, struct {
		Time    time.Time
		Wait    time.Duration
		Bytes   []byte
		Key     map[int]string
		Addr    netip.Addr
		URL     *url.URL
		Big     *big.Int
		Float   *big.Float
		Raw     json.RawMessage
		Empty   []string
		Nil     []string
		NilMap  map[string]int
		Array   [2]string
		Err     error
		Func    func() `json:"-"`
		Problem *problem.Problem
	}{
		Time: time.Date(2026, 3, 9, 8, 5, 3, 7, time.FixedZone("", 19800)), Wait: time.Second, Bytes: []byte("\x00\xff"),
		Key: map[int]string{2: "b", 1: "a"}, Addr: netip.MustParseAddr("::1"), URL: &url.URL{Scheme: "https", Host: "example.com"},
		Big: big.NewInt(1).Lsh(big.NewInt(1), 100), Float: big.NewFloat(0.5), Raw: json.RawMessage(`{"b": 1, "a": "<"}`),
		Empty: []string{}, Problem: problem.Gone.New(problem.With("a", []string{"b"})),
	})
}

// Where encoding/json drops members without a word, the declaration is wrong.
func TestStructMistakes(t *testing.T) {
	t.Parallel()
	type one struct{ Same int }
	type other struct{ Same int }
	text := panicText(t, func() {
		problem.NewTypeOf[struct {
			one
			other
			inner  `json:"within"`
			Status int `json:"STATUS"`
			Detail string
			Long   int `json:"ſtatus"`
		}](creditURI, "T", 400)
	})
	for _, words := range []string{
		`two fields give the member "Same": rename one of them`,
		`the member "within" is an embedded struct without an exported name: export it, or leave out its tag`,
		`the member "STATUS" is one of RFC 9457's own`, `the member "Detail" is one`, `the member "ſtatus" is one`,
	} {
		assert.Contains(t, text, words)
	}
}
