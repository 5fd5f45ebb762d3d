package jsoninput_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem/internal/jsoninput"
)

type price struct{}

func (p *price) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return err
	}
	if text == "bad" {
		return errors.New("a secret of the price list")
	}
	return nil
}

type audit struct {
	Level int `json:"level"`
}

type Box[T any] struct {
	Inner T `json:"inner"`
}

type tree struct {
	Kids []tree           `json:"kids"`
	Next *tree            `json:"next"`
	Val  int8             `json:"val"`
	Map  map[string]*tree `json:"map"`
}

type everything struct {
	ID     int64              `json:"id"`
	Name   string             `json:"name"`
	U8     uint8              `json:"u8"`
	F32    float32            `json:"f32"`
	On     *bool              `json:"on"`
	When   time.Time          `json:"when"`
	Addr   netip.Addr         `json:"addr"`
	Blob   []byte             `json:"blob"`
	Pair   [2]int             `json:"pair"`
	Grid   [][]int            `json:"grid"`
	Meta   map[string]int     `json:"meta"`
	ByID   map[int8]string    `json:"by_id"`
	ByAddr map[netip.Addr]int `json:"by_addr"`
	Price  *price             `json:"price"`
	Any    any                `json:"any"`
	Num    json.Number        `json:"num"`
	Raw    json.RawMessage    `json:"raw"`
	Quoted int                `json:"quoted,string"`
	Flag   *bool              `json:"flag,string"`
	Weird  int                `json:"a/b~c"`
	NoTag  int
	Hidden int              `json:"-"`
	Box    Box[Box[[]int8]] `json:"box"`
	Anon   struct {
		X int `json:"x"`
	} `json:"anon"`
	Tree tree `json:"tree"`
	audit
	Chan   chan int        `json:"chan"`
	Reader io.Reader       `json:"reader"`
	Float  map[float64]int `json:"float"`
}

type found struct {
	kind  jsoninput.Kind
	way   string
	value string
}

func compare(t *testing.T, raw string, target reflect.Type, knownOnly bool) ([]found, error) {
	t.Helper()
	stop, _ := jsoninput.Scan([]byte(raw), jsoninput.MaxDepth)
	require.Nil(t, stop, raw)
	faults, broken := jsoninput.Compare([]byte(raw), target, knownOnly)
	var list []found
	for _, f := range faults {
		list = append(list, found{f.Kind, strings.Join(f.Tokens, "|"), raw[f.Start:f.End]})
	}
	return list, broken
}

func TestCompareFindsEveryFault(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string][]found{
		`{"id":1,"name":"x","on":null,"when":"2024-01-02T03:04:05Z","price":"5","any":{"a":[1]},"raw":{},"quoted":"5","flag":"true","num":5}`: nil,
		`{"ID":1,"nAmE":"x"}`: nil,
		`{"ID":"x"}`:          {{jsoninput.WrongType, "ID", `"x"`}},
		`{"id":"x","name":5,"u8":256,"f32":1e300}`: {
			{jsoninput.WrongType, "id", `"x"`}, {jsoninput.WrongType, "name", "5"}, {jsoninput.Range, "u8", "256"}, {jsoninput.Range, "f32", "1e300"},
		},
		`{"id":1.5}`: {{jsoninput.Fraction, "id", "1.5"}}, `{"id":1e2}`: {{jsoninput.Fraction, "id", "1e2"}}, `{"u8":-1}`: {{jsoninput.Range, "u8", "-1"}},
		`{"on":"yes"}`:   {{jsoninput.WrongType, "on", `"yes"`}},
		`{"when":"now"}`: {{jsoninput.Refused, "when", `"now"`}}, `{"when":5}`: {{jsoninput.Refused, "when", "5"}},
		`{"addr":"x"}`: {{jsoninput.Refused, "addr", `"x"`}}, `{"addr":{"a":1}}`: {{jsoninput.WrongType, "addr", `{"a":1}`}},
		`{"blob":"@"}`: {{jsoninput.WrongText, "blob", `"@"`}}, `{"blob":[1,300]}`: {{jsoninput.Range, "blob|1", "300"}},
		`{"pair":[1]}`: {{jsoninput.Length, "pair", "[1]"}}, `{"pair":[1,2,"x"]}`: {{jsoninput.Length, "pair", `[1,2,"x"]`}}, `{"pair":["x",2]}`: {{jsoninput.WrongType, "pair|0", `"x"`}},
		`{"grid":[[1],[2,"x"],3]}`:         {{jsoninput.WrongType, "grid|1|1", `"x"`}, {jsoninput.WrongType, "grid|2", "3"}},
		`{"meta":{"a.b":"x","\u0061":[]}}`: {{jsoninput.WrongType, "meta|a.b", `"x"`}, {jsoninput.WrongType, "meta|a", "[]"}},
		`{"by_id":{"zz":"","300":"","1":1}}`: {
			{jsoninput.WrongName, "by_id|zz", `"zz":""`}, {jsoninput.WrongName, "by_id|300", `"300":""`}, {jsoninput.WrongType, "by_id|1", "1"},
		},
		`{"by_addr":{"::1":1,"x":1}}`: {{jsoninput.WrongName, "by_addr|x", `"x":1`}},
		`{"price":"bad"}`:             {{jsoninput.Refused, "price", `"bad"`}}, `{"price":{"cents":"x"}}`: {{jsoninput.Refused, "price", `{"cents":"x"}`}},
		`{"any":[{"a":1e999}]}`: {{jsoninput.Range, "any|0|a", "1e999"}},
		`{"num":"x"}`:           {{jsoninput.WrongText, "num", `"x"`}},
		`{"quoted":5}`:          {{jsoninput.WrongType, "quoted", "5"}}, `{"quoted":"x"}`: {{jsoninput.WrongType, "quoted", `"x"`}}, `{"quoted":"1.5"}`: {{jsoninput.Fraction, "quoted", `"1.5"`}},
		`{"flag":true}`: {{jsoninput.WrongType, "flag", "true"}}, `{"flag":null}`: nil,
		`{"a/b~c":"x"}`:                       {{jsoninput.WrongType, "a/b~c", `"x"`}},
		`{"notag":"x"}`:                       {{jsoninput.WrongType, "notag", `"x"`}},
		`{"Hidden":1,"zz":{"a":[1]}}`:         {{jsoninput.Unknown, "Hidden", `"Hidden":1`}, {jsoninput.Unknown, "zz", `"zz":{"a":[1]}`}},
		`{"box":{"inner":{"inner":[1,128]}}}`: {{jsoninput.Range, "box|inner|inner|1", "128"}},
		`{"anon":{"x":[]}}`:                   {{jsoninput.WrongType, "anon|x", "[]"}}, `{"anon":[]}`: {{jsoninput.WrongType, "anon", "[]"}},
		`{"tree":{"kids":[{"next":{"val":"x"}}],"map":{"k":{"val":true}}}}`: {
			{jsoninput.WrongType, "tree|kids|0|next|val", `"x"`}, {jsoninput.WrongType, "tree|map|k|val", "true"},
		},
		`{"level":"x"}`: {{jsoninput.WrongType, "level", `"x"`}},
		`[]`:            {{jsoninput.WrongType, "", "[]"}},
	} {
		got, broken := compare(t, raw, reflect.TypeFor[everything](), true)
		require.NoError(t, broken, raw)
		assert.Equal(t, want, got, raw)
	}
}

func TestCompareLetsUnknownMembersBe(t *testing.T) {
	t.Parallel()
	got, broken := compare(t, `{"zz":1,"id":"x"}`, reflect.TypeFor[everything](), false)
	require.NoError(t, broken)
	assert.Equal(t, []found{{jsoninput.WrongType, "id", `"x"`}}, got)
}

type hidden struct {
	X int `json:"x"`
}

func TestCompareTellsMistakesOfTheProgram(t *testing.T) {
	t.Parallel()
	for raw, target := range map[string]reflect.Type{
		`{"chan":1}`: reflect.TypeFor[everything](), `{"reader":{}}`: reflect.TypeFor[everything](), `{"float":{}}`: reflect.TypeFor[everything](),
		`{"x":1}`: reflect.TypeFor[struct{ *hidden }](), `[1]`: reflect.TypeFor[[]func()](),
	} {
		_, broken := compare(t, raw, target, true)
		require.Error(t, broken, raw)
	}
	_, broken := compare(t, `{"chan":null,"reader":null}`, reflect.TypeFor[everything](), true)
	assert.NoError(t, broken, "null is read into anything")
}

func TestCompareIsBounded(t *testing.T) {
	t.Parallel()
	raw := `[` + strings.Repeat(`"x",`, 50_000) + `1]`
	got, broken := jsoninput.Compare([]byte(raw), reflect.TypeFor[[]int](), true)
	require.NoError(t, broken)
	assert.Len(t, got, 10_000)
	assert.Equal(t, []string{"999"}, got[999].Tokens)
	assert.Nil(t, got[1000].Tokens)
}

func TestHasArray(t *testing.T) {
	t.Parallel()
	assert.True(t, jsoninput.HasArray(reflect.TypeFor[[]everything]()))
	assert.True(t, jsoninput.HasArray(reflect.TypeFor[map[string]*[2]int]()))
	assert.False(t, jsoninput.HasArray(reflect.TypeFor[tree]()))
	assert.False(t, jsoninput.HasArray(reflect.TypeFor[netip.Addr]()), "which reads itself")
}

func TestMendLeavesTheRest(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"id":"x","name":"n"}`:                            `{"id":null,"name":"n"}`,
		`{"grid":[[1],"x",[2]]}`:                           `{"grid":[[1],null,[2]]}`,
		`{"by_id":{"a":"", "b":"" ,"1":"","c":"","d":""}}`: `{"by_id":{"1":""}}`,
		`{"by_id":{"a":""}}`:                               `{"by_id":{}}`,
		`{"pair":[1],"zz":1}`:                              `{"pair":[1],"zz":1}`,
	} {
		faults, broken := jsoninput.Compare([]byte(raw), reflect.TypeFor[everything](), true)
		require.NoError(t, broken)
		mended := jsoninput.Mend([]byte(raw), faults)
		assert.JSONEq(t, want, string(mended), raw)
		assert.NoError(t, json.Unmarshal(mended, new(everything)))
	}
}
