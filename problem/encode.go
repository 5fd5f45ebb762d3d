package problem

import (
	"net/http"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

// decorate runs the user's functions over a copy, which they may keep against
// the rules without harm to the next answer.
func (rs *Responder) decorate(a *answer, r *http.Request) {
	if len(rs.config.Decorate) == 0 {
		return
	}
	p := a.draft
	for _, decorate := range rs.config.Decorate {
		_, failed := try(func() (none struct{}) { decorate(r, &p); return none })
		if failed != nil {
			p.note("a function of Config.Decorate panicked")
		}
	}
	a.draft = p
}

// encode brings the draft under the laws and makes the document, in the form and
// the language that the client's header asks for.
func (rs *Responder) encode(a *answer, asked http.Header) {
	if len(rs.offers) > 1 {
		a.format, _ = accept.Choose(asked["Accept"], rs.offers)
	}
	a.media, a.language = rs.mediaType[a.format], rs.languageFor(a, asked["Accept-Language"])
	applyLaws(a, rs)
	format, p := rs.config.Formats[a.format], rs.localise(a)
	if format == JSON {
		a.body = appendJSON(a.body, p, a.draft.note)
		return
	}
	if document, ok := encodeForeign(a, p, format); ok {
		a.body = append(a.body, document...)
		return
	}
	a.media = jsonMediaType[:]
	a.set("Content-Type", a.media)
	a.draft.note("format " + rs.offers[a.format] + ": can't encode the problem")
	a.body = appendJSON(a.body, p, a.draft.note)
}

// jsonMediaType stands in when a format fails. net/http only reads it.
var jsonMediaType = [...]string{JSON.MediaType()}

// encodeForeign runs a format over a copy, under a guard. A format that fails
// has no say in the header either.
func encodeForeign(a *answer, final *Problem, format Format) (document []byte, ok bool) {
	var failed error
	var h http.Header
	p := *final
	_, panicked := try(func() (none struct{}) {
		document, failed = format.Append(nil, &p)
		if with, has := format.(interface{ Header() http.Header }); has {
			h = with.Header()
		}
		return none
	})
	if failed != nil || panicked != nil {
		return nil, false
	}
	for name, values := range h {
		a.set(http.CanonicalHeaderKey(name), values)
	}
	return document, true
}
