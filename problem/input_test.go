package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// inputViolation maps an error and returns its single violation.
func inputViolation(t *testing.T, err error) problem.Violation {
	t.Helper()
	var rs *problem.Responder
	p := rs.Map(err)
	require.Equal(t, 400, p.Status, "an error of the client")
	list, _ := p.Member("errors")
	violations, ok := list.([]problem.Violation)
	require.True(t, ok, "the member errors is a list of violations, not %T", list)
	require.Len(t, violations, 1)
	return violations[0]
}

type inputTarget struct {
	N    int            `json:"n"`
	F    float64        `json:"f"`
	S    string         `json:"s"`
	B    bool           `json:"b"`
	L    []int          `json:"l"`
	M    map[string]int `json:"m"`
	Addr netip.Addr     `json:"addr"`
	Raw  []byte         `json:"raw"`
	Fun  any            `json:"-"`
	K    map[int]bool   `json:"k"`
}

func TestInputOfBodies(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		body string
		want problem.Violation
	}{
		{"", problem.Violation{Detail: "a request body is required", Code: "empty"}},
		{" \n", problem.Violation{Detail: "a request body is required", Code: "empty"}},
		{`{"n":`, problem.Violation{Detail: "the request body ends too early", Code: "truncated"}},
		{`{"s":"CANARY`, problem.Violation{Detail: "the request body ends too early", Code: "truncated"}},
		{`tru`, problem.Violation{Detail: "the request body ends too early", Code: "truncated"}},
		{`CANARY`, problem.Violation{Detail: "the request body is not valid JSON at line 1, column 1", Code: "malformed"}},
		{`{"n":x`, problem.Violation{Detail: "the request body is not valid JSON at line 1, column 6", Code: "malformed"}},
		{"{\n \"é\": 1,\n}", problem.Violation{Detail: "the request body is not valid JSON at line 3, column 1", Code: "malformed"}},
		{`{} {}`, problem.Violation{Detail: "the request body goes on behind the JSON value at line 1, column 4", Code: "trailing_data"}},
		{`{"n":"CANARY"}`, problem.Violation{Detail: "must be an integer", Pointer: "#/n", Code: "wrong_type"}},
		{`{"n":1.5}`, problem.Violation{Detail: "must be an integer", Pointer: "#/n", Code: "wrong_type"}},
		{`{"n":1e3}`, problem.Violation{Detail: "must be an integer", Pointer: "#/n", Code: "wrong_type"}},
		{`{"n":-99999999999999999999}`, problem.Violation{Detail: "is out of range", Pointer: "#/n", Code: "out_of_range"}},
		{`{"f":1e999}`, problem.Violation{Detail: "is out of range", Pointer: "#/f", Code: "out_of_range"}},
		{`{"f":"x"}`, problem.Violation{Detail: "must be a number", Pointer: "#/f", Code: "wrong_type"}},
		{`{"s":1}`, problem.Violation{Detail: "must be a string", Pointer: "#/s", Code: "wrong_type"}},
		{`{"b":1}`, problem.Violation{Detail: "must be true or false", Pointer: "#/b", Code: "wrong_type"}},
		{`{"l":1}`, problem.Violation{Detail: "must be an array", Pointer: "#/l", Code: "wrong_type"}},
		{`{"l":[1,"CANARY"]}`, problem.Violation{Detail: "must be an integer", Pointer: "#/l/1", Code: "wrong_type"}},
		{`{"m":[]}`, problem.Violation{Detail: "must be an object", Pointer: "#/m", Code: "wrong_type"}},
		{`[]`, problem.Violation{Detail: "must be an object", Pointer: "#", Code: "wrong_type"}},
		{`{"addr":1}`, problem.Violation{Detail: "must be a string", Pointer: "#/addr", Code: "wrong_type"}},
		{`{"addr":"CANARY"}`, problem.Violation{Detail: "is not valid", Pointer: "#/addr", Code: "invalid"}},
		{`{"raw":1}`, problem.Violation{Detail: "must be a string in base64", Pointer: "#/raw", Code: "wrong_type"}},
	} {
		t.Run(row.body, func(t *testing.T) {
			t.Parallel()
			r := bindRequest("application/json", row.body)
			_, err := problem.ReadJSON(r, new(inputTarget))
			got := inputViolation(t, err)
			assert.Equal(t, row.want, got)
			assert.NotContains(t, err.Error(), "CANARY", "the text of the error")
		})
	}
}

func TestInputOfKeys(t *testing.T) {
	t.Parallel()
	_, err := problem.ReadJSON(bindRequest("application/json", `{"k":{"CANARY":true}}`), new(inputTarget))
	assert.Equal(t, "must have a name that is an integer", inputViolation(t, err).Detail)
}

func TestInputOfParameters(t *testing.T) {
	t.Parallel()
	_, atoi := strconv.Atoi("CANARY")
	_, large := strconv.ParseInt("99999999999999999999", 10, 64)
	_, boolean := strconv.ParseBool("CANARY")
	_, number := strconv.ParseFloat("CANARY", 64)
	_, date := time.Parse(time.RFC3339, "CANARY")
	var list []int
	for _, row := range []struct {
		name         string
		err          error
		detail, code string
	}{
		{"integer", atoi, "must be an integer", "wrong_type"},
		{"range", large, "is out of range", "out_of_range"},
		{"boolean", boolean, "must be true or false", "wrong_type"},
		{"number", number, "must be a number", "wrong_type"},
		{"date", date, "must be a date or time in the documented form", "wrong_type"},
		{"JSON type", json.Unmarshal([]byte(`["CANARY"]`), &list), "must be an integer", "wrong_type"},
		{"JSON syntax", json.Unmarshal([]byte(`CANARY`), &list), "is not valid", "invalid"},
		{"end of file", io.EOF, "is not valid", "invalid"},
		{"other", errors.New("CANARY"), "is not valid", "invalid"},
		{"nothing", nil, "is not valid", "invalid"},
		{"typed nil", (*strconv.NumError)(nil), "is not valid", "invalid"},
		{"no type", &json.UnmarshalTypeError{Value: "string"}, "must be of another type", "wrong_type"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			err := fmt.Errorf("list: %w", &problem.InputError{In: problem.InQuery, Parameter: "limit", Err: row.err})
			assert.Equal(t, problem.Violation{Detail: row.detail, In: "query", Parameter: "limit", Code: row.code}, inputViolation(t, err))
			assert.NotContains(t, err.Error(), "CANARY", "the text of the error")
			assert.Contains(t, err.Error(), "(query limit)")
		})
	}
}

func TestInputSpecialCases(t *testing.T) {
	t.Parallel()
	var target any
	broken := json.Unmarshal([]byte("1"), target)
	for _, row := range []struct {
		name string
		err  *problem.InputError
		want int
	}{
		{"slow body", &problem.InputError{In: problem.InBody, Err: fmt.Errorf("read: %w", os.ErrDeadlineExceeded)}, 408},
		{"slow elsewhere", &problem.InputError{In: problem.InQuery, Err: os.ErrDeadlineExceeded}, 400},
		{"no target", &problem.InputError{In: problem.InBody, Err: broken}, 500},
		{"too large", &problem.InputError{In: problem.InBody, Err: &http.MaxBytesError{}}, 413},
		{"zero value", &problem.InputError{}, 400},
		{"own violations", &problem.InputError{In: problem.InBody, Err: broken, Violations: []problem.Violation{{Detail: "x"}}}, 500},
		{"truncated on the wire", &problem.InputError{In: problem.InBody, Err: io.ErrUnexpectedEOF}, 400},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var rs *problem.Responder
			assert.Equal(t, row.want, rs.Map(row.err).Status)
		})
	}
	own := []problem.Violation{{Detail: "must be even", Pointer: "#/n"}}
	assert.Equal(t, own[0], inputViolation(t, &problem.InputError{In: problem.InBody, Violations: own, Err: io.EOF}))
	assert.Equal(t, "the request body ends too early", inputViolation(t, &problem.InputError{In: problem.InBody, Err: io.ErrUnexpectedEOF}).Detail)
	assert.Equal(t, "invalid input (query \\u000a): <nil>", (&problem.InputError{In: "query", Parameter: "\n"}).Error())
}

// inputPost sends a body to a handler in a door.
func inputPost(contentType, body string, h func(http.ResponseWriter, *http.Request) error) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "/orders", strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	w := httptest.NewRecorder()
	flowServe(problem.NewResponder(flowConfig()), h).ServeHTTP(w, r)
	return w
}

func inputDecode(_ http.ResponseWriter, r *http.Request) error {
	var target locateOrder
	return json.NewDecoder(r.Body).Decode(&target)
}

func inputUnmarshal(_ http.ResponseWriter, r *http.Request) error {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, new(locateOrder))
}

// inputUpstream reads the body, and then fails with the same kind of error about
// the answer of another server.
func inputUpstream(answer string) func(http.ResponseWriter, *http.Request) error {
	return func(_ http.ResponseWriter, r *http.Request) error {
		_, _ = io.Copy(io.Discard, r.Body)
		return fmt.Errorf("upstream: %w", json.NewDecoder(strings.NewReader(answer)).Decode(new(locateOrder)))
	}
}

func TestInputAttribution(t *testing.T) {
	t.Parallel()
	const fine = `{"qty":1,"text":"y","items":[{"qty":2,"name":"n"}]}`
	long := `{"text":"` + strings.Repeat("x", 70<<10) + `",`
	for _, row := range []struct {
		name, contentType, body string
		handler                 func(http.ResponseWriter, *http.Request) error
		want                    int
	}{
		{"own syntax error", "application/json", `{"qty":x}`, inputDecode, 400},
		{"own syntax error, unmarshalled", "application/json", `{"qty":x}`, inputUnmarshal, 400},
		{"own trailing text", "application/json", `{"qty":1} x`, inputUnmarshal, 400},
		{"own type error", "application/json", `{"qty":"x"}`, inputDecode, 400},
		{"own type error in a list", "application/json", `{"items":[{},{"qty":"x"}]}`, inputUnmarshal, 400},
		{"own error of an own UnmarshalJSON, which has the offset of another text", "application/json", `{"own":[{"qty":"x"}]}`, inputDecode, 500},
		{"own truncated", "application/json", `{"qty":`, inputDecode, 400},
		{"own empty", "application/json", ``, inputDecode, 400},
		{"own blank", "application/json", "\n ", inputDecode, 400},
		{"no content type", "", `{"qty":x}`, inputDecode, 400},
		{"form of curl -d", "application/x-www-form-urlencoded", `{"qty":"x"}`, inputDecode, 400},
		{"a form", "application/x-www-form-urlencoded", `qty=1`, inputDecode, 400},
		{"own, long, syntax", "application/json", long + `"qty":x}`, inputDecode, 400},
		{"own, long, type", "application/json", long + `"qty":"x"}`, inputDecode, 400},
		{"own, long, truncated", "application/json", long + `"qty":`, inputDecode, 400},
		{"own, long, early", "application/json", `{"qty":"x",` + long[1:] + `"half":1}`, inputDecode, 400},
		{"upstream syntax error", "application/json", fine, inputUpstream(`{"qty":x}`), 500},
		{"upstream type error", "application/json", fine, inputUpstream(`{"qty":"x"}`), 500},
		{"upstream type error at a string", "application/json", fine, inputUpstream(`{"qty" : 1 , "half":"y"}`), 500},
		{"upstream truncated", "application/json", fine, inputUpstream(`{"qty":`), 500},
		{"upstream empty", "application/json", fine, inputUpstream(``), 500},
		{"upstream syntax error, long", "application/json", long + `"qty":1}`, inputUpstream(`{"qty":x}`), 500},
		{"upstream type error, long", "application/json", long + `"qty":1}`, inputUpstream(`{"qty":"x"}`), 500},
		{"upstream syntax error, a form", "application/x-www-form-urlencoded", `quantity=1&x=2`, inputUpstream(`{"qty":x}`), 500},
		{"upstream truncated, a form", "application/x-www-form-urlencoded", `quantity=1`, inputUpstream(`{"qty":`), 500},
		{"upstream type error, text", "text/plain", strings.Repeat("y", 1000), inputUpstream(`{"qty":"x"}`), 500},
		{"upstream gone, empty body", "application/json", ``, func(_ http.ResponseWriter, r *http.Request) error {
			_, _ = io.Copy(io.Discard, r.Body)
			return &url.Error{Op: "Get", URL: "http://example.com", Err: io.EOF}
		}, 500},
		{"body not read", "application/json", `{"qty":x}`, func(http.ResponseWriter, *http.Request) error {
			return json.Unmarshal([]byte(`{"qty":x}`), new(locateOrder))
		}, 500},
		{"parameter", "application/json", `{"qty":x}`, func(_ http.ResponseWriter, r *http.Request) error {
			_, _ = io.Copy(io.Discard, r.Body)
			return &problem.InputError{In: problem.InQuery, Parameter: "filter", Err: json.Unmarshal([]byte(`{"qty":x}`), new(any))}
		}, 400},
		{"a problem of its own", "application/json", `{"qty":x}`, func(w http.ResponseWriter, r *http.Request) error {
			return fmt.Errorf("%w: %w", problem.Conflict, inputDecode(w, r))
		}, 409},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			w := inputPost(row.contentType, row.body, row.handler)
			assert.Equal(t, row.want, w.Code, "%s", w.Body)
			assert.NotContains(t, w.Body.String(), "upstream")
		})
	}
}

func TestInputAttributionFindsThePlace(t *testing.T) {
	t.Parallel()
	w := inputPost("application/json", `{"items":[{},{"qty":"x"}]}`, inputDecode)
	assert.Equal(t, []any{map[string]any{"detail": "must be an integer", "pointer": "#/items/1/qty", "code": "wrong_type"}},
		flowDoc(t, w.Body.Bytes())["errors"])
	long := `{"text":"` + strings.Repeat("x", 70<<10) + `",` + "\n" + `"qty":x}`
	w = inputPost("application/json", long, inputDecode)
	assert.Equal(t, []any{map[string]any{"detail": "the request body is not valid JSON", "code": "malformed"}},
		flowDoc(t, w.Body.Bytes())["errors"], "what was not kept has no place, and is not called truncated")
	w = inputPost("application/json", `{"x":`, func(_ http.ResponseWriter, r *http.Request) error {
		_, err := problem.ReadJSON(r, new(locateOrder))
		return err
	})
	assert.Equal(t, []any{map[string]any{"detail": "the request body ends too early", "code": "truncated"}}, flowDoc(t, w.Body.Bytes())["errors"])
}

// inputReader fails after some text.
type inputReader struct {
	text io.Reader
	err  error
}

func (r *inputReader) Read(p []byte) (int, error) {
	n, err := r.text.Read(p)
	if err == io.EOF {
		err = r.err
	}
	return n, err
}

func (*inputReader) Close() error { return nil }

func TestInputReaderFails(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		err  error
		want int
	}{
		{"slow", os.ErrDeadlineExceeded, 408},
		{"cut", io.ErrUnexpectedEOF, 400},
		{"limited", &http.MaxBytesError{Limit: 3}, 413},
		{"own", errors.New("CANARY"), 400},
		{"uncomparable", treeList{"CANARY"}, 500},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest("POST", "/", nil)
			r.Body, r.ContentLength = &inputReader{strings.NewReader(`{"qty":`), row.err}, -1
			w := httptest.NewRecorder()
			flowServe(problem.NewResponder(flowConfig()), func(w http.ResponseWriter, r *http.Request) error {
				_, err := io.ReadAll(r.Body)
				assert.NoError(t, r.Body.Close())
				return fmt.Errorf("read: %w", err)
			}).ServeHTTP(w, r)
			assert.Equal(t, row.want, w.Code)
			assert.NotContains(t, w.Body.String(), "CANARY")
		})
	}
}

func TestInputKeepsTheTarget(t *testing.T) {
	t.Parallel()
	var seen *problem.InputError
	rs := problem.NewResponder(problem.Config{Recorder: problem.NoRecorder, Rules: []problem.Rule{
		problem.MatchAs(func(in *problem.InputError) *problem.Problem { seen = in; return problem.Conflict.New() }),
	}})
	target := new(locateOrder)
	r := httptest.NewRequest("POST", "/", strings.NewReader(`{"qty":x}`))
	flowServe(rs, func(_ http.ResponseWriter, r *http.Request) error {
		err := json.NewDecoder(r.Body).Decode(target)
		return &problem.InputError{In: problem.InBody, Target: target, Err: err}
	}).ServeHTTP(httptest.NewRecorder(), r)
	require.NotNil(t, seen)
	assert.Same(t, target, seen.Target)
	assert.Equal(t, `{"qty":x}`, string(seen.Raw))
}
