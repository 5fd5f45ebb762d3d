package problem

import (
	"context"
	"errors"
	"net/http"
	"os"
	"strconv"
	"strings"
)

// failure is what a door has caught.
type failure struct {
	err      error
	held     int    // the error status that the handler had chosen, or 0
	text     string // the words of an http.Error
	miss     bool   // a router had no route
	lost     bool   // the client has gone while it was sending
	route    string
	trace    string
	door     bool        // one was entered
	snapshot http.Header // as it was then
}

// judge finds the problem of a failure. An error that nobody declared leaves
// the status standing that the handler had chosen; a panic does not.
func (rs *Responder) judge(f failure) verdict {
	if f.err == nil {
		return verdict{Problem: heldProblem(f.held, f.text), known: true}
	}
	v := rs.mapper.classify(f.err)
	if _, isPanic := f.err.(*PanicError); !v.known && !isPanic && isErrorStatus(f.held) {
		held := heldProblem(f.held, f.text)
		held.cause, held.notes = errors.Join(f.err, held.cause), v.notes
		v.Problem = held
	}
	if v.cause == nil {
		v.cause = f.err
	}
	return v
}

// heldProblem is the problem of a status that other code chose, with its words
// where they were meant for the client and say more than the status.
func heldProblem(status int, text string) Problem {
	p := ofDefinition(OfStatus(status).def)
	if !isErrorStatus(status) {
		p.note("status " + strconv.Itoa(status) + ": not an error")
	}
	if text = strings.TrimSpace(text); text == "" {
		return p
	}
	switch {
	case status >= 500:
		p.cause = errors.New(text)
	case !saysNothing(status, text):
		p.Detail = strings.ToValidUTF8(text, "\uFFFD")
	}
	return p
}

// saysNothing recognises the words of routers, which repeat the status.
func saysNothing(status int, text string) bool {
	text = strings.TrimSpace(strings.TrimPrefix(strings.ToLower(text), strconv.Itoa(status)))
	return text == "page not found" || text == strings.ToLower(phraseOf(status)) ||
		text == strings.ToLower(http.StatusText(status))
}

// gone reports whether the client has left, and nothing else stopped the handler:
// no other error stands beside the one of its context, and no panic. A
// half-closed client still reads, so that a context alone says nothing; nor has a
// slow one gone that ran into a read deadline.
func gone(r *http.Request, err error) bool {
	if r.Context().Err() != context.Canceled {
		return false
	}
	for range maxErrorNodes {
		if _, panicked := err.(*PanicError); panicked || err == nil || err == os.ErrDeadlineExceeded {
			return false
		}
		if err == context.Canceled {
			return true
		}
		_, err = unwrap(err)
	}
	return false
}

// clientGone tells outer access logs the truth; nobody is there to read it.
var clientGone = newDefinition(blank, phraseOf(499), 499)
