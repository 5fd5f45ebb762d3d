package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

type readColor string

func (c *readColor) UnmarshalText(text []byte) error {
	if string(text) != "red" {
		return errors.New("colour " + string(text) + " is not in the table colours of db.internal")
	}
	*c = readColor(text)
	return nil
}

type readTarget struct {
	ID    int64          `json:"id"`
	Name  string         `json:"name"`
	Pair  [2]int         `json:"pair"`
	Color readColor      `json:"color"`
	Meta  map[string]int `json:"meta"`
	ByID  map[int]string `json:"by_id"`
	Any   any            `json:"any"`
	Num   int            `json:"num,string"`
	Exact json.Number    `json:"exact"`
	Tint  *readColor     `json:"tint"`
}

// readViolations are told as place, code and text.
func readViolations(in *problem.InputError) (list []string) {
	if in == nil {
		return nil
	}
	for _, v := range in.Violations {
		list = append(list, strings.TrimSpace(v.Pointer+" "+v.Code+": "+v.Detail))
	}
	return list
}

func TestReadingJSONTellsEverything(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string][]string{
		`{"id":"x","name":1,"pair":[1],"color":"CANARY","meta":{"a/b":"x"},"by_id":{"k":""},"any":[1e999],"num":5,"zz":1,"id":2.5}`: {
			"#/id wrong_type: must be an integer", "#/name wrong_type: must be a string", "#/pair wrong_length: must have exactly 2 items",
			"#/color invalid: is not valid", "#/meta/a~1b wrong_type: must be an integer", "#/by_id/k wrong_name: must have a name that is an integer",
			"#/any/0 out_of_range: is out of range", "#/num wrong_type: must be an integer in a string", "#/zz unknown: is not a known member",
			"#/id duplicate: occurs more than once", "#/id wrong_type: must be an integer",
		},
		`{"ID":"x"}`:     {"#/ID wrong_type: must be an integer"},
		`{"exact":true}`: {"#/exact wrong_type: must be a number"}, `{"tint":5}`: {"#/tint wrong_type: must be a string"}, `{"exact":"x"}`: {"#/exact wrong_type: must be a number"},
		`[]`: {"# wrong_type: must be an object"},
	} {
		var target readTarget
		in, err := problem.Reading{}.JSON([]byte(raw), &target)
		require.NoError(t, err, raw)
		assert.Equal(t, want, readViolations(in), raw)
		assert.NotContains(t, in.Error(), "CANARY")
	}
}

func TestReadingJSONReadsTheRest(t *testing.T) {
	t.Parallel()
	target := readTarget{Num: 9}
	in, err := problem.Reading{}.JSON([]byte(`{"id":"x","name":"n","meta":{"a":1,"b":"x"},"by_id":{"k":"","1":"one"},"color":"blue"}`), &target)
	require.NoError(t, err)
	require.NotNil(t, in)
	assert.Equal(t, "n", target.Name)
	assert.Equal(t, map[int]string{1: "one"}, target.ByID)
	assert.Equal(t, 1, target.Meta["a"])
	assert.Equal(t, 9, target.Num, "what the document lacks stays")
}

func TestReadingJSONRefusesDocuments(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"":                    "empty: a request body is required",
		" \n":                 "empty: a request body is required",
		"null":                "empty: the request body must not be null",
		`{"id":1`:             "truncated: the request body ends too early",
		"{\n\"id\"\n1}":       "malformed: the request body is not valid JSON at line 3, column 1",
		`{"id":1}x`:           "trailing_data: the request body goes on behind the JSON value at line 1, column 9",
		"{\"name\":\"\xff\"}": "malformed: the request body is not valid UTF-8 at line 1, column 10",
		"\xef\xbb\xbf{}":      "malformed: the request body begins with a byte order mark",
		"\xff\xfe{\x00":       "malformed: the request body begins with a byte order mark",
		`{"any":[[[1]]]}`:     "too_deep: the request body is nested too deeply at line 1, column 10",
		`{"id":"x",}`:         "malformed: the request body is not valid JSON at line 1, column 11",
	} {
		_, err := problem.Reading{MaxDepth: 3}.JSON([]byte(raw), new(readTarget))
		var in *problem.InputError
		require.ErrorAs(t, err, &in, raw)
		assert.Equal(t, []string{want}, readViolations(in), raw)
		assert.Equal(t, 400, new(problem.Responder).Map(err).Status)
	}
}

func TestReadingJSONIsAsStrictAsAsked(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"id":1,"id":2,"zz":{"a":1}}`)
	for how, want := range map[problem.Reading][]string{
		{}:                      {"#/id duplicate: occurs more than once", "#/zz unknown: is not a known member"},
		{AllowUnknown: true}:    {"#/id duplicate: occurs more than once"},
		{AllowDuplicates: true}: {"#/zz unknown: is not a known member"},
		{AllowUnknown: true, AllowDuplicates: true}: nil,
	} {
		var target readTarget
		in, err := how.JSON(raw, &target)
		require.NoError(t, err)
		assert.Equal(t, want, readViolations(in), "%+v", how)
		assert.EqualValues(t, 2, target.ID)
	}
}

func TestReadingJSONBlamesTheProgram(t *testing.T) {
	t.Parallel()
	var none *readTarget
	for _, target := range []any{
		readTarget{}, nil, none, new(func()), new(struct{ ID chan int }), new(struct{ ID io.Reader }), new(map[float64]int), new(struct{ ID complex64 }),
	} {
		err := readAny(target)
		require.Error(t, err, "%T", target)
		assert.Equal(t, 500, new(problem.Responder).Map(err).Status, "%T", target)
	}
}

// readAny makes an error of a panic: version 2 of encoding/json panics over some of
// these types, which a door answers with a 500 as well.
func readAny(target any) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("panic: %v", value)
		}
	}()
	in, err := problem.Reading{}.JSON([]byte(`{"id":1}`), target)
	if in != nil {
		return in
	}
	return err
}

func TestReadingContentLimits(t *testing.T) {
	t.Parallel()
	raw, mediaType, err := problem.Reading{MaxBytes: 4}.Content(bindRequest("Application/JSON; charset=utf-8", "[12]"))
	require.NoError(t, err)
	assert.Equal(t, "[12] application/json", string(raw)+" "+mediaType)
	_, _, err = problem.Reading{MaxBytes: 4}.Content(bindRequest("application/json", "[123]"))
	assert.Equal(t, 413, new(problem.Responder).Map(err).Status)
	_, mediaType, err = problem.Reading{}.Content(bindRequest("application/json; charset=utf-16", "[123]"))
	require.NoError(t, err)
	assert.Empty(t, mediaType)
	r := bindRequest("application/json", "[1]")
	r.Header.Set("Content-Encoding", "gzip")
	_, _, err = problem.Reading{}.Content(r)
	p := new(problem.Responder).Map(err)
	assert.Equal(t, 415, p.Status)
	assert.Equal(t, "identity", p.Header().Get("Accept-Encoding"))
}

func TestReadingTwiceIsAMistake(t *testing.T) {
	t.Parallel()
	for _, length := range []int64{2, -1} {
		r := bindRequest("application/json", "{}")
		r.ContentLength = length
		var x problem.Exchange
		x.Open(problem.NewResponder(flowConfig()), httptest.NewRecorder(), r)
		_, err := problem.ReadJSON(x.Request(), new(readTarget))
		require.NoError(t, err)
		_, err = problem.ReadJSON(x.Request(), new(readTarget))
		assert.Equal(t, 500, new(problem.Responder).Map(err).Status)
		x.Done(nil)
		x.Close()
	}
}

// What JSON reads without a complaint is what encoding/json reads, and it reads
// nothing else.
func FuzzReadingJSON(f *testing.F) {
	for _, seed := range []string{`{"id":1,"name":"x"}`, `{"pair":[1,2]}`, `{"zz":1}`, `{"by_id":{"1":"x"}}`, `null`, `{}{}`, `{"id":"1"}`, `{"num":"5","color":"red"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var target, plain readTarget
		in, err := problem.Reading{AllowUnknown: true, AllowDuplicates: true}.JSON(raw, &target)
		if in != nil || err != nil {
			return
		}
		require.NoError(t, json.Unmarshal(raw, &plain))
		assert.Equal(t, plain, target)
	})
}
