// Package voice sends one list of requests to an orders API and writes down the
// answers, so that both doors can be held against the same text.
package voice

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
)

// request is one line of the list.
type request struct {
	method, target, body string
	header               http.Header
}

func requests() []request {
	bearer := func(token string) http.Header { return http.Header{"Authorization": {"Bearer " + token}} }
	list := []request{
		{method: "GET", target: "/orders/42"},
		{method: "GET", target: "/orders/41"},
		{method: "GET", target: "/orders/7"},
		{method: "POST", target: "/orders/42/pay"},
		{method: "POST", target: "/orders/poor/pay"},
		{method: "POST", target: "/orders/busy/pay"},
		{method: "POST", target: "/orders/db/pay"},
		{method: "GET", target: "/me"},
		{method: "GET", target: "/me", header: bearer("bad")},
		{method: "GET", target: "/me", header: bearer("good")},
		{method: "GET", target: "/boom"},
		{method: "GET", target: "/nowhere"},
		{method: "DELETE", target: "/me"},
		{method: "BREW", target: "/me"},
		{method: "HEAD", target: "/orders/42"},
		{method: "HEAD", target: "/orders/41"},
		{method: "HEAD", target: "/boom"},
		{method: "HEAD", target: "/nowhere"},
		{method: "HEAD", target: "/orders"},
	}
	for _, body := range []string{
		"",
		`{"email":"a@example.com","password":"12345678","items":[{"sku":"a","qty":1}]}`,
		`{"email":"a@example.com","password":"1234567","items":[{"sku":"a","qty":1},{"sku":"","qty":0}]}`,
		`{"email":"a@example.com","password":"12345678","items":[{"sku":"a","qty":1},{"sku":"b","qty":"two"}]}`,
		`{"email":7}`, `{"items":[]}`, `{`, "{\n  \"email\": nope\n}", `{} {}`, `null`, `[]`,
	} {
		list = append(list, request{"POST", "/orders", body, http.Header{"Content-Type": {"application/json"}}})
	}
	return append(list, request{"POST", "/orders", "email=a", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}})
}

// traceparent is fixed, so that the trace ids are the same in every run.
const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

// Check compares what an API answers with the golden file golden; with update it
// rewrites the file. No answer may have a word in it that the domain keeps to
// itself.
func Check(t *testing.T, api http.Handler, golden string, update bool) {
	t.Helper()
	for _, proto := range wiretest.Protos() {
		t.Run(proto.String(), func(t *testing.T) {
			transcript := Transcript(t, proto, api)
			if update && proto == wiretest.HTTP1 {
				require.NoError(t, os.WriteFile(golden, []byte(transcript), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, string(want), transcript)
		})
	}
}

// Transcript returns status, header and body of every answer.
func Transcript(t *testing.T, proto wiretest.Proto, api http.Handler) string {
	t.Helper()
	server := wiretest.Start(t, proto, api)
	var text strings.Builder
	for _, r := range requests() {
		answer := server.Do(t, r.method, r.target, options(r)...)
		require.NoError(t, answer.Err, "%s %s", r.method, r.target)
		assert.NotRegexp(t, `pq:|somebody else|orders:|nil map|goroutine|1234567`, string(answer.Body))
		fmt.Fprintf(&text, "%s %s %s\n%d\n%s%s\n\n", r.method, r.target, r.body, answer.Status, lines(answer.Header), answer.Body)
	}
	return text.String()
}

func options(r request) []wiretest.Option {
	opts := []wiretest.Option{wiretest.Header("Traceparent", traceparent)}
	for name, values := range r.header {
		opts = append(opts, wiretest.Header(name, values[0]))
	}
	if r.body != "" {
		opts = append(opts, wiretest.Body(r.body))
	}
	return opts
}

// lines leaves out the one field that changes.
func lines(h http.Header) string {
	h.Del("Date")
	var buffer bytes.Buffer
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&buffer, "%s: %s\n", name, strings.Join(h[name], ", "))
	}
	return buffer.String()
}

// Update is the flag that rewrites the golden file.
func Update() *bool { return flag.Bool("update", false, "rewrite the golden file") }
