package problem_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
)

const canaryText = "CANARY-4711"

// canaryError is a domain error with a secret in every part.
type canaryError struct {
	Secret string
	inner  error
}

func (e *canaryError) Error() string   { return canaryText + " " + e.Secret }
func (e *canaryError) Unwrap() error   { return e.inner }
func (e *canaryError) String() string  { return canaryText }
func (e *canaryError) StatusCode() int { return 409 }
func (e *canaryError) MarshalJSON() ([]byte, error) {
	return nil, errors.New(canaryText)
}

// canaryConverter knows its problem and keeps a secret.
type canaryConverter struct{ canaryError }

func (e *canaryConverter) Problem() *problem.Problem {
	return problem.Locked.New(problem.Cause(errors.New(canaryText)))
}

// canaryLog is a foreign recorder that reads everything.
type canaryLog struct{ text *bytes.Buffer }

func (canaryLog) Enabled(context.Context, slog.Level) bool { return true }
func (l canaryLog) Record(_ context.Context, r problem.Record) {
	fmt.Fprintf(l.text, "%v %v %+v\n", r.Err, r.Attrs(), r.Problem)
}

func canaryErrors() map[string]error {
	secret := &canaryError{Secret: canaryText}
	_, number := strconv.Atoi(canaryText)
	_, date := time.Parse(time.RFC3339, canaryText)
	return map[string]error{
		"plain":            errors.New(canaryText),
		"domain":           secret,
		"joined":           errors.Join(secret, errors.New(canaryText)),
		"around a type":    fmt.Errorf("%s: %w", canaryText, problem.Forbidden),
		"around a problem": fmt.Errorf("%s: %w", canaryText, problem.Forbidden.New(problem.Cause(secret))),
		"cause":            problem.Forbidden.New(problem.Cause(fmt.Errorf("%s: %w", canaryText, secret))),
		"concealed":        problem.Forbidden.New(problem.Detail(canaryText), problem.With("x", canaryText), problem.Conceal()),
		"converter":        &canaryConverter{*secret},
		"input":            &problem.InputError{In: problem.InBody, Raw: []byte(canaryText), Err: secret, Target: canaryText},
		"input syntax":     &problem.InputError{In: problem.InBody, Raw: []byte(canaryText), Err: json.Unmarshal([]byte(canaryText), new(any))},
		"input type":       &problem.InputError{In: problem.InBody, Err: json.Unmarshal([]byte(`"`+canaryText+`"`), new(int))},
		"input number":     &problem.InputError{In: problem.InQuery, Parameter: "n", Err: number},
		"input date":       &problem.InputError{In: problem.InQuery, Parameter: "n", Err: date},
		"number":           number,
		"deadline":         fmt.Errorf("%s: %w", canaryText, context.DeadlineExceeded),
		"cancelled":        fmt.Errorf("%s: %w", canaryText, context.Canceled),
		"too large":        fmt.Errorf("%s: %w", canaryText, &http.MaxBytesError{Limit: 7}),
		"member":           problem.Forbidden.New(problem.With("secret", secret)),
		"not encodable":    &json.MarshalerError{Err: secret},
		"bad header":       problem.Forbidden.New(problem.Header("X-Secret", canaryText+"\r\nX: "+canaryText)),
		"reserved member":  problem.Forbidden.New(problem.With("Status", canaryText)),
		"bad instance":     problem.Forbidden.New(problem.Instance("javascript:" + canaryText)),
	}
}

func canaryRules() map[string][]problem.Rule {
	return map[string][]problem.Rule{
		"none":     nil,
		"match":    {problem.Match(context.DeadlineExceeded, problem.GatewayTimeout)},
		"as":       {problem.MatchAs(func(e *canaryError) *problem.Problem { return problem.Conflict.New(problem.Cause(e)) })},
		"function": {problem.RuleFunc(func(err error) *problem.Problem { return problem.Conflict.New(problem.Cause(err)) })},
		"panic":    {problem.RuleFunc(func(err error) *problem.Problem { panic(err) })},
		"carriers": {problem.StatusCarriers()},
	}
}

// canaryDoors are the ways an error can take to a client.
func canaryDoors(rs *problem.Responder, err error) map[string]http.Handler {
	return map[string]http.Handler{
		"Respond":  http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { rs.Respond(w, r, err) }),
		"Exchange": flowServe(rs, func(http.ResponseWriter, *http.Request) error { return err }),
		"Respond in an Exchange": flowServe(rs, func(w http.ResponseWriter, r *http.Request) error {
			rs.Respond(w, r, err)
			return nil
		}),
		"after a status": flowServe(rs, func(w http.ResponseWriter, r *http.Request) error {
			w.WriteHeader(503)
			return err
		}),
		"panic":        flowServe(rs, func(http.ResponseWriter, *http.Request) error { panic(err) }),
		"panic string": flowServe(rs, func(http.ResponseWriter, *http.Request) error { panic(canaryText) }),
		"panic struct": flowServe(rs, func(http.ResponseWriter, *http.Request) error { panic(struct{ Secret string }{canaryText}) }),
		"panic Stringer": flowServe(rs, func(http.ResponseWriter, *http.Request) error {
			panic(fmt.Stringer(&canaryError{}))
		}),
		"http.Error": flowServe(rs, func(w http.ResponseWriter, _ *http.Request) error {
			http.Error(w, canaryText, 500)
			return nil
		}),
		"http.Error and an error": flowServe(rs, func(w http.ResponseWriter, _ *http.Request) error {
			http.Error(w, canaryText, 502)
			return err
		}),
	}
}

func TestCanary(t *testing.T) {
	t.Parallel()
	for ruled, rules := range canaryRules() {
		for name, err := range canaryErrors() {
			rs := problem.NewResponder(problem.Config{
				Rules: rules, Recorder: problem.Recorders(canaryLog{&bytes.Buffer{}}, problem.NewSlogRecorder(slog.New(slog.NewJSONHandler(io.Discard, nil)))),
				Decorate: []func(*http.Request, *problem.Problem){func(_ *http.Request, p *problem.Problem) {
					var e *canaryError
					if errors.As(p, &e) && e.Secret != "" {
						p.Apply(problem.With("known", true))
					}
				}},
				Formats: []problem.Format{problem.JSON, canaryFormat{}},
			})
			for way, door := range canaryDoors(rs, err) {
				for _, accept := range []string{"*/*", "application/canary"} {
					r := httptest.NewRequest("POST", "/"+canaryText+"?q="+canaryText, strings.NewReader(canaryText))
					r.Header.Set("Authorization", canaryText)
					r.Header.Set("Accept", accept)
					w := httptest.NewRecorder()
					door.ServeHTTP(w, r)
					assert.GreaterOrEqual(t, w.Code, 400, "%s, %s, %s", ruled, name, way)
					assert.NotContains(t, w.Body.String(), "CANARY", "body: %s, %s, %s", ruled, name, way)
					assert.NotContains(t, fmt.Sprint(w.Header()), "CANARY", "header: %s, %s, %s", ruled, name, way)
				}
			}
		}
	}
}

// canaryFormat fails with a secret in the error.
type canaryFormat struct{}

func (canaryFormat) MediaType() string { return "application/canary" }
func (canaryFormat) Append([]byte, *problem.Problem) ([]byte, error) {
	return []byte(canaryText), errors.New(canaryText)
}

func TestCanaryByDefault(t *testing.T) {
	before := slog.Default()
	defer slog.SetDefault(before)
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	for name, err := range canaryErrors() {
		w := httptest.NewRecorder()
		problem.Error(w, httptest.NewRequest("GET", "/", nil), err)
		assert.NotContains(t, w.Body.String()+fmt.Sprint(w.Header()), "CANARY", name)
	}
}

// The words of a panic are in the log, those of a struct are nowhere.
func TestCanaryOfPanicsInTheLog(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		value any
		want  string
	}{
		{"text", "panic: text"},
		{errors.New("text"), "panic: text"},
		{struct{ Secret string }{canaryText}, "panic: struct { Secret string }"},
		{time.Second, "panic: time.Duration: 1s"},
		{canaryStringer{}, "panic: problem_test.canaryStringer: "},
		{treeBroken{}, "panic: problem_test.treeBroken, whose Error method panicked"},
		{problem.NotFound, "panic: 404 Not Found"},
	} {
		log := &flowLog{}
		w := recordPanic(log, func() { panic(row.value) })
		assert.GreaterOrEqual(t, w.Code, 404)
		assert.Equal(t, row.want, flowAttrs(log.only(t))["cause"])
		assert.Equal(t, row.value, log.only(t).Panic.Value())
	}
}

type canaryStringer struct{}

func (canaryStringer) String() string { panic("String") }
