package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

type quotedTarget struct {
	When  time.Time      `json:"when"`
	Until []time.Time    `json:"until"`
	Blob  []byte         `json:"blob"`
	Count int            `json:"count,string"`
	ByID  map[int]string `json:"by_id"`
	Code  quotedCode     `json:"code"`
	Num   json.Number    `json:"num"`
}

// quotedCode is a number in a text.
type quotedCode int

func (c *quotedCode) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	*c = quotedCode(n)
	return err
}

func quotedDecode(_ http.ResponseWriter, r *http.Request) error {
	dec := json.NewDecoder(r.Body)
	dec.DisallowUnknownFields()
	return dec.Decode(new(quotedTarget))
}

// reads is a handler that reads the content and fails with an error of its own.
func reads(err error) func(http.ResponseWriter, *http.Request) error {
	return func(_ http.ResponseWriter, r *http.Request) error {
		_, _ = io.Copy(io.Discard, r.Body)
		return fmt.Errorf("load: %w", err)
	}
}

// TestQuotedValues: errors without a place tell what the value was.
func TestQuotedValues(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ body, want string }{
		{`{"when":"CANARY"}`, "wrong_type #/when"},
		{`{"until":["2024-01-02T03:04:05Z","CANARY"]}`, "wrong_type #/until/1"},
		{`{"until":["CANARY","CANARY"]}`, "wrong_type"},
		{`{"when":"\u0043ANARY"}`, "wrong_type #/when"},
		{`{"blob":"CANARY@"}`, "wrong_type #/blob"},
		{`{"num":"CANARY"}`, "wrong_type #/num"},
		{`{"by_id":{"CANARY":"a"}}`, "wrong_name #/by_id/CANARY"},
		{`{"code":"CANARY"}`, "wrong_type #/code"},
		{`{"code":"99999999999999999999"}`, "out_of_range #/code"},
		{`{"CANARY":1}`, "unknown #/CANARY"},
		{`{"by_id":{"1":"CANARY"},"CANARY":1}`, "unknown #/CANARY"},
		{`{"by_id":{"1":"` + strings.Repeat("x", 65<<10) + `"},"CANARY":1}`, "unknown"},
	} {
		w := inputPost("application/json", row.body, quotedDecode)
		assert.Equal(t, 400, w.Code, "%.60s", row.body)
		list, _ := flowDoc(t, w.Body.Bytes())["errors"].([]any)
		if assert.Len(t, list, 1) {
			v := list[0].(map[string]any)
			pointer, _ := v["pointer"].(string)
			assert.Equal(t, row.want, strings.TrimSpace(fmt.Sprint(v["code"], " ", pointer)), "%.60s", row.body)
			assert.NotContains(t, v["detail"], "CANARY")
		}
	}
}

// TestQuotedValueOfTheBody: that a handler, or Gin's Bind methods, say where the error
// is from does not cost the place.
func TestQuotedValueOfTheBody(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]any{`{"when":"CANARY"}`: "#/when", `{"CANARY":1}`: "#/CANARY"} {
		w := inputPost("application/json", body, func(w http.ResponseWriter, r *http.Request) error {
			return &problem.InputError{In: problem.InBody, Err: quotedDecode(w, r)}
		})
		list, _ := flowDoc(t, w.Body.Bytes())["errors"].([]any)
		if assert.Len(t, list, 1) {
			v := list[0].(map[string]any)
			assert.Equal(t, want, v["pointer"])
			assert.NotEqual(t, "invalid", v["code"])
		}
	}
}

// TestNothingToRead: readers of a text and readers of a stream say it differently.
func TestNothingToRead(t *testing.T) {
	t.Parallel()
	w := inputPost("application/json", "", func(_ http.ResponseWriter, r *http.Request) error {
		raw, _ := io.ReadAll(r.Body)
		return json.Unmarshal(raw, new(quotedTarget))
	})
	assert.Contains(t, w.Body.String(), `"code":"empty"`)
}

// TestQuotedTextsOfOthers: a text that the content does not have as a value is the
// program's own.
func TestQuotedTextsOfOthers(t *testing.T) {
	t.Parallel()
	_, number := strconv.Atoi("5x")
	_, blank := strconv.Atoi("")
	_, date := time.Parse(time.RFC3339, "5x")
	for name, row := range map[string]struct {
		media, body string
		err         error
	}{
		"part of a value":   {"application/json", `{"a":"15x"}`, number},
		"name":              {"application/json", `{"5x":"a"}`, number},
		"date":              {"application/json", `{"a":"b"}`, date},
		"no text":           {"application/json", `{"a":""}`, blank},
		"no JSON":           {"text/plain", `5x`, number},
		"broken JSON":       {"application/json", `{"a":"5x"} "5x" x`, errors.New("json: unknown fields")},
		"form":              {"application/x-www-form-urlencoded", `a=5x`, number},
		"unknown elsewhere": {"application/json", `{"a":1}`, errors.New(`json: unknown field "b"`)},
		"unlike a JSON one": {"application/json", `{"a":1}`, errors.New(`xml: unknown field "a"`)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, 500, inputPost(row.media, row.body, reads(row.err)).Code)
		})
	}
	assert.Equal(t, 409, inputPost("application/json", `"5x"`, reads(fmt.Errorf("%w: %w", problem.Conflict, number))).Code, "declared")
}

// TestLimitAroundTheBody: version 2 of encoding/json hides the error of the limit.
func TestLimitAroundTheBody(t *testing.T) {
	t.Parallel()
	w := inputPost("application/json", `{"when":"2024-01-02T03:04:05Z"}`, func(w http.ResponseWriter, r *http.Request) error {
		r.Body = http.MaxBytesReader(w, r.Body, 9)
		return quotedDecode(w, r)
	})
	assert.Equal(t, 413, w.Code)
}

func TestContentTellsWhatWasRead(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		media string
		size  int
		read  int64
		kept  int
		whole bool
	}{
		{"application/json", 9, 9, 9, true}, {"application/json", 9, 4, 4, true}, {"application/json", 9, 0, 0, true},
		{"application/yaml", 70_000, 70_000, 64 << 10, false}, {"text/plain", 600, 600, 512, false}, {"text/plain", 512, 512, 512, true},
	} {
		r := httptest.NewRequest("POST", "/", strings.NewReader(strings.Repeat("x", row.size)))
		r.Header.Set("Content-Type", row.media)
		var x problem.Exchange
		x.Open(nil, httptest.NewRecorder(), r)
		_, _ = io.CopyN(io.Discard, x.Request().Body, row.read)
		start, whole := x.Content()
		assert.Len(t, start, row.kept, row.media)
		assert.Equal(t, row.whole, whole, row.media)
	}
}

// TestOnPanic: a door may explain a panic; what it does not explain stays one.
func TestOnPanic(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		explain func(*problem.Exchange, *problem.PanicError) error
		want    int
	}{
		"explained":   {func(_ *problem.Exchange, p *problem.PanicError) error { return problem.Conflict.New(problem.Cause(p)) }, 409},
		"unexplained": {func(*problem.Exchange, *problem.PanicError) error { return nil }, 500},
		"panics":      {func(*problem.Exchange, *problem.PanicError) error { panic("again") }, 500},
		"nobody":      {nil, 500},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := httptest.NewRecorder()
			func() {
				var x problem.Exchange
				defer x.Close()
				x.Open(problem.NewResponder(flowConfig()), w, httptest.NewRequest("GET", "/", nil))
				x.OnPanic(row.explain)
				panic("first")
			}()
			assert.Equal(t, row.want, w.Code)
		})
	}
}
