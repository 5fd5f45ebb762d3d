package problem_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

type locateItem struct {
	Qty  int    `json:"qty"`
	Name string `json:"name"`
}

type locateOwn struct {
	Qty int `json:"qty"`
}

// UnmarshalJSON makes errors whose offsets mean another text.
func (o *locateOwn) UnmarshalJSON(text []byte) error {
	type plain locateOwn
	return json.Unmarshal(text, (*plain)(o))
}

type locateOrder struct {
	Qty    int                   `json:"qty"`
	Text   string                `json:"text"`
	Items  []locateItem          `json:"items"`
	Map    map[string]locateItem `json:"map"`
	Keys   map[int]bool          `json:"keys"`
	Small  uint8                 `json:"small"`
	Half   float32               `json:"half"`
	Bytes  []byte                `json:"bytes"`
	Dotted locateItem            `json:"a.b"`
	Any    any                   `json:"any"`
	Own    []locateOwn           `json:"own"`
	Ptr    *[2]bool              `json:"ptr"`
}

func locateWrong(t *testing.T, text string, target any) *json.UnmarshalTypeError {
	t.Helper()
	var wrong *json.UnmarshalTypeError
	require.ErrorAs(t, json.Unmarshal([]byte(text), target), &wrong, "the text has the wrong type: %s", text)
	return wrong
}

func TestLocate(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, want string }{
		{`{"qty":"x"}`, "#/qty"},
		{" {\n \"qty\" : \"x\" }", "#/qty"},
		{`{"QTY":true}`, "#/QTY"},
		{`[]`, "#"},
		{`"x"`, "#"},
		{` 12 `, "#"},
		{`{"items":[{"qty":1},{"qty":1.5}]}`, "#/items/1/qty"},
		{`{"items":[{"qty":1}, [] ]}`, "#/items/1"},
		{`{"items":{}}`, "#/items"},
		{`{"map":{"a/b":{"qty":{}}}}`, "#/map/a~1b/qty"},
		{`{"a.b":{"qty":[]}}`, "#/a.b/qty"},
		{`{"small":300}`, "#/small"},
		{`{"half":1e99}`, "#/half"},
		{`{"half":1e999}`, "#/half"},
		{`{"any":{"x":[1,2,{"y":1e999}]},"qty":"x"}`, "#/any/x/2/y"},
		{`{"any":[[[[[]]]],"]",{"}":"{"}],"text":7}`, "#/text"},
		{`{"bytes":12}`, "#/bytes"},
		{`{"ptr":[true,0]}`, "#/ptr/1"},
		{`{"qty":1,"qty":"x"}`, "#/qty"},
		{`{"text":"\"qty\":\"x\"","qty":"é😀"}`, "#/qty"},
		{`{"text":"x","own":[{"qty":1},{"qty":"x"}]}`, ""},
		{`{"keys":{"abc":true}}`, ""},
	} {
		t.Run(row.text, func(t *testing.T) {
			t.Parallel()
			tokens, ok := problem.Locate([]byte(row.text), locateWrong(t, row.text, new(locateOrder)))
			if row.want == "" {
				assert.False(t, ok, "no place can be confirmed, not %q", tokens)
				return
			}
			require.True(t, ok, "the place is found")
			assert.Equal(t, row.want, problem.Pointer(tokens...))
		})
	}
}

func TestLocateNothing(t *testing.T) {
	t.Parallel()
	wrong := &json.UnmarshalTypeError{Value: "string", Offset: 3, Type: reflect.TypeFor[int]()}
	for _, text := range []string{"", " ", "{", "]", `{"a"`, "nope", `[1,2,3]`} {
		_, ok := problem.Locate([]byte(text), wrong)
		assert.False(t, ok, "in %q", text)
	}
}

// A text can be as deep as it is long.
func TestLocateDeepAndLong(t *testing.T) {
	t.Parallel()
	flowWatch(t, func() {
		text := `{"any":` + strings.Repeat("[", 9_000) + strings.Repeat("1,", 400_000) + "1" + strings.Repeat("]", 9_000) + `,"qty":"x"}`
		tokens, ok := problem.Locate([]byte(text), locateWrong(t, text, new(locateOrder)))
		assert.True(t, ok)
		assert.Equal(t, []string{"qty"}, tokens)
	})
}

// locateMaker writes a random document for a random type, with one value of the
// wrong type, and knows where.
type locateMaker struct {
	r     *rand.Rand
	text  bytes.Buffer
	wrong string // pointer to the wrong value
}

func (m *locateMaker) space() {
	m.text.WriteString([]string{"", "", " ", "\n\t"}[m.r.IntN(4)])
}

// good writes a value of a random type and returns the type. With bad, one
// value in it has another.
func (m *locateMaker) value(depth int, bad bool, way []string) reflect.Type {
	m.space()
	defer m.space()
	kind := m.r.IntN(7)
	if depth == 0 {
		kind %= 4
	}
	switch kind {
	case 4:
		return m.list(depth, bad, way)
	case 5:
		return m.object(depth, bad, way)
	case 6:
		return m.mapping(depth, bad, way)
	}
	return m.scalar(kind, bad, way)
}

func (m *locateMaker) scalar(kind int, bad bool, way []string) reflect.Type {
	texts := []string{`"s\"é"`, "true", "12", "null"}
	types := []reflect.Type{reflect.TypeFor[string](), reflect.TypeFor[bool](), reflect.TypeFor[int8](), reflect.TypeFor[any]()}
	if !bad {
		m.text.WriteString(texts[kind])
		return types[kind]
	}
	m.wrong = problem.Pointer(way...)
	wrong := []string{"true", `"x"`, "1.5", "1000", `[1]`, `{"x":[]}`, `"]"`}
	m.text.WriteString(wrong[m.r.IntN(len(wrong))])
	return []reflect.Type{reflect.TypeFor[chan int](), reflect.TypeFor[int8]()}[1]
}

func (m *locateMaker) list(depth int, bad bool, way []string) reflect.Type {
	n := 1 + m.r.IntN(3)
	at := m.r.IntN(n)
	m.text.WriteByte('[')
	for i := range n {
		if i > 0 {
			m.text.WriteByte(',')
		}
		m.space()
		if bad && i == at {
			m.wrong = problem.Pointer(append(way, problem.Index(i))...)
			m.text.WriteString(`{"not":["a string"]}`)
		} else {
			m.text.WriteString(strconv.Quote("e" + strconv.Itoa(i)))
		}
	}
	m.text.WriteByte(']')
	return reflect.TypeFor[[]string]()
}

func (m *locateMaker) mapping(depth int, bad bool, way []string) reflect.Type {
	m.text.WriteString(`{"k.1":[1],`)
	m.space()
	m.text.WriteString(`"k/2":`)
	if bad {
		m.wrong = problem.Pointer(append(way, "k/2", "1")...)
		m.text.WriteString(`[0,"x"]`)
	} else {
		m.text.WriteString(`[0,1]`)
	}
	m.text.WriteByte('}')
	return reflect.TypeFor[map[string][]int]()
}

func (m *locateMaker) object(depth int, bad bool, way []string) reflect.Type {
	n := 1 + m.r.IntN(3)
	at := m.r.IntN(n)
	var fields []reflect.StructField
	m.text.WriteByte('{')
	for i := range n {
		name := []string{"a", "b.c", "a", "x_y"}[m.r.IntN(4)] + strconv.Itoa(i)
		if i > 0 {
			m.text.WriteByte(',')
		}
		m.space()
		m.text.WriteString(strconv.Quote(name))
		m.space()
		m.text.WriteByte(':')
		fields = append(fields, reflect.StructField{
			Name: "F" + strconv.Itoa(i), Tag: reflect.StructTag(`json:"` + name + `"`),
			Type: m.value(depth-1, bad && i == at, append(way[:len(way):len(way)], name)),
		})
	}
	m.text.WriteByte('}')
	return reflect.StructOf(fields)
}

// The pointer leads to the very value that was made wrong.
func FuzzLocate(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		m := &locateMaker{r: rand.New(rand.NewPCG(seed, 7))}
		target := m.value(4, true, nil)
		text := m.text.Bytes()
		err := json.Unmarshal(text, reflect.New(target).Interface())
		var wrong *json.UnmarshalTypeError
		if !errors.As(err, &wrong) {
			t.Skip("encoding/json takes it")
		}
		tokens, ok := problem.Locate(text, wrong)
		require.True(t, ok, "%s into %v: %v at %d", text, target, err, wrong.Offset)
		assert.Equal(t, m.wrong, problem.Pointer(tokens...), "%s", text)
	})
}

// Whatever the text and the claim are, locate ends, and what it confirms is of
// the kind that was claimed.
func FuzzLocateHostile(f *testing.F) {
	f.Add([]byte(`{"a":[1,"x",{"b":null}]}`), int64(9), "string", "a")
	f.Add([]byte(`]}{[`), int64(-1), "number 1", "")
	f.Fuzz(func(t *testing.T, text []byte, offset int64, value, field string) {
		wrong := &json.UnmarshalTypeError{Value: value, Offset: offset, Field: field, Type: reflect.TypeFor[int]()}
		if tokens, ok := problem.Locate(text, wrong); ok {
			assert.LessOrEqual(t, len(tokens), 512)
			assert.GreaterOrEqual(t, offset, int64(0))
		}
	})
}
