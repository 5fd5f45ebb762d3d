package problem_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
)

// sendable checks what RFC 9110, sections 5.1 and 5.5, ask of a field line.
func sendable(t *testing.T, name, value string) {
	t.Helper()
	assert.NotEmpty(t, name)
	assert.Equal(t, -1, strings.IndexFunc(name, func(r rune) bool {
		return !strings.ContainsRune("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", r)
	}), "name %q", name)
	assert.Equal(t, -1, strings.IndexFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7F }), "value %q", value)
	assert.Equal(t, strings.Trim(value, " \t"), value, "no space around")
	assert.LessOrEqual(t, len(value), 4<<10)
}

func TestHeader(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"plain": "plain", " trimmed\t": "trimmed", "a\tb": "a\tb", "": "", "\xe9\xff": "\xe9\xff", strings.Repeat("x", 4096): strings.Repeat("x", 4096),
	} {
		p := problem.Gone.New(problem.Header("x-some-thing", value))
		assert.Equal(t, []string{want}, p.Header()["X-Some-Thing"], "%q", value)
		assert.Empty(t, droppedBy(p))
	}
}

func TestHeaderDropped(t *testing.T) {
	t.Parallel()
	for _, row := range [][2]string{
		{"X-A", "a\rb"}, {"X-A", "a\nb"}, {"X-A", "a\x00b"}, {"X-A", "a\x7fb"}, {"X-A", "a\r\nSet-Cookie: b"}, {"X-A", strings.Repeat("x", 4097)},
		{"", "x"}, {"X A", "x"}, {"X-A:", "x"}, {"X-Ä", "x"}, {"X-A\r\n", "x"}, {"Trailer:X", "x"},
		{"Content-Type", "text/html"}, {"content-length", "1"}, {"CONTENT-ENCODING", "gzip"}, {"Transfer-Encoding", "chunked"},
		{"Connection", "close"}, {"Date", "x"}, {"Vary", "*"}, {"ETag", `"x"`}, {"Last-Modified", "x"}, {"X-Content-Type-Options", "x"},
	} {
		p := problem.Gone.New(problem.Header("X-Other", "1"), problem.Header(row[0], row[1]))
		assert.Len(t, p.Header(), 1, "%q", row)
		require.Len(t, droppedBy(p), 1, "%q", row)
		assert.Contains(t, droppedBy(p)[0], "not a field that a problem can send")
	}
	p := problem.Gone.New(problem.Header("X-A", "good"), problem.Header("X-A", "b\nad"))
	assert.Equal(t, "good", p.Header().Get("X-A"), "what is dropped replaces nothing")
}

func TestHeaderOrderAndCopies(t *testing.T) {
	t.Parallel()
	p := problem.Unauthorized.New(problem.Header("X-A", "1"),
		problem.Challenges(problem.Bearer{}, problem.Basic{}), problem.Header("X-B", "2"), problem.Challenges(problem.Basic{Realm: "r"}))
	h := p.Header()
	assert.Equal(t, []string{`Basic realm="r", charset="UTF-8"`}, h["Www-Authenticate"], "the last call counts")
	h["X-A"][0] = "changed"
	assert.Equal(t, "1", p.Header().Get("X-A"), "Header returns a copy")
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for wait, want := range map[time.Duration]string{
		0: "0", -1: "0", math.MinInt64: "0", 1: "1", time.Second: "1", time.Second + 1: "2", 1500 * time.Millisecond: "2",
		time.Hour: "3600", math.MaxInt64: "9223372037",
	} {
		assert.Equal(t, want, problem.TooManyRequests.New(problem.RetryAfter(wait)).Header().Get("Retry-After"), wait)
	}
}

func TestRetryAt(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("IST", 5*3600+1800)
	for want, at := range map[string]time.Time{
		"Mon, 09 Mar 2026 08:05:03 GMT": time.Date(2026, 3, 9, 8, 5, 3, 0, time.UTC),
		"Mon, 09 Mar 2026 08:05:04 GMT": time.Date(2026, 3, 9, 8, 5, 3, 1, time.UTC),
		"Fri, 03 Jul 2026 18:40:00 GMT": time.Date(2026, 7, 4, 0, 10, 0, 0, zone),
		"Thu, 01 Jan 1970 00:00:00 GMT": time.Unix(0, -1),
		"Fri, 31 Dec 9999 23:59:59 GMT": time.Date(9999, 12, 31, 23, 59, 58, 1, time.UTC),
	} {
		assert.Equal(t, want, problem.ServiceUnavailable.New(problem.RetryAt(at)).Header().Get("Retry-After"), at)
	}
	for _, at := range []time.Time{{}, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 1, time.UTC), time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)} {
		assert.Empty(t, problem.ServiceUnavailable.New(problem.RetryAt(at)).Header(), at)
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	p := problem.UnsupportedMediaType.New(problem.Accept("application/json", "", " ", "text/csv"), problem.AcceptCodings("gzip"), problem.Upgrade("h2c", "websocket"))
	assert.Equal(t, map[string][]string{
		"Accept": {"application/json, text/csv"}, "Accept-Encoding": {"gzip"}, "Upgrade": {"h2c, websocket"},
	}, map[string][]string(p.Header()))
	none := problem.UpgradeRequired.New(problem.Accept(), problem.AcceptCodings(""), problem.Upgrade(), problem.Upgrade(" ", "\t"))
	assert.Empty(t, none.Header(), "an empty list says nothing")
	answer, _ := answered(t, none)
	assert.Equal(t, 500, answer.Code, "a 426 without a protocol is a mistake")
	bad := problem.UnsupportedMediaType.New(problem.Accept("a/b", "c\r\nd"))
	assert.Empty(t, bad.Header())
	assert.Len(t, droppedBy(bad), 1)
}

func TestAllow(t *testing.T) {
	t.Parallel()
	for want, methods := range map[string][]string{
		"GET, HEAD, POST": {"POST", "GET"}, "": nil, "DELETE": {"DELETE", "", "bad method", "DELETE"},
	} {
		answer, _ := answered(t, problem.MethodNotAllowed.New(problem.Allow(methods...)))
		assert.Equal(t, []string{want}, answer.Header()["Allow"], methods)
	}
}

func TestRangeLength(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{0: "bytes */0", 1234: "bytes */1234", math.MaxInt64: "bytes */9223372036854775807", -1: ""} {
		assert.Equal(t, want, problem.RangeNotSatisfiable.New(problem.RangeLength(n)).Header().Get("Content-Range"), n)
	}
}

func TestBlockedBy(t *testing.T) {
	t.Parallel()
	p := problem.UnavailableForLegalReasons.New(problem.BlockedBy("https://authority.example/order;1"))
	assert.Equal(t, `<https://authority.example/order;1>; rel="blocked-by"`, p.Header().Get("Link"))
	for _, uri := range []string{"", "https://x.example/>; rel=evil", "a b", "javascript:x", "\r\n"} {
		p := problem.UnavailableForLegalReasons.New(problem.BlockedBy(uri))
		assert.Empty(t, p.Header(), uri)
		require.Len(t, droppedBy(p), 1, uri)
		assert.Contains(t, droppedBy(p)[0], "blocked by: the URI ")
	}
}
