package problem_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/internal/wiretest"
	"github.com/problemkit/problemkit/problem"
)

func TestRespondNothing(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, (*problem.Problem)(nil)} {
		w := flowRespond(flowConfig(), "GET", err)
		assert.Empty(t, w.Body.String())
		assert.Empty(t, w.Header())
	}
}

func TestRespondOnNil(t *testing.T) {
	t.Parallel()
	for _, respond := range []func(http.ResponseWriter, *http.Request, error){problem.Error, (*problem.Responder)(nil).Respond} {
		w := httptest.NewRecorder()
		respond(w, httptest.NewRequest("GET", "/", nil), problem.NotFound)
		assert.Equal(t, 404, w.Code)
	}
}

func TestRespondWire(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	large := problem.NotFound.New(problem.With("text", strings.Repeat("x", 10_000)))
	for name, recorder := range map[string]problem.Recorder{"recorded": log, "not recorded": problem.NoRecorder} {
		rs := problem.NewResponder(problem.Config{Recorder: recorder, TraceID: flowNoID})
		for _, proto := range wiretest.Protos() {
			server := wiretest.Start(t, proto, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				err := error(problem.NotFound)
				if r.URL.Path == "/large" {
					err = large
				}
				rs.Respond(w, r, err)
			}))
			for _, path := range []string{"/", "/large"} {
				get, head := server.Do(t, "GET", path), server.Do(t, "HEAD", path)
				require.NoError(t, get.Err)
				require.NoError(t, head.Err)
				get.Header.Del("Date")
				head.Header.Del("Date")
				assert.Equal(t, get.Header, head.Header, "%s, %v %s: HEAD has the header of GET", name, proto, path)
				assert.Equal(t, fmt.Sprint(len(get.Body)), get.Header.Get("Content-Length"))
				assert.Empty(t, head.Body)
				assert.True(t, head.Reused, "the connection is still good")
			}
			assert.Empty(t, server.Log())
		}
	}
}

func TestRespondRoute(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	rs := problem.NewResponder(problem.Config{Recorder: log})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders/{id}", func(w http.ResponseWriter, r *http.Request) { rs.Respond(w, r, problem.NotFound) })
	mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/orders/12", nil))
	assert.Equal(t, "GET /orders/{id}", log.only(t).Route)
}

func TestRespondInsideADoor(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	rs := problem.NewResponder(problem.Config{Recorder: log})
	w := httptest.NewRecorder()
	flowServe(rs, func(w http.ResponseWriter, r *http.Request) error {
		rs.Respond(w, r, problem.Gone)
		_, err := io.WriteString(w, "more")
		assert.Error(t, err, "the response is the problem's")
		return nil
	}).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	assert.Equal(t, 410, w.Code)
	assert.NotContains(t, w.Body.String(), "more")
	assert.Equal(t, 410, log.only(t).Status)
}

func TestRespondHeldStatus(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name    string
		handler func(http.ResponseWriter) error
		want    int
		detail  any
		cause   string
	}{
		{"undeclared error after a status", func(w http.ResponseWriter) error { w.WriteHeader(422); return errors.New("why") }, 422, nil, "why"},
		{"undeclared error after http.Error", func(w http.ResponseWriter) error {
			http.Error(w, "CANARY", 502)
			return errors.New("why")
		}, 502, nil, "why\nCANARY"},
		{"declared error after a status", func(w http.ResponseWriter) error { w.WriteHeader(422); return problem.Gone }, 410, nil, ""},
		{"undeclared error after a success", func(w http.ResponseWriter) error { w.WriteHeader(200); return errors.New("why") }, 500, nil, "why"},
		{"panic after a status", func(w http.ResponseWriter) error { w.WriteHeader(422); panic("why") }, 500, nil, "panic: why"},
		{"http.Error for the client", func(w http.ResponseWriter) error { http.Error(w, "qty must be positive", 422); return nil }, 422, "qty must be positive", ""},
		{"http.Error of the server", func(w http.ResponseWriter) error { http.Error(w, "CANARY", 500); return nil }, 500, nil, "CANARY"},
		{"a router's words", func(w http.ResponseWriter) error { http.Error(w, "404 page not found", 404); return nil }, 404, nil, ""},
		{"the status again", func(w http.ResponseWriter) error { http.Error(w, "413 Request Entity Too Large", 413); return nil }, 413, nil, ""},
		{"the phrase again", func(w http.ResponseWriter) error { http.Error(w, "conflict", 409); return nil }, 409, nil, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			log := &flowLog{}
			var seen error
			w := httptest.NewRecorder()
			flowServe(problem.NewResponder(problem.Config{Recorder: log, Decorate: []func(*http.Request, *problem.Problem){
				func(_ *http.Request, p *problem.Problem) { seen = p.Unwrap() },
			}}), func(w http.ResponseWriter, _ *http.Request) error { return row.handler(w) }).ServeHTTP(w, httptest.NewRequest("POST", "/", nil))
			assert.Equal(t, row.want, w.Code)
			assert.Equal(t, row.detail, flowDoc(t, w.Body.Bytes())["detail"])
			assert.NotContains(t, w.Body.String(), "CANARY")
			if row.cause != "" {
				require.Error(t, seen, "decorators see the cause")
				assert.Equal(t, row.cause, seen.Error())
			}
		})
	}
}

func TestRespondGone(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	var seen error
	rs := problem.NewResponder(problem.Config{Recorder: log, Decorate: []func(*http.Request, *problem.Problem){
		func(_ *http.Request, p *problem.Problem) { seen = p.Unwrap() },
	}})
	for _, row := range []struct {
		err  error
		want int
	}{
		{fmt.Errorf("load: %w", errCanceled()), 499},
		{&problem.InputError{In: problem.InBody, Err: fmt.Errorf("%w: %w", os.ErrDeadlineExceeded, errCanceled())}, 408},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/", nil).WithContext(canceled())
		rs.Respond(w, r, row.err)
		assert.Equal(t, row.want, w.Code)
		assert.ErrorIs(t, seen, row.err)
	}
}

// respondFormat is a format that can be made to fail.
type respondFormat struct {
	err    error
	panics bool
	header http.Header
}

func (respondFormat) MediaType() string { return "application/test" }

func (f respondFormat) Append(dst []byte, p *problem.Problem) ([]byte, error) {
	if f.panics {
		panic("CANARY")
	}
	p.Detail = "changed"
	return append(dst, fmt.Sprintf("%d %s", p.Status, p.Title)...), f.err
}

func (f respondFormat) Header() http.Header {
	if f.header == nil {
		panic("CANARY")
	}
	return f.header
}

func TestRespondFormats(t *testing.T) {
	t.Parallel()
	header := http.Header{"content-security-policy": {"default-src 'none'"}, "Vary": {"Accept-Language"}}
	for _, row := range []struct {
		name, accept string
		format       respondFormat
		media, body  string
	}{
		{"chosen", "application/test", respondFormat{header: header}, "application/test", "404 Not Found"},
		{"not chosen", "application/json", respondFormat{header: header}, "application/problem+json", `{"type":"about:blank","title":"Not Found","status":404}`},
		{"none acceptable", "image/png", respondFormat{header: header}, "application/problem+json", `{"type":"about:blank","title":"Not Found","status":404}`},
		{"failing", "application/test", respondFormat{header: header, err: errors.New("CANARY")}, "application/problem+json", `{"type":"about:blank","title":"Not Found","status":404}`},
		{"panicking", "application/test", respondFormat{header: header, panics: true}, "application/problem+json", `{"type":"about:blank","title":"Not Found","status":404}`},
		{"panicking header", "application/test", respondFormat{}, "application/problem+json", `{"type":"about:blank","title":"Not Found","status":404}`},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			log := &flowLog{}
			c := problem.Config{TraceID: flowNoID, Recorder: log, Formats: []problem.Format{problem.JSON, row.format}}
			w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Accept", row.accept)
			problem.NewResponder(c).Respond(w, r, problem.NotFound)
			assert.Equal(t, row.body, w.Body.String())
			assert.Equal(t, []string{row.media}, w.Header().Values("Content-Type"))
			assert.Equal(t, row.media, log.only(t).MediaType)
			assert.Empty(t, log.only(t).Problem.Detail, "a format can't change the record")
			if row.name == "chosen" {
				assert.Equal(t, "default-src 'none'", w.Header().Get("Content-Security-Policy"))
				assert.Equal(t, []string{"Accept", "Accept-Language"}, w.Header().Values("Vary"))
			} else {
				assert.Equal(t, []string{"Accept"}, w.Header().Values("Vary"))
			}
			if strings.Contains(row.name, "ing") && row.name != "chosen" {
				assert.Equal(t, []string{"format application/test: can't encode the problem"}, flowAttrs(log.only(t))["dropped"])
			}
		})
	}
}

func TestRespondDecorate(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	shared := problem.NotFound.New(problem.With("kept", 1), problem.Cause(io.EOF))
	var leaked *problem.Problem
	c := problem.Config{TraceID: flowNoID, Recorder: log, Decorate: []func(*http.Request, *problem.Problem){
		func(r *http.Request, p *problem.Problem) { p.Apply(problem.With("path", r.URL.Path)); leaked = p },
		func(*http.Request, *problem.Problem) { panic("CANARY") },
		func(_ *http.Request, p *problem.Problem) {
			assert.ErrorIs(t, p, io.EOF, "decorators see the cause")
			p.Apply(problem.Header("X-Seen", "yes"), problem.With("kept", 2))
		},
	}}
	w := flowRespond(c, "GET", shared)
	assert.Equal(t, `{"type":"about:blank","title":"Not Found","status":404,"kept":2,"path":"/orders/12"}`, w.Body.String())
	assert.Equal(t, "yes", w.Header().Get("X-Seen"))
	assert.Equal(t, []string{"a function of Config.Decorate panicked"}, flowAttrs(log.only(t))["dropped"])
	kept, _ := shared.Member("kept")
	assert.Equal(t, 1, kept, "the handler's problem is not written to")
	leaked.Detail = "late"
	assert.Empty(t, log.only(t).Problem.Detail, "one that was kept changes nothing")
}

func TestRespondRulePanicIsNoted(t *testing.T) {
	t.Parallel()
	log := &flowLog{}
	w := flowRespond(problem.Config{Recorder: log, Rules: []problem.Rule{problem.RuleFunc(mapPanics)}}, "GET", errors.New("x"))
	assert.Equal(t, 500, w.Code)
	assert.Equal(t, []string{"Rules[0] panicked"}, flowAttrs(log.only(t))["dropped"])
}

// Compressing middleware announces what it does before the body exists.
func TestRespondTellsNoLengthOfACoding(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	flowServe(problem.NewResponder(problem.Config{Recorder: &flowLog{}}), func(http.ResponseWriter, *http.Request) error {
		return problem.NotFound
	}).ServeHTTP(respondCoding{w}, httptest.NewRequest("GET", "/", nil))
	assert.Empty(t, w.Header().Values("Content-Length"))
	assert.Equal(t, "gzip", w.Header().Get("Content-Encoding"))
}

// respondCoding has announced a coding before the door.
type respondCoding struct{ http.ResponseWriter }

func (w respondCoding) Header() http.Header {
	w.ResponseWriter.Header().Set("Content-Encoding", "gzip")
	return w.ResponseWriter.Header()
}

// A foreign format is not bounded, but what it made does not stay in the pool.
func TestRespondLargeDocument(t *testing.T) {
	t.Parallel()
	c := flowConfig()
	c.Formats = []problem.Format{respondHuge{}}
	for range 3 {
		assert.Equal(t, 300<<10, flowRespond(c, "GET", problem.NotFound).Body.Len())
	}
}

// respondHuge makes a huge document.
type respondHuge struct{}

func (respondHuge) MediaType() string { return "application/huge" }
func (respondHuge) Append(dst []byte, _ *problem.Problem) ([]byte, error) {
	return append(dst, strings.Repeat("x", 300<<10)...), nil
}

func TestRespondLargeMembers(t *testing.T) {
	t.Parallel()
	for range 3 { // the pool keeps no huge buffer and no old text
		huge := problem.NotFound.New(problem.With("text", strings.Repeat("x", 400<<10)), problem.With("small", 1))
		w := flowRespond(flowConfig(), "GET", huge)
		assert.Equal(t, `{"type":"about:blank","title":"Not Found","status":404,"small":1}`, w.Body.String())
	}
}
