package jsoninput_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem/internal/jsoninput"
)

// Every fault is one, it is where its tokens lead, and there is no other: without
// the faults encoding/json reads the document, with any one of them it does not.
func FuzzCompare(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed, seed*7)
	}
	f.Fuzz(func(t *testing.T, shape, content uint64) {
		target := shapes{rand.New(rand.NewPCG(shape, 1))}.of(4)
		raw := contents{rand.New(rand.NewPCG(content, 2))}.of(target, 6)
		stop, _ := jsoninput.Scan(raw, jsoninput.MaxDepth)
		require.Nil(t, stop, "%s", raw)
		faults, broken := jsoninput.Compare(raw, target, false)
		require.NoError(t, broken)
		assert.Equal(t, decode(raw, target) != nil, slices.ContainsFunc(faults, isUnread), "%s into %v", raw, target)
		require.NoError(t, decode(jsoninput.Mend(raw, faults), target), "%s without %v", raw, faults)
		for i, fault := range faults {
			assert.Equal(t, string(valueAt(t, raw, fault.Tokens)), valueOf(raw, fault), "%s: %v", raw, fault.Tokens)
			others := slices.Delete(slices.Clone(faults), i, i+1)
			if fault.Kind.Unread() {
				assert.Error(t, decode(jsoninput.Mend(raw, others), target), "%s: nothing is wrong with %v", raw, fault.Tokens)
			}
		}
	})
}

func isUnread(f jsoninput.Fault) bool { return f.Kind.Unread() }

func decode(raw []byte, target reflect.Type) error {
	return json.Unmarshal(raw, reflect.New(target).Interface())
}

// valueOf cuts the name off, where the fault has it.
func valueOf(raw []byte, f jsoninput.Fault) string {
	text := string(raw[f.Start:f.End])
	if f.Kind == jsoninput.WrongName {
		_, text, _ = strings.Cut(text, `":`)
	}
	return text
}

// valueAt evaluates a JSON Pointer the slow and obvious way (RFC 6901, section 4).
func valueAt(t *testing.T, raw json.RawMessage, tokens []string) json.RawMessage {
	t.Helper()
	if len(tokens) == 0 {
		return raw
	}
	if raw[0] == '[' {
		var list []json.RawMessage
		require.NoError(t, json.Unmarshal(raw, &list))
		i, err := strconv.Atoi(tokens[0])
		require.NoError(t, err)
		return valueAt(t, list[i], tokens[1:])
	}
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(raw, &members))
	require.Contains(t, members, tokens[0])
	return valueAt(t, members[tokens[0]], tokens[1:])
}

// shapes makes types at random.
type shapes struct{ *rand.Rand }

func (s shapes) of(depth int) reflect.Type {
	if depth == 0 || s.IntN(3) == 0 {
		return s.leaf()
	}
	switch s.IntN(7) {
	case 0:
		return reflect.SliceOf(s.of(depth - 1))
	case 1:
		return reflect.PointerTo(s.of(depth - 1))
	case 2:
		return reflect.MapOf(s.key(), s.of(depth-1))
	case 3:
		return reflect.ArrayOf(s.IntN(3), s.of(depth-1))
	}
	fields := make([]reflect.StructField, s.IntN(6))
	for i := range fields {
		fields[i] = s.field(i, depth-1)
	}
	return reflect.StructOf(fields)
}

func (s shapes) field(i, depth int) reflect.StructField {
	tag := [...]string{`json:"f%d"`, `json:"f%d,omitempty"`, `json:"f%d,string"`, ``, `json:"a/%d"`, `json:"x.%d~"`, `json:"-"`}[s.IntN(7)]
	if tag != "" && tag != `json:"-"` {
		tag = fmt.Sprintf(tag, i)
	}
	return reflect.StructField{Name: "F" + strconv.Itoa(i), Type: s.of(depth), Tag: reflect.StructTag(tag)}
}

func (s shapes) leaf() reflect.Type {
	leaves := []reflect.Type{
		reflect.TypeFor[int](), reflect.TypeFor[int8](), reflect.TypeFor[uint16](), reflect.TypeFor[float32](), reflect.TypeFor[string](), reflect.TypeFor[bool](),
		reflect.TypeFor[time.Time](), reflect.TypeFor[netip.Addr](), reflect.TypeFor[[]byte](), reflect.TypeFor[any](), reflect.TypeFor[json.Number](),
		reflect.TypeFor[price](), reflect.TypeFor[json.RawMessage](),
	}
	return leaves[s.IntN(len(leaves))]
}

func (s shapes) key() reflect.Type {
	keys := []reflect.Type{reflect.TypeFor[string](), reflect.TypeFor[int8](), reflect.TypeFor[netip.Addr]()}
	return keys[s.IntN(len(keys))]
}

// contents makes documents at random that nearly fit a type.
type contents struct{ *rand.Rand }

func (c contents) of(t reflect.Type, depth int) []byte {
	if depth == 0 || c.IntN(8) == 0 {
		return c.scalar()
	}
	switch t.Kind() {
	case reflect.Pointer:
		return c.of(t.Elem(), depth)
	case reflect.Slice, reflect.Array:
		return c.list(t, depth-1)
	case reflect.Map:
		return c.object(t.Elem(), depth-1, "1", "-7", "fe80::1", "é", "")
	case reflect.Struct:
		return c.members(t, depth-1)
	}
	return c.scalar()
}

func (c contents) list(t reflect.Type, depth int) []byte {
	raw := []byte("[")
	for i := range c.IntN(4) {
		if i > 0 {
			raw = append(raw, " , "...)
		}
		raw = append(raw, c.of(t.Elem(), depth)...)
	}
	return append(raw, ']')
}

func (c contents) object(t reflect.Type, depth int, names ...string) []byte {
	raw := []byte("{")
	for _, name := range names {
		if c.IntN(2) == 0 {
			raw = c.member(raw, name, c.of(t, depth))
		}
	}
	return append(raw, '}')
}

func (c contents) members(t reflect.Type, depth int) []byte {
	raw := []byte("{")
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name == "" || name == "-" || c.IntN(9) == 0 {
			name = t.Field(i).Name
		}
		raw = c.member(raw, name, c.of(t.Field(i).Type, depth))
	}
	return append(raw, '}')
}

func (c contents) member(raw []byte, name string, value []byte) []byte {
	if len(raw) > 1 {
		raw = append(raw, ',')
	}
	quoted, _ := json.Marshal(name)
	return append(append(append(raw, quoted...), ':'), value...)
}

func (c contents) scalar() []byte {
	return [...][]byte{
		[]byte("null"), []byte("true"), []byte("false"), []byte("0"), []byte("-1"), []byte("300"), []byte("1.5"), []byte("1e2"), []byte("1e999"), []byte("99999999999999999999"),
		[]byte(`""`), []byte(`"x"`), []byte(`"bad"`), []byte(`"::1"`), []byte(`"2024-01-02T03:04:05Z"`), []byte(`"5"`), []byte(`"true"`), []byte(`"QUJD"`), []byte(`"null"`), []byte(`"\"q\""`),
		[]byte("{}"), []byte("[]"), []byte(`[null]`), []byte(`{"a":1e999}`), []byte(`"1e2"`),
	}[c.IntN(25)]
}
