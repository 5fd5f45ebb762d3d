package jsoninput_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem/internal/jsoninput"
)

func TestScanFindsWhatIsUnreadable(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		raw  string
		kind jsoninput.Kind
		at   int
	}{
		{"", jsoninput.Empty, 0}, {" \n\t\r", jsoninput.Empty, 4},
		{`{"a":`, jsoninput.Truncated, 5}, {`{"a"`, jsoninput.Truncated, 4}, {`[1,`, jsoninput.Truncated, 3}, {`"a`, jsoninput.Truncated, 2},
		{`tru`, jsoninput.Truncated, 3}, {`-`, jsoninput.Truncated, 1}, {`1.`, jsoninput.Truncated, 2}, {`"\u12`, jsoninput.Truncated, 5}, {`"\`, jsoninput.Truncated, 2},
		{`trux`, jsoninput.Malformed, 3}, {`{'a':1}`, jsoninput.Malformed, 1}, {`{"a":1,}`, jsoninput.Malformed, 7}, {`{"a" 1}`, jsoninput.Malformed, 5},
		{`[1,]`, jsoninput.Malformed, 3}, {`[1 2]`, jsoninput.Malformed, 3}, {`{"a":007}`, jsoninput.Malformed, 6}, {`+7`, jsoninput.Malformed, 0},
		{"\"a\x01\"", jsoninput.Malformed, 2}, {`"\x"`, jsoninput.Malformed, 2}, {`"\u12g4"`, jsoninput.Malformed, 5}, {"\xef\xbb\xbf{}", jsoninput.Malformed, 0},
		{`NaN`, jsoninput.Malformed, 0}, {`1.e5`, jsoninput.Malformed, 2}, {`1ex`, jsoninput.Malformed, 2}, {`}`, jsoninput.Malformed, 0}, {`[}`, jsoninput.Malformed, 1},
		{`{} x`, jsoninput.Trailing, 3}, {`1 2`, jsoninput.Trailing, 2}, {"{}\x00", jsoninput.Trailing, 2},
		{"\"a\xff\"", jsoninput.NotUTF8, 2}, {"{\"\xc3\":1}", jsoninput.NotUTF8, 2}, {"[\"é\",\"\xed\xa0\x80\"]", jsoninput.NotUTF8, 7},
		{strings.Repeat("[", 10_001), jsoninput.TooDeep, 10_000},
	} {
		stop, duplicates := jsoninput.Scan([]byte(row.raw), jsoninput.MaxDepth)
		require.NotNil(t, stop, "%.40q", row.raw)
		assert.Equal(t, row.kind, stop.Kind, "%.40q", row.raw)
		assert.Equal(t, row.at, stop.Start, "%.40q", row.raw)
		assert.Empty(t, duplicates)
	}
}

func TestScanCountsDepth(t *testing.T) {
	t.Parallel()
	for raw, ok := range map[string]bool{`[[1],[2]]`: true, `[{"a":1}]`: true, `[[[]]]`: false, `{"a":[{}]}`: false, `1`: true} {
		stop, _ := jsoninput.Scan([]byte(raw), 2)
		assert.Equal(t, ok, stop == nil, raw)
	}
}

func TestFindSpellsAsTheDocument(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"ITEMS":[{"Qty":1,"qty":2}],"m":{"a":1,"A":2,"07":3,"-0":4},"\u017fku":5,"Late":6,"late":7}`)
	for way, want := range map[string]string{
		"ITEMS|0|Qty": "ITEMS|0|Qty 1", "items|0|qty": "ITEMS|0|qty 2", "items|0|QTY": "ITEMS|0|qty 2", "items|0|no": "ITEMS|0|no }", "items|1|no": "ITEMS|1|no ]",
		"m|a": "m|a 1", "m|A": "m|A 2", "m|7": "m|07 3", "m|0": "m|-0 4", "sku": "\u017fku 5", "LATE": "late 7", "no": "no }", "m": "m {",
	} {
		for _, beside := range []string{"ITEMS|0", "items|0|Qty", "m|x", "Late"} { // one way must not lead another astray
			ways := []jsoninput.Way{{Tokens: strings.Split(beside, "|")}, {Tokens: strings.Split(way, "|")}}
			jsoninput.Find(raw, ways)
			found := strings.Join(ways[1].Tokens, "|") + " " + string(raw[min(ways[1].Pos, len(raw)-1)])
			if at := ways[1].Pos; strings.HasSuffix(way, "no") {
				found = strings.Join(ways[1].Tokens, "|") + " " + string(raw[at-1])
			}
			assert.Equal(t, want, found, "%s beside %s", way, beside)
		}
	}
}

func TestScanFindsDuplicates(t *testing.T) {
	t.Parallel()
	many := "{"
	for i := range 100 {
		many += `"` + strings.Repeat("k", i) + `":{"a":1,"b":2},`
	}
	for raw, want := range map[string][][]string{
		`{"a":1,"b":2}`: nil, `{"a":{"a":1},"b":{"a":1}}`: nil, `[{"a":1},{"a":1}]`: nil, `{"a":1,"A":2}`: nil,
		`{"a":1,"a":2,"a":3}`:               {{"a"}, {"a"}},
		`{"a":1,"\u0061":2}`:                {{"a"}},
		`[{"x":[{"a/b":1,"c":2,"a/b":1}]}]`: {{"0", "x", "0", "a/b"}},
		many + `"":1,"kk":{"b":1,"b":2}}`:   {{""}, {"kk"}, {"kk", "b"}},
	} {
		stop, duplicates := jsoninput.Scan([]byte(raw), jsoninput.MaxDepth)
		require.Nil(t, stop, "%.60s", raw)
		var got [][]string
		for _, f := range duplicates {
			got = append(got, f.Tokens)
			assert.Equal(t, jsoninput.Duplicate, f.Kind)
		}
		assert.Equal(t, want, got, "%.60s", raw)
	}
}

// A document is read if and only if encoding/json reads it and it is UTF-8; what is
// malformed is blamed on the same byte.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,2.5e-3,true,null],"b\n":"\u00e9"}`, ` [ ] `, `{}{}`, `[[[`, `{"a":1,"a":2}`, "\"\xff\"", `-0.0E+1`, `"\ud800"`, `tru`, `1.`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		stop, _ := jsoninput.Scan(raw, jsoninput.MaxDepth)
		var syntax *json.SyntaxError
		err := json.Unmarshal(raw, new(json.RawMessage))
		switch {
		case stop == nil:
			require.NoError(t, err)
		case stop.Kind == jsoninput.NotUTF8:
		case errors.As(err, &syntax):
			assertSameByte(t, raw, stop, int(syntax.Offset))
		default:
			t.Fatalf("%q: %v at %d, and encoding/json reads it", raw, stop.Kind, stop.Start)
		}
	})
}

// assertSameByte allows for the byte by which versions of encoding/json differ.
func assertSameByte(t *testing.T, raw []byte, stop *jsoninput.Fault, offset int) {
	t.Helper()
	if stop.Kind == jsoninput.Malformed {
		assert.True(t, stop.Start == offset || stop.Start+1 == offset, "%q: at %d, encoding/json at %d", raw, stop.Start, offset)
	}
}

// TestFindIsBounded: members in another case are looked at once more, on each level,
// but not without end.
func TestFindIsBounded(t *testing.T) {
	t.Parallel()
	const depth = 400
	raw := []byte(strings.Repeat(`{"A":`, depth) + `{"x":[` + strings.Repeat("1,", 50_000) + `1]}` + strings.Repeat("}", depth))
	ways := []jsoninput.Way{{Tokens: append(slices.Repeat([]string{"a"}, depth), "name")}}
	jsoninput.Find(raw, ways)
	assert.Equal(t, "A", ways[0].Tokens[0])
	assert.Contains(t, ways[0].Tokens, "a", "given up on the way")
	assert.NotZero(t, ways[0].Pos)
}
