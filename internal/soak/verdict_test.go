package soak_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/problemkit/problemkit/internal/wiretest"
)

// verdict tells what is wrong with the answer to a request; nil if it is its own.
type verdict func(who identity, a *wiretest.Answer) error

// identity is what makes a request unlike any other. Without a trace the server
// has to make one, which no other request may have.
type identity struct {
	id, trace string
	made      *ids
}

// ids are the trace ids that servers have made, as far as memory for them is no
// matter for a test that measures memory.
type ids struct {
	mu   sync.Mutex
	seen map[string]string // trace id → the request that had it
}

const maxIDs = 10_000

// owns reports whether a trace id is this request's.
func (who identity) owns(trace string) bool {
	if who.trace != "" {
		return trace == who.trace
	}
	who.made.mu.Lock()
	defer who.made.mu.Unlock()
	other, known := who.made.seen[trace]
	if !known && len(who.made.seen) < maxIDs {
		who.made.seen[trace] = who.id
	}
	return len(trace) == 32 && (!known || other == who.id)
}

// identify reads what options tells.
func identify(r *http.Request) string { return r.Header.Get("X-Soak") }

func (who identity) options() []wiretest.Option {
	options := []wiretest.Option{wiretest.Header("X-Soak", who.id)}
	if who.trace != "" {
		options = append(options, wiretest.Header("Traceparent", "00-"+who.trace+"-00f067aa0ba902b7-01"))
	}
	return options
}

// text is a success with the id and nothing else.
func text(who identity, a *wiretest.Answer) error {
	if a.Err != nil || a.Cut || a.Status != http.StatusOK || string(a.Body) != who.id {
		return mismatch("the text", a)
	}
	return nil
}

// cut is a part of an answer, or none at all.
func cut(who identity, a *wiretest.Answer) error {
	if a.Err == nil && !a.Cut || !strings.HasPrefix(who.id, string(a.Body)) {
		return mismatch("a cut", a)
	}
	return nil
}

// traced is a whole problem with the trace id of the request.
func traced(status int) verdict {
	return func(who identity, a *wiretest.Answer) error {
		doc, err := read(a)
		if err != nil || a.Status != status || doc.Status != status || !who.owns(doc.TraceID) {
			return mismatch(fmt.Sprintf("a %d problem with trace id %s", status, who.trace), a)
		}
		return nil
	}
}

// telling is such a problem with the id in it besides.
func telling(status int) verdict {
	return func(who identity, a *wiretest.Answer) error {
		doc, _ := read(a)
		if doc.Detail != who.id && doc.ID != who.id && (len(doc.Errors) != 1 || doc.Errors[0].Detail != who.id) {
			return mismatch("a problem with the id", a)
		}
		return traced(status)(who, a)
	}
}

// either is any of several.
func either(verdicts ...verdict) verdict {
	return func(who identity, a *wiretest.Answer) (err error) {
		for _, v := range verdicts {
			if err = v(who, a); err == nil {
				return nil
			}
		}
		return err
	}
}

// document is what is read of a problem.
type document struct {
	Detail, ID string
	Status     int
	TraceID    string `json:"trace_id"`
	Errors     []struct{ Detail string }
}

func read(a *wiretest.Answer) (doc document, err error) {
	if a.Err != nil || a.Cut || a.Header.Get("Content-Type") != "application/problem+json" {
		return doc, mismatch("a problem", a)
	}
	return doc, json.Unmarshal(a.Body, &doc)
}

func mismatch(want string, a *wiretest.Answer) error {
	return fmt.Errorf("want %s, got %d, cut %v, error %v, connection reused %v, %v, %.300q",
		want, a.Status, a.Cut, a.Err, a.Reused, a.Header, a.Body)
}
