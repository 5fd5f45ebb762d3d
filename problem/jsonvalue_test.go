package problem_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// node can be a tree, a cycle, or a tree that knows its parents.
type node struct {
	Next   *node  `json:"next"`
	Parent *node  `json:"-"`
	secret *node  //nolint:unused // encoding/json does not look at it
	Any    any    `json:"any,omitempty"`
	List   []node `json:"list,omitempty"`
}

// aliased writes itself by way of a type without the method, as is usual.
type aliased struct{ Next *aliased }

func (a aliased) MarshalJSON() ([]byte, error) {
	type bare aliased
	return json.Marshal(bare(a))
}

type (
	failing      struct{ Secret string }
	panicking    struct{}
	invalid      struct{}
	failingText  struct{}
	latin1       struct{}
	failingKey   struct{ string }
	chainPointer *chainPointer
)

func (f failing) MarshalJSON() ([]byte, error)    { return nil, errors.New("can't: " + f.Secret) }
func (panicking) MarshalJSON() ([]byte, error)    { panic("MarshalJSON") }
func (invalid) MarshalJSON() ([]byte, error)      { return []byte(`{"a":`), nil }
func (failingText) MarshalText() ([]byte, error)  { return nil, errors.New("can't") }
func (latin1) MarshalJSON() ([]byte, error)       { return []byte("\"caf\xe9\""), nil }
func (k failingKey) MarshalText() ([]byte, error) { return nil, errors.New(k.string) }

func deepList(levels int) any {
	var value any = "bottom"
	for range levels {
		value = []any{value}
	}
	return value
}

func cycles() map[string]any {
	pointer := &node{}
	pointer.Next = pointer
	through := map[string]any{}
	through["self"] = through
	list := make([]any, 1)
	list[0] = list
	var chain chainPointer
	chain = &chain
	var empty any
	empty = &empty
	own := &aliased{}
	own.Next = own
	self := problem.Gone.New()
	self.Apply(problem.With("self", self))
	return map[string]any{
		"pointer": pointer, "map": through, "slice": list, "chain of pointers": chain, "chain of interfaces": empty,
		"own MarshalJSON": own, "problem": self, "problem in a list": []*problem.Problem{self},
	}
}

// unsendable are values that cost their member, with what the record says.
func unsendable() map[string]struct {
	value  any
	reason string
} {
	const cant, deep, large = "encoding/json can't encode it", "it is nested too deeply or is a cycle", "the document would be too large"
	rows := map[string]struct {
		value  any
		reason string
	}{
		"NaN": {math.NaN(), "it is no finite number"}, "Inf": {math.Inf(1), "it is no finite number"},
		"-Inf": {float32(math.Inf(-1)), "it is no finite number"}, "NaN inside": {[]float64{1, math.NaN()}, cant},
		"channel": {make(chan int), cant}, "function": {func() {}, cant}, "complex": {complex(1, 2), cant},
		"function inside": {map[string]any{"f": func() {}}, cant}, "key": {map[bool]int{true: 1}, cant},
		"failing": {failing{"s3cret"}, cant}, "panicking": {panicking{}, cant}, "pointer": {&panicking{}, cant},
		"invalid": {invalid{}, cant}, "failing text": {failingText{}, cant}, "failing key": {map[failingKey]int{{"s3cret"}: 1}, cant},
		"raw": {json.RawMessage(`{`), cant}, "number": {json.Number("1x"), cant}, "number inside": {[]json.Number{"--"}, cant},
		"33 levels": {deepList(33), deep}, "a million levels": {deepList(1_000_000), deep},
		"text": {strings.Repeat("x", 64<<10), large}, "long text": {strings.Repeat("x", 1<<20), large},
		"texts": {[]string{"a", strings.Repeat("x", 1<<20)}, large}, "many texts": {make([]string, 1<<20), large},
		"bytes": {make([]byte, 1<<20), large}, "array": {[1 << 17]bool{}, large}, "many": {make([]any, 1<<20), large},
		"named text": {Text(strings.Repeat("x", 1<<20)), large}, "structs": {make([]node, 1<<20), large},
		"marshaled": {json.RawMessage(`"` + strings.Repeat("x", 64<<10) + `"`), large}, "map": {map[string]any{"a": make([]any, 1<<17)}, large},
		"escaped": {strings.Repeat("\x00", 32<<10), large},
	}
	for name, value := range cycles() {
		rows["cycle: "+name] = struct {
			value  any
			reason string
		}{value, deep}
	}
	return rows
}

func TestMemberThatFailsCostsItself(t *testing.T) {
	t.Parallel()
	for name, row := range unsendable() {
		type fields struct {
			Before string `json:"before"`
			Value  any    `json:"value"`
			After  int    `json:"after"`
		}
		kind := problem.NewTypeOf[fields](creditURI, "T", 402)
		const rest = `{"type":"` + creditURI + `","title":"T","status":402,"before":"x","after":1`
		assert.Equal(t, rest+"}", encoded(t, kind.New(fields{"x", row.value, 1})), "%s in a field", name)
		p := kind.New(fields{Before: "x", After: 1}, problem.With("value", row.value), problem.With("last", true))
		assert.Equal(t, rest+`,"last":true}`, encoded(t, p), "%s by name", name)
		answer, dropped := answered(t, p)
		assert.Equal(t, 402, answer.Code, name)
		assert.JSONEq(t, encoded(t, p), answer.Body.String(), name)
		assert.Equal(t, []string{"member value: " + row.reason}, dropped, "%s: the record says why, and nothing of the value", name)
	}
}

// answered answers with p and returns what was dropped, by the record.
func answered(t *testing.T, p *problem.Problem) (answer *httptest.ResponseRecorder, dropped []string) {
	t.Helper()
	var records droppedRecorder
	noTrace := problem.Config{Recorder: &records, TraceID: func(*http.Request) string { return "" }}
	answer = httptest.NewRecorder()
	problem.NewResponder(noTrace).Respond(answer, httptest.NewRequestWithContext(t.Context(), "POST", "/", nil), p)
	return answer, records.dropped
}

type droppedRecorder struct{ dropped []string }

func (*droppedRecorder) Enabled(context.Context, slog.Level) bool       { return true }
func (r *droppedRecorder) Record(_ context.Context, rec problem.Record) { r.dropped = droppedOf(rec) }

func droppedOf(rec problem.Record) []string {
	for _, attr := range rec.Attrs() {
		if attr.Key == "dropped" {
			return attr.Value.Any().([]string)
		}
	}
	return nil
}

// What looks like one of those and is none.
func TestValuesAtTheBounds(t *testing.T) {
	t.Parallel()
	parent := &node{}
	parent.List = []node{{Parent: parent, secret: parent}, {Parent: parent}}
	zone, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	appointments := make([]time.Time, 1000)
	for i := range appointments {
		appointments[i] = time.Date(2026, 3, 9, 8, 5, 3, 0, zone)
	}
	caused := problem.Gone.New(problem.Cause(cycleError{}))
	for name, value := range map[string]any{
		"32 levels": deepList(32), "way back to the parent": parent, "times of a zone with a history": appointments,
		"problem with a cause": caused, "20000 numbers": make([]int, 20_000), "40000 values": make([]any, 10_000),
		"the same twice": []any{parent, parent, parent}, "nil node": (*node)(nil), "nil in a list": []*node{nil},
		"own": &aliased{&aliased{}}, "problem by value": []any{*problem.Gone.New(problem.With("x", []int{1}))}, "problems": []problem.Problem{*caused},
	} {
		want, err := json.Marshal(value)
		require.NoError(t, err)
		assert.Contains(t, encoded(t, problem.Gone.New(problem.With("v", value))), `"v":`+string(want)+`}`, name)
	}
	assert.Contains(t, encoded(t, problem.Gone.New(problem.With("v", latin1{}))), "\"v\":\"caf\uFFFD\"}", "a foreign method wrote no UTF-8")
}

type cycleError struct{}

func (cycleError) Error() string { return "cycle" }
func (cycleError) Unwrap() error { return cycleError{} }

// A stack that overflows can't be recovered, so that a process of its own has to
// survive.
func TestDeepValuesDoNotKill(t *testing.T) {
	t.Parallel()
	if os.Getenv("PROBLEM_TEST_DEEP") == "" {
		run := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestDeepValuesDoNotKill$", "-test.v")
		run.Env = append(os.Environ(), "PROBLEM_TEST_DEEP=1")
		out, err := run.CombinedOutput()
		require.NoError(t, err, "%.2000s", out)
		assert.Contains(t, string(out), "survived")
		return
	}
	for range 3 {
		_, err := problem.Gone.New(problem.With("v", deepList(1_000_000))).MarshalJSON()
		require.NoError(t, err)
	}
	for _, value := range cycles() {
		_, err := problem.Gone.New(problem.With("v", value)).MarshalJSON()
		require.NoError(t, err)
	}
	t.Log("survived")
}

func TestNumbersAreExact(t *testing.T) {
	t.Parallel()
	huge, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	precise, _, _ := big.ParseFloat("0.1234567890123456789012345678901234567890", 10, 200, big.ToNearestEven)
	for want, value := range map[string]any{
		"18446744073709551615": uint64(math.MaxUint64), "-9223372036854775808": int64(math.MinInt64),
		"9007199254740993": 9007199254740993, "123456789012345678901234567890": huge, "0": uint8(0), "7": uintptr(7),
		`"` + precise.Text('g', -1) + `"`: precise, "1.10": json.Number("1.10"), "1e400": json.Number("1e400"),
		"0.1": float32(0.1), "3.4028235e+38": float32(math.MaxFloat32), "16777216": float32(1 << 24),
		"0.30000000000000004": 0.30000000000000004, "5e-324": math.SmallestNonzeroFloat64, "1e+21": 1e21, "100000000000000000000": 1e20,
		"0.000001": 1e-6, "1e-7": 1e-7, "1.5e-10": 1.5e-10, "-0": math.Copysign(0, -1), "1e-100": 1e-100,
	} {
		assert.Contains(t, encoded(t, problem.Gone.New(problem.With("n", value))), `"n":`+want+"}", "%T", value)
	}
}
