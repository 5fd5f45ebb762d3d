package problem_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

// lawTest is the proof of one row of the table of laws.
type lawTest struct {
	duty  string
	proof func(*testing.T)
}

func lawTests() []lawTest {
	return []lawTest{
		{"type, title and status are always sent; a status outside 400 to 599 becomes 500", lawStandard},
		{"a method that is neither registered nor routed is 501", lawUnknownMethod},
		{"GET and HEAD are never 501", lawNever501},
		{"a 426 names the protocols, with Connection: Upgrade, on HTTP/1.1 only", lawUpgrade},
		{"a 401 carries a challenge", lawUnauthorized},
		{"a 407 carries a challenge for the proxy", lawProxy},
		{"a 405 carries Allow, sorted, HEAD beside GET", lawAllow},
		{"Content-Range is a 416's, and tells the length alone", lawRange},
		{"a 415 to PATCH names the media types in Accept-Patch", lawPatch},
		{"Retry-After is a number of seconds or a date", lawRetry},
		{"a 413 closes an HTTP/1 connection", lawTooLarge},
		{"an error is not stored by caches unless it says so", lawCache},
		{"the document is what its media type says", lawMediaType},
		{"a choice of format is told to caches", lawVary},
		{"the language is named, and a choice of it told to caches", lawLanguage},
	}
}

func TestLaws(t *testing.T) {
	t.Parallel()
	var proved []string
	for _, law := range lawTests() {
		proved = append(proved, law.duty)
		t.Run(law.duty, func(t *testing.T) {
			t.Parallel()
			law.proof(t)
		})
	}
	assert.Equal(t, problem.Duties(), proved, "each row of the table has a test")
}

// lawMethods are one of each kind.
func lawMethods() []string {
	return []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "BREW"}
}

// lawWire calls check with the answer to each method on each protocol, with
// what a handler has left in the header.
func lawWire(t *testing.T, c problem.Config, err error, left http.Header, check func(*testing.T, string, *wiretest.Answer)) {
	t.Helper()
	c.Recorder = problem.NoRecorder
	for _, proto := range wiretest.Protos() {
		server := wiretest.Start(t, proto, flowServe(problem.NewResponder(c), func(w http.ResponseWriter, _ *http.Request) error {
			for name, values := range left {
				w.Header()[name] = values
			}
			return err
		}))
		for _, method := range lawMethods() {
			t.Run(proto.String()+" "+method, func(t *testing.T) {
				answer := server.Do(t, method, "/")
				require.NoError(t, answer.Err)
				check(t, method, answer)
			})
		}
	}
}

// lawAnswer answers without a wire. HTTP versions are "1.0", "1.1" and "2.0".
func lawAnswer(version, method string, err error, left http.Header) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/", nil)
	r.ProtoMajor, r.ProtoMinor = int(version[0]-'0'), int(version[2]-'0')
	w := httptest.NewRecorder()
	flowServe(problem.NewResponder(flowConfig()), func(w http.ResponseWriter, _ *http.Request) error {
		for name, values := range left {
			w.Header()[name] = values
		}
		return err
	}).ServeHTTP(w, r)
	return w
}

func lawStandard(t *testing.T) {
	lawWire(t, flowConfig(), &problem.Problem{Status: 409}, nil, func(t *testing.T, method string, a *wiretest.Answer) {
		assert.Equal(t, 409, a.Status)
		if method == "HEAD" {
			assert.Empty(t, a.Body)
			return
		}
		assert.Equal(t, `{"type":"about:blank","title":"Conflict","status":409}`, string(a.Body))
	})
	for _, row := range []struct {
		p    *problem.Problem
		want string
		note bool
	}{
		{&problem.Problem{}, `{"type":"about:blank","title":"Internal Server Error","status":500}`, false},
		{&problem.Problem{Status: 200}, `{"type":"about:blank","title":"Internal Server Error","status":500}`, true},
		{&problem.Problem{Status: 302}, `{"type":"about:blank","title":"Internal Server Error","status":500}`, true},
		{&problem.Problem{Status: -1}, `{"type":"about:blank","title":"Internal Server Error","status":500}`, true},
		{&problem.Problem{Status: 600, Title: "Odd"}, `{"type":"about:blank","title":"Internal Server Error","status":500}`, true},
		{&problem.Problem{Status: 418}, `{"type":"about:blank","title":"Client Error","status":418}`, false},
		{&problem.Problem{Status: 599}, `{"type":"about:blank","title":"Server Error","status":599}`, false},
		{&problem.Problem{Status: 400, Type: "javascript:alert(1)"}, `{"type":"about:blank","title":"Bad Request","status":400}`, true},
	} {
		log := &flowLog{}
		w := flowRespond(problem.Config{TraceID: flowNoID, Recorder: log}, "GET", row.p)
		assert.Equal(t, row.want, w.Body.String())
		assert.Equal(t, int(flowDoc(t, w.Body.Bytes())["status"].(float64)), w.Code, "the status of the document is that of the response")
		_, noted := flowAttrs(log.only(t))["dropped"]
		assert.Equal(t, row.note, noted, "%+v is noted", row.p)
	}
}

func lawUnknownMethod(t *testing.T) {
	for _, row := range []struct {
		method string
		held   int
		want   int
	}{
		{"GET", 404, 404}, {"PROPFIND", 404, 404}, {"PROPFIND", 405, 405}, {"BREW", 404, 501}, {"BREW", 405, 501},
		{"get", 404, 501}, {"BREW", 403, 403},
	} {
		w := httptest.NewRecorder()
		flowServe(problem.NewResponder(flowConfig()), func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(row.held)
			return nil
		}).ServeHTTP(w, httptest.NewRequest(row.method, "/", nil))
		assert.Equal(t, row.want, w.Code, "%s with %d", row.method, row.held)
	}
	assert.Equal(t, 404, lawAnswer("1.1", "BREW", problem.NotFound, nil).Code, "a handler's own 404 stands")
}

func lawNever501(t *testing.T) {
	lawWire(t, flowConfig(), problem.NotImplemented.New(problem.Detail("x")), nil, func(t *testing.T, method string, a *wiretest.Answer) {
		want := 501
		if method == "GET" || method == "HEAD" {
			want = 500
		}
		assert.Equal(t, want, a.Status)
	})
	log := &flowLog{}
	flowRespond(problem.Config{Recorder: log}, "GET", problem.NotImplemented.New(problem.Cause(errors.New("why"))))
	assert.Equal(t, []string{"status 501: every server implements GET and HEAD"}, flowAttrs(log.only(t))["dropped"])
	assert.Equal(t, "why", flowAttrs(log.only(t))["cause"], "the cause is kept")
}

func lawUpgrade(t *testing.T) {
	upgrade := problem.UpgradeRequired.New(problem.Upgrade("HTTP/3.0", "websocket"))
	for _, version := range []string{"1.0", "1.1", "2.0"} {
		for _, method := range lawMethods() {
			w := lawAnswer(version, method, upgrade, nil)
			assert.Equal(t, 426, w.Code)
			if version == "1.1" {
				assert.Equal(t, "HTTP/3.0, websocket", w.Header().Get("Upgrade"))
				assert.Equal(t, "Upgrade", w.Header().Get("Connection"))
			} else {
				assert.Empty(t, w.Header().Values("Upgrade"), "on HTTP/%s", version)
				assert.Empty(t, w.Header().Values("Connection"), "on HTTP/%s", version)
			}
			assert.Equal(t, 500, lawAnswer(version, method, problem.UpgradeRequired, nil).Code, "no protocol is known")
		}
	}
	adopted := lawAnswer("1.1", "GET", problem.UpgradeRequired, http.Header{"Upgrade": {"websocket"}})
	assert.Equal(t, "websocket", adopted.Header().Get("Upgrade"))
	server := wiretest.Start(t, wiretest.HTTP1, flowServe(problem.NewResponder(flowConfig()), func(http.ResponseWriter, *http.Request) error { return upgrade }))
	assert.Contains(t, server.Raw(t, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), "\r\nUpgrade: HTTP/3.0, websocket\r\n")
}

func lawUnauthorized(t *testing.T) {
	const bearer, basic = `Bearer realm="api"`, `Basic realm="x", charset="UTF-8"`
	lawWire(t, flowConfig(), problem.Unauthorized, nil, func(t *testing.T, _ string, a *wiretest.Answer) {
		assert.Equal(t, []string{bearer}, a.Header.Values("Www-Authenticate"))
	})
	for _, row := range []struct {
		name string
		err  error
		left []string
		want []string
	}{
		{"own", problem.Unauthorized.New(problem.Challenges(problem.Basic{Realm: "x"})), nil, []string{basic}},
		{"adopted", problem.Unauthorized, []string{`Digest realm="d"`}, []string{`Digest realm="d"`}},
		{"two adopted", problem.Unauthorized, []string{`Digest realm="d"`, "Negotiate"}, []string{`Digest realm="d"`, "Negotiate"}},
		{"merged", problem.Unauthorized.New(problem.Challenges(problem.Basic{Realm: "x"})), []string{bearer}, []string{basic, bearer}},
		{"no second of a scheme", problem.Unauthorized.New(problem.Challenges(problem.Bearer{})), []string{`bearer realm="other"`}, []string{bearer}},
		{"empty is none", problem.Unauthorized, []string{""}, []string{bearer}},
		{"no scheme is none", problem.Unauthorized, []string{`="x"`}, []string{bearer}},
		{"controls are none", problem.Unauthorized, []string{"Basic realm=\"\x00\""}, []string{bearer}},
		{"one of two is good", problem.Unauthorized, []string{"", "Negotiate"}, []string{"Negotiate"}},
		{"own without a scheme", problem.Unauthorized.New(problem.Header("WWW-Authenticate", `"x"`)), nil, []string{bearer}},
		{"own challenge without a scheme", problem.Unauthorized.New(problem.Challenges(configScheme("no token"))), nil, []string{bearer}},
		{"a 403 tells the scope", problem.Forbidden.New(problem.Challenges(problem.Bearer{Scope: "write"})), nil, []string{`Bearer realm="api", scope="write"`}},
		{"a 403 needs none", problem.Forbidden, nil, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			var left http.Header
			if row.left != nil {
				left = http.Header{"Www-Authenticate": row.left}
			}
			assert.Equal(t, row.want, lawAnswer("1.1", "GET", row.err, left).Header().Values("Www-Authenticate"))
		})
	}
	c := flowConfig()
	c.Challenge = problem.Basic{Realm: "x"}
	assert.Equal(t, basic, flowRespond(c, "GET", problem.Unauthorized).Header().Get("Www-Authenticate"))
}

func lawProxy(t *testing.T) {
	const bearer, basic = `Bearer realm="api"`, `Basic realm="x", charset="UTF-8"`
	lawWire(t, flowConfig(), problem.ProxyAuthenticationRequired, nil, func(t *testing.T, _ string, a *wiretest.Answer) {
		assert.Equal(t, []string{bearer}, a.Header.Values("Proxy-Authenticate"))
		assert.Empty(t, a.Header.Values("Www-Authenticate"))
	})
	own := lawAnswer("1.1", "GET", problem.ProxyAuthenticationRequired.New(problem.Challenges(problem.Basic{Realm: "x"})), nil)
	assert.Equal(t, []string{basic}, own.Header().Values("Proxy-Authenticate"))
	assert.Empty(t, own.Header().Values("Www-Authenticate"))
	adopted := lawAnswer("1.1", "GET", problem.ProxyAuthenticationRequired, http.Header{"Proxy-Authenticate": {"Negotiate"}})
	assert.Equal(t, []string{"Negotiate"}, adopted.Header().Values("Proxy-Authenticate"))
	empty := lawAnswer("1.1", "GET", problem.ProxyAuthenticationRequired, http.Header{"Proxy-Authenticate": {""}})
	assert.Equal(t, []string{bearer}, empty.Header().Values("Proxy-Authenticate"))
}

func lawAllow(t *testing.T) {
	lawWire(t, flowConfig(), problem.MethodNotAllowed.New(problem.Allow("PUT", "GET", "PUT")), nil, func(t *testing.T, _ string, a *wiretest.Answer) {
		assert.Equal(t, []string{"GET, HEAD, PUT"}, a.Header.Values("Allow"))
	})
	lawWire(t, flowConfig(), problem.MethodNotAllowed, nil, func(t *testing.T, _ string, a *wiretest.Answer) {
		assert.Equal(t, []string{""}, a.Header.Values("Allow"), "empty, but there")
	})
	for _, row := range []struct {
		left []string
		want string
	}{
		{[]string{"POST, GET"}, "GET, HEAD, POST"},
		{[]string{"POST", "GET,  HEAD"}, "GET, HEAD, POST"},
		{[]string{"HEAD"}, "HEAD"},
		{[]string{"POST, no token, ,", "\x00"}, "POST"},
	} {
		w := lawAnswer("1.1", "TRACE", problem.MethodNotAllowed, http.Header{"Allow": row.left})
		assert.Equal(t, []string{row.want}, w.Header().Values("Allow"), "%q", row.left)
	}
	own := lawAnswer("1.1", "TRACE", problem.MethodNotAllowed.New(problem.Allow("PUT")), http.Header{"Allow": {"GET"}})
	assert.Equal(t, []string{"PUT"}, own.Header().Values("Allow"), "the problem's own come first")
	assert.Equal(t, []string{"GET"}, lawAnswer("1.1", "GET", problem.NotFound, http.Header{"Allow": {"GET"}}).Header().Values("Allow"))
}

func lawRange(t *testing.T) {
	lawWire(t, flowConfig(), problem.RangeNotSatisfiable.New(problem.RangeLength(42)), nil, func(t *testing.T, _ string, a *wiretest.Answer) {
		assert.Equal(t, []string{"bytes */42"}, a.Header.Values("Content-Range"))
	})
	for _, row := range []struct {
		err  error
		left string
		want string
	}{
		{problem.RangeNotSatisfiable, "bytes */7", "bytes */7"},
		{problem.RangeNotSatisfiable, "bytes 0-5/7", ""},
		{problem.InternalServerError, "bytes 0-5/7", ""},
		{problem.NotFound.New(problem.RangeLength(7)), "", ""},
		{problem.RangeNotSatisfiable.New(problem.RangeLength(-1)), "", ""},
	} {
		left := http.Header{"Content-Range": {row.left}}
		assert.Equal(t, row.want, lawAnswer("1.1", "GET", row.err, left).Header().Get("Content-Range"), "%v with %q", row.err, row.left)
	}
}

func lawPatch(t *testing.T) {
	err := problem.UnsupportedMediaType.New(problem.Accept("application/json", "text/csv"), problem.AcceptCodings("gzip"))
	lawWire(t, flowConfig(), err, nil, func(t *testing.T, method string, a *wiretest.Answer) {
		assert.Equal(t, []string{"application/json, text/csv"}, a.Header.Values("Accept"))
		assert.Equal(t, []string{"gzip"}, a.Header.Values("Accept-Encoding"))
		if method == "PATCH" {
			assert.Equal(t, []string{"application/json, text/csv"}, a.Header.Values("Accept-Patch"))
		} else {
			assert.Empty(t, a.Header.Values("Accept-Patch"))
		}
	})
	adopted := lawAnswer("1.1", "PATCH", problem.UnsupportedMediaType, http.Header{"Accept-Patch": {"a/b"}, "Accept": {"c/d"}})
	assert.Equal(t, []string{"a/b"}, adopted.Header().Values("Accept-Patch"))
	assert.Empty(t, lawAnswer("1.1", "PATCH", problem.UnsupportedMediaType, nil).Header().Values("Accept-Patch"), "nothing is known")
}

func lawRetry(t *testing.T) {
	at := time.Date(2030, 1, 2, 3, 4, 5, 6, time.UTC)
	lawWire(t, flowConfig(), problem.ServiceUnavailable.New(problem.RetryAfter(1500*time.Millisecond)), nil, func(t *testing.T, _ string, a *wiretest.Answer) {
		assert.Equal(t, []string{"2"}, a.Header.Values("Retry-After"))
	})
	assert.Equal(t, "Wed, 02 Jan 2030 03:04:06 GMT", lawAnswer("1.1", "GET", problem.TooManyRequests.New(problem.RetryAt(at)), nil).Header().Get("Retry-After"))
	for _, row := range []struct {
		left []string
		want []string
	}{
		{[]string{"120"}, []string{"120"}},
		{[]string{"Wed, 02 Jan 2030 03:04:06 GMT"}, []string{"Wed, 02 Jan 2030 03:04:06 GMT"}},
		{[]string{"-1"}, nil}, {[]string{"+1"}, nil}, {[]string{"1.5"}, nil}, {[]string{"soon"}, nil}, {[]string{""}, nil},
		{[]string{"1", "2"}, nil}, {[]string{"1, 2"}, nil},
	} {
		w := lawAnswer("1.1", "GET", problem.TooManyRequests, http.Header{"Retry-After": row.left})
		assert.Equal(t, row.want, w.Header().Values("Retry-After"), "%q", row.left)
	}
}

func lawTooLarge(t *testing.T) {
	for _, version := range []string{"1.0", "1.1", "2.0"} {
		want := "close"
		if version == "2.0" {
			want = ""
		}
		assert.Equal(t, want, lawAnswer(version, "POST", problem.ContentTooLarge, nil).Header().Get("Connection"), version)
	}
	for _, proto := range wiretest.Protos() {
		server := wiretest.Start(t, proto, flowServe(problem.NewResponder(flowConfig()), func(_ http.ResponseWriter, r *http.Request) error {
			_, err := problem.ReadJSON(r, new(any))
			return err
		}))
		large := server.Do(t, "POST", "/", wiretest.Body(strings.Repeat("x", problem.MaxJSONBody+1)))
		if assert.NoError(t, large.Err) {
			assert.Equal(t, 413, large.Status, proto.String())
		}
		assert.Equal(t, proto == wiretest.HTTP2, server.Do(t, "POST", "/").Reused, "%v: the connection is used again", proto)
	}
}

func lawCache(t *testing.T) {
	lawWire(t, flowConfig(), problem.NotFound, http.Header{"Cache-Control": {"max-age=60"}}, func(t *testing.T, _ string, a *wiretest.Answer) {
		assert.Equal(t, []string{"no-store"}, a.Header.Values("Cache-Control"), "what was meant for another answer does not count")
	})
	for _, row := range []struct {
		kind  problem.Type
		value string
		want  string
	}{
		{problem.Gone, "max-age=60", "max-age=60"},
		{problem.Gone, "", "no-store"},
		{problem.PreconditionRequired, "max-age=60", "no-store"},
		{problem.TooManyRequests, "max-age=60", "no-store"},
		{problem.RequestHeaderFieldsTooLarge, "max-age=60", "no-store"},
		{problem.NetworkAuthenticationRequired, "max-age=60", "no-store"},
	} {
		w := lawAnswer("1.1", "GET", row.kind.New(problem.Header("cache-control", row.value)), nil)
		assert.Equal(t, []string{row.want}, w.Header().Values("Cache-Control"), "%v with %q", row.kind, row.value)
	}
}

func lawMediaType(t *testing.T) {
	left := http.Header{
		"Content-Type": {"text/html"}, "Content-Length": {"3"}, "Content-Encoding": {"br"}, "Etag": {`"x"`}, "Content-Disposition": {"attachment"},
		"X-Content-Type-Options": {"other"}, "Trailer": {"Digest"}, "Expires": {"0"}, "X-Request-Id": {"7"}, "Set-Cookie": {"a=b"},
	}
	lawWire(t, flowConfig(), problem.NotFound, left, func(t *testing.T, method string, a *wiretest.Answer) {
		assert.Equal(t, []string{"application/problem+json"}, a.Header.Values("Content-Type"))
		assert.Equal(t, []string{"nosniff"}, a.Header.Values("X-Content-Type-Options"))
		for _, gone := range []string{"Content-Encoding", "Etag", "Content-Disposition", "Trailer", "Expires"} {
			assert.Empty(t, a.Header.Values(gone), gone)
		}
		assert.Equal(t, []string{"7"}, a.Header.Values("X-Request-Id"), "what is about the exchange stays")
		assert.Equal(t, []string{"a=b"}, a.Header.Values("Set-Cookie"))
		assert.Equal(t, "55", a.Header.Get("Content-Length"), "that of the document")
	})
}

func lawVary(t *testing.T) {
	c := flowConfig()
	c.Formats = []problem.Format{problem.JSON, configFormat("application/test")}
	for _, row := range []struct{ left, want []string }{
		{nil, []string{"Accept"}},
		{[]string{"Origin"}, []string{"Origin", "Accept"}},
		{[]string{"Accept-Encoding"}, []string{"Accept-Encoding", "Accept"}},
		{[]string{"Origin, accept"}, []string{"Origin, accept"}},
		{[]string{"*"}, []string{"*"}},
	} {
		lawWire(t, c, problem.NotFound, http.Header{"Vary": row.left}, func(t *testing.T, _ string, a *wiretest.Answer) {
			assert.Equal(t, row.want, a.Header.Values("Vary"))
		})
	}
	assert.Empty(t, flowRespond(flowConfig(), "GET", problem.NotFound).Header().Values("Vary"), "no choice, nothing to tell")
}

// A header that the door finds is restored: it belongs to outer middleware.
func TestLawsRestore(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	w.Header().Set("Content-Language", "de")
	w.Header().Set("Etag", `"outer"`)
	flowServe(problem.NewResponder(flowConfig()), func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Language", "fr")
		w.Header().Set("Last-Modified", "x")
		w.Header().Del("Etag")
		return problem.NotFound
	}).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	assert.Equal(t, []string{"de"}, w.Header().Values("Content-Language"))
	assert.Equal(t, []string{`"outer"`}, w.Header().Values("Etag"))
	assert.Empty(t, w.Header().Values("Last-Modified"))
}

// lawHeaders is what the client can compare.
func lawHeaders(h http.Header) string {
	var lines []string
	for name, values := range h {
		lines = append(lines, fmt.Sprintf("%s: %q", name, values))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestLawsConceal(t *testing.T) {
	t.Parallel()
	own := problem.NewType("https://example.com/problems/hidden", "Hidden", 410)
	secret := []problem.Option{
		problem.Detail("CANARY"), problem.With("owner", "CANARY"), problem.Header("X-Owner", "CANARY"), problem.RetryAfter(time.Minute),
		problem.Challenges(problem.Basic{Realm: "CANARY"}), problem.Instance("/CANARY"), problem.Violations(problem.Violation{Detail: "CANARY"}),
	}
	leave := func(h http.Header) {
		for _, name := range []string{"Www-Authenticate", "Allow", "Retry-After", "Link", "Accept", "Etag", "Content-Length", "Upgrade"} {
			h.Set(name, "CANARY")
		}
	}
	for _, row := range []struct {
		name string
		err  error
		bare error
	}{
		{"as not found", problem.Forbidden.New(append(secret, problem.Conceal())...), problem.NotFound},
		{"as another", problem.Forbidden.New(append(secret, problem.ConcealAs(own))...), own},
		{"as the zero type", problem.Forbidden.New(append(secret, problem.ConcealAs(problem.Type{}))...), problem.Type{}},
		{"wrapped", fmt.Errorf("CANARY: %w", problem.ContentTooLarge.New(problem.Conceal())), problem.NotFound},
		{"as a 401", problem.Forbidden.New(problem.ConcealAs(problem.Unauthorized)), problem.Unauthorized},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			for _, door := range []bool{true, false} {
				answer := func(err error, dirty bool) *httptest.ResponseRecorder {
					rs := problem.NewResponder(problem.Config{Recorder: problem.NoRecorder})
					w, r := httptest.NewRecorder(), httptest.NewRequest("POST", "/", nil)
					w.Header().Set("X-Outer", "kept")
					if door {
						flowServe(rs, func(w http.ResponseWriter, _ *http.Request) error {
							if dirty {
								leave(w.Header())
								w.Header().Set("X-Owner", "CANARY")
							}
							return err
						}).ServeHTTP(w, r)
						return w
					}
					if dirty {
						leave(w.Header())
					}
					rs.Respond(w, r, err)
					return w
				}
				hidden, bare := answer(row.err, true), answer(row.bare, false)
				assert.Equal(t, bare.Code, hidden.Code, "door %v", door)
				assert.Equal(t, lawHeaders(bare.Header()), lawHeaders(hidden.Header()), "door %v", door)
				assert.Equal(t, bare.Body.Len(), hidden.Body.Len(), "door %v", door)
				assert.Equal(t, lawWithoutID(bare.Body.String()), lawWithoutID(hidden.Body.String()), "door %v", door)
				assert.Equal(t, "kept", hidden.Header().Get("X-Outer"), "door %v", door)
			}
		})
	}
}

// lawWithoutID cuts the trace id off.
func lawWithoutID(doc string) string {
	before, _, _ := strings.Cut(doc, `"trace_id"`)
	return before
}

func TestLawsConcealByDecorate(t *testing.T) {
	t.Parallel()
	c := flowConfig()
	log := &flowLog{}
	c.Recorder = log
	c.Decorate = []func(*http.Request, *problem.Problem){func(_ *http.Request, p *problem.Problem) {
		p.Apply(problem.With("hint", "CANARY"))
		if errors.Is(p, problem.Forbidden) {
			p.Apply(problem.Conceal())
		}
	}}
	w := flowRespond(c, "GET", problem.Forbidden.New(problem.Detail("CANARY")))
	assert.Equal(t, `{"type":"about:blank","title":"Not Found","status":404}`, w.Body.String())
	assert.Equal(t, 404, log.only(t).Status)
}

// TestConcealedAsATypeWithMembers: the stand-in has none, so that a client can tell.
func TestConcealedAsATypeWithMembers(t *testing.T) {
	t.Parallel()
	own := problem.NewTypeOf[struct{ ID string }]("https://api.example.com/problems/no-order", "No such order", 404)
	for dropped, stand := range map[bool]problem.Kind{true: own, false: problem.NotFound} {
		log := &flowLog{}
		flowRespond(problem.Config{Recorder: log}, "GET", problem.Forbidden.New(problem.ConcealAs(stand)))
		_, noted := flowAttrs(log.only(t))["dropped"]
		assert.Equal(t, dropped, noted)
	}
}
