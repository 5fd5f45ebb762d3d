package problem_test

import (
	"bytes"
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// fuzzed has a member of each kind that is written here and not by encoding/json.
type fuzzed struct {
	Text   string
	Named  Text
	Quoted string  `json:",string"`
	Float  float64 `json:",omitempty"`
	Small  float32
	Spoken float64 `json:",string"`
	Int    int64
	Uint   uint64 `json:",string"`
	Big    *big.Int
	Texts  []string
	Map    map[string]any
	Any    any
	Number json.Number
}

// FuzzValues compares with encoding/json: what is read back is the same, each
// number digit by digit.
func FuzzValues(f *testing.F) {
	f.Add("<a&b>\u2028\xff", 0.1, float32(1e-6), int64(math.MinInt64), uint64(math.MaxUint64))
	f.Add("\"\\\x7f\x00", 1e21, float32(1e21), int64(0), uint64(1<<53+1))
	f.Add("Ⴀ😀\xed\xa0\x80", 9.999999999999999e-7, float32(math.MaxFloat32), int64(-1), uint64(0))
	f.Fuzz(func(t *testing.T, text string, float float64, small float32, whole int64, natural uint64) {
		if math.IsNaN(float) || math.IsInf(float, 0) || small != small || math.IsInf(float64(small), 0) || len(text) > 2000 {
			t.Skip("has a test of its own")
		}
		value := fuzzed{
			Text: text, Named: Text(text), Quoted: text, Float: float, Small: small, Spoken: float, Int: whole, Uint: natural,
			Big: new(big.Int).Mul(big.NewInt(whole), new(big.Int).SetUint64(natural)), Texts: []string{text, ""},
			Map: map[string]any{text: float, text + "2": []any{small, whole}}, Any: text,
			Number: json.Number(big.NewFloat(float).Text('g', 40)),
		}
		want, err := json.Marshal(value)
		require.NoError(t, err)
		assert.Equal(t, exactly(t, string(want)), exactly(t, membersOf(t, value)))
		assert.Equal(t, exactly(t, string(want)), exactly(t, membersOf(t, struct{ *fuzzed }{&value})), "with an address")
		byName, alone := problem.Gone.New(), map[string]any{}
		for name, member := range map[string]any{
			"Text": text, "Named": value.Named, "Float": float, "Small": small, "Int": whole, "Uint": natural, "Texts": value.Texts,
		} {
			byName.Apply(problem.With(name, member))
			alone[name] = member
		}
		want, err = json.Marshal(alone)
		require.NoError(t, err)
		assert.Subset(t, exactly(t, encoded(t, byName)), exactly(t, string(want)))
	})
}

// exactly reads a JSON text without rounding its numbers.
func exactly(t *testing.T, text string) any {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var value any
	require.NoError(t, dec.Decode(&value), "%s", text)
	return normal(value)
}

func normal(value any) any {
	switch v := value.(type) {
	case json.Number:
		if exact, ok := new(big.Rat).SetString(string(v)); ok {
			return exact.String()
		}
	case []any:
		for i := range v {
			v[i] = normal(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = normal(v[name])
			if inner, ok := v[name].(string); ok && json.Valid([]byte(inner)) {
				v[name] = unquoted(inner) // written by ",string": which escapes are used is free
			}
		}
	}
	return value
}

func unquoted(text string) string {
	var inner string
	if json.Unmarshal([]byte(text), &inner) != nil {
		return text
	}
	return inner
}

// FuzzRaw puts any JSON into a member: it comes out as it went in, or not at all.
func FuzzRaw(f *testing.F) {
	for _, seed := range []string{`{"a":[1,{"b":null}]}`, `"\ud800"`, `1e999`, `[`, "\"\xff\"", strings.Repeat("[", 40) + strings.Repeat("]", 40)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, err := problem.Gone.New(problem.With("raw", json.RawMessage(raw)), problem.With("after", 1)).MarshalJSON()
		require.NoError(t, err)
		require.True(t, json.Valid(text), "%q", text)
		assert.True(t, bytes.HasSuffix(text, []byte(`,"after":1}`)))
		if json.Valid(raw) && len(raw) < 10_000 {
			var members struct{ Raw json.RawMessage }
			require.NoError(t, json.Unmarshal(text, &members))
			assert.Equal(t, exactly(t, strings.ToValidUTF8(string(raw), "\uFFFD")), exactly(t, string(members.Raw)))
		}
	})
}
