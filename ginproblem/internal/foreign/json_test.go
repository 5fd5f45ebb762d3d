package foreign_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem/internal/foreign"
	"github.com/problemkit/problemkit/problem"
)

const iter = "github.com/json-iterator/go"

func content(raw string, whole bool) foreign.Content {
	return foreign.Content{Start: []byte(raw), Whole: whole, TooLarge: func() error { return nil }}
}

// said is an error of json-iterator.
func said(what, number, excerpt, context string) error {
	return errors.New(what + ", error found in #" + number + " byte of ...|" + excerpt + "|..., bigger context ...|" + context + "|...")
}

// TestJSONOfIter: its errors are texts, which need no build tag.
func TestJSONOfIter(t *testing.T) {
	t.Parallel()
	wrong := `{"a":[{"b":"x"}]}`
	for name, row := range map[string]struct {
		err  error
		raw  string
		want error
	}{
		"value":              {said("T.b: readUint64: unexpected character", "13", wrong, wrong), wrong, &json.UnmarshalTypeError{Value: "string", Offset: 14}},
		"name":               {said("T.b: readUint64: unexpected character", "4", wrong, wrong), wrong, &json.UnmarshalTypeError{Value: "number a"}},
		"unknown member":     {said("T.ReadObject: found unknown field: b", "9", wrong, wrong), wrong, errors.New(`json: unknown field "b"`)},
		"no pointer":         {said("ReadVal: can only unmarshal into pointer", "0", wrong, wrong), wrong, &json.InvalidUnmarshalError{}},
		"value to be sent":   {errors.New("unsupported value: NaN"), wrong, &json.UnsupportedValueError{}},
		"nothing but blanks": {said("readObjectStart: expect { or n", "0", "", " "), " ", io.EOF},
		"cut":                {said("struct Decode: expect }", "7", `{"id":1`, `{"id":1`), `{"id":1`, io.ErrUnexpectedEOF},
		"end":                {io.EOF, `{"id":`, io.ErrUnexpectedEOF},
		"read twice":         {io.EOF, `{}`, nil},
		"an error of others": {errors.New("dial tcp"), wrong, nil},
	} {
		assert.Equal(t, row.want, foreign.JSON(row.err, iter, content(row.raw, true)), name)
	}
	assert.Nil(t, foreign.JSON(io.EOF, iter, content(`{"id":`, false)), "not all is known")
	large := &http.MaxBytesError{Limit: 3}
	limited := foreign.Content{Start: []byte(`{"`), Whole: true, TooLarge: func() error { return large }}
	assert.Equal(t, large, foreign.JSON(errors.New("T.a: http: request body too large"), iter, limited))
}

// TestJSONWithoutAPlace: where the excerpt does not tell, neither does the answer.
func TestJSONWithoutAPlace(t *testing.T) {
	t.Parallel()
	twice := `["x","x"]`
	for _, err := range []error{
		said("T: unexpected character", "2", `"x"`, `"x"`), said("T: unexpected character", "99", twice, twice), said("T: unexpected character", "no", twice, twice),
	} {
		var in *problem.InputError
		assert.ErrorAs(t, foreign.JSON(err, iter, content(twice, true)), &in)
		assert.Equal(t, []problem.Violation{{Detail: "a value is of another type", Code: "wrong_type"}}, in.Violations)
	}
}

// TestJSONInArrays: what is said at a bracket may mean the element behind it. Names
// with escapes are not understood by the readers themselves.
func TestJSONInArrays(t *testing.T) {
	t.Parallel()
	grid, name := `{"a":[["x",1]]}`, `{"\u0037":1}`
	for _, err := range []error{
		foreign.JSON(said("T.a: readNumberAsString: invalid number", "7", grid, grid), iter, content(grid, true)),
		foreign.JSON(said("T: readUint64: unexpected character", "3", name, name), iter, content(name, true)),
	} {
		var in *problem.InputError
		assert.ErrorAs(t, err, &in)
	}
	assert.Equal(t, &json.UnmarshalTypeError{Value: "array", Offset: 6},
		foreign.JSON(said("T.a: ReadString: expects \" or n, but found [", "6", grid, grid), iter, content(grid, true)))
}

func FuzzJSON(f *testing.F) {
	f.Add("T: unexpected", "2", `"x"`, `["x"]`, `["x"]`)
	f.Fuzz(func(_ *testing.T, what, number, excerpt, context, raw string) {
		_ = foreign.JSON(said(what, number, excerpt, context), iter, content(raw, true))
	})
}

// TestVagueErrors: what fits to every text is no proof of one.
func TestVagueErrors(t *testing.T) {
	t.Parallel()
	empty := said("ReadObjectCB: expect { or n", "0", "", "")
	assert.False(t, foreign.Quotes(empty, iter, `{}`))
	assert.False(t, foreign.IsVague(empty, iter))
}
