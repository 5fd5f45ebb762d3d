package problem

import (
	"net/http"
	"slices"
	"strings"
)

// answer is one answer in the making: the private draft of the problem, and
// what the duties of HTTP depend on.
type answer struct {
	draft    Problem
	method   string
	major    int      // of the protocol version
	minor    int      // of the protocol version
	hidden   int      // the status of a problem that was concealed
	miss     bool     // a router had no route for the request
	format   int      // index into the responder's formats
	media    []string // the media type that the document has
	language string   // of the texts, "" if there is nothing to say about it
	local    Problem  // the document in that language
	out      []line
	body     []byte
}

// line is a header field on its way into the response. Values may be shared
// and are never written to.
type line struct {
	name   string
	values []string
}

func (a *answer) set(name string, values []string) { a.out = append(a.out, line{name, values}) }

// become replaces the draft by a bare type, because the problem as it was would
// break a duty.
func (a *answer) become(t Type) {
	cause, trace, notes := a.draft.cause, a.draft.trace, a.draft.notes
	a.draft = ofDefinition(t.definition())
	a.draft.cause, a.draft.trace, a.draft.notes = cause, trace, notes
}

// conceal replaces the draft by its stand-in, bare, so that nothing of what is
// hidden can be seen from it (RFC 9110, section 15.5.4).
func (a *answer) conceal() (concealed bool) {
	def := a.draft.conceal
	if def != nil {
		a.hidden = a.draft.Status
		a.become(Type{def})
		a.draft.noteMembers(def)
	}
	return def != nil
}

// noteMembers warns of a stand-in that can be told from what it stands for.
func (p *Problem) noteMembers(def *definition) {
	if def.members != nil {
		p.note("ConcealAs: the type has members, which its stand-in lacks: use a type that is always sent bare")
	}
}

// adopt takes over what the handler or a router has put into fields that belong
// to errors too. The problem's own values come first; a challenge of a scheme
// that it has already is not asked for twice.
func (a *answer) adopt(h http.Header) {
	if len(h) == 0 {
		return
	}
	for _, name := range adoptedFields {
		if lines, ok := h[name]; ok {
			a.adoptLines(name, lines)
			delete(h, name)
		}
	}
}

// disown drops the same fields, of which a concealed problem must show none.
func disown(h http.Header) {
	for _, name := range adoptedFields {
		delete(h, name)
	}
}

func (a *answer) adoptLines(name string, lines []string) {
	own := a.draft.fields.values(name)
	challenges := strings.HasSuffix(name, "-Authenticate")
	if len(own) > 0 && !challenges && name != "Link" {
		return
	}
	values := slices.Clone(own)
	for _, value := range lines {
		switch value = strings.Trim(value, " \t"); {
		case value == "":
		case !isFieldValue(value):
			a.draft.note("header " + name + ": not a field that a problem can send")
		case challenges:
			values = append(values, unasked(own, value)...)
		default:
			values = append(values, value)
		}
	}
	a.draft.fields = a.draft.fields.with(name, values...)
}

// unasked returns the challenges of a line whose schemes are not among own.
func unasked(own []string, line string) []string {
	return slices.DeleteFunc(splitChallenges(line), func(challenge string) bool {
		return slices.ContainsFunc(own, func(asked string) bool { return schemeOf(asked) == schemeOf(challenge) })
	})
}
