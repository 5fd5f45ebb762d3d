package problem

import (
	"iter"
	"net/http"
	"slices"
	"strconv"
)

// Problem is one occurrence of a problem: what a problem document says (RFC
// 9457, section 3.1), what goes with it in the header, and the cause that only
// the log sees. It is an error; return it from a handler.
//
// Make it with [Type.New] or [TypeOf.New]. A literal works too: an empty Type
// means about:blank, a Status outside 400 to 599 goes out as 500, and an empty
// Title is filled from the status.
//
// All methods can be called on a nil *Problem, which is no error: a handler
// that returns one inside an error has succeeded.
//
// A Problem is safe for concurrent use as long as nobody writes to its fields
// or calls Apply. Answering does not write to it, so that one value may serve
// many requests.
type Problem struct {
	Type     string `json:"type,omitempty"`     // Type is the type URI; empty means about:blank.
	Title    string `json:"title,omitempty"`    // Title is the summary of the type. At most 4 KiB are sent.
	Status   int    `json:"status,omitempty"`   // Status is the HTTP status code, 400 to 599.
	Detail   string `json:"detail,omitempty"`   // Detail explains this occurrence to the client. It is public. At most 4 KiB are sent.
	Instance string `json:"instance,omitempty"` // Instance is a URI reference that identifies this occurrence, sent if it is a valid one.

	def     *definition
	members members
	fields  fields
	cause   error
	conceal *definition
	told    *told
	trace   string
	notes   []string
}

// Converter is a domain error that knows its own problem; it is asked when no
// rule wants the error and no problem is wrapped in it. A nil result means: not
// this time.
type Converter interface {
	// Problem returns the problem of this error. It is called for each request that
	// fails with it, by several goroutines; one that panics is taken for nil.
	Problem() *Problem
}

func ofDefinition(def *definition) Problem {
	return Problem{Type: def.uri, Title: def.title, Status: def.status, def: def}
}

// Error returns status, title and detail, for logs. It says nothing of the
// cause: Unwrap leads to it.
func (p *Problem) Error() string {
	if p == nil {
		return "no problem"
	}
	text := strconv.Itoa(p.Status) + " " + p.Title
	if p.Detail != "" {
		text += ": " + p.Detail
	}
	return text
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error {
	if p == nil {
		return nil
	}
	return p.cause
}

// Is reports whether target is of the same problem type, for [errors.Is].
func (p *Problem) Is(target error) bool { return p != nil && sameType(p, target) }

func (p *Problem) identity() identity {
	if p == nil {
		return identity{}
	}
	return identityOf(p.Type, p.Status)
}

// Header returns a copy of the header fields that the problem brings along:
// challenges, Retry-After, Allow and the like.
func (p *Problem) Header() http.Header {
	if p == nil {
		return http.Header{}
	}
	return p.fields.header()
}

// Members yields the extension members in the order in which they are sent.
func (p *Problem) Members() iter.Seq2[string, any] {
	return p.extension().values()
}

// Member returns one extension member.
func (p *Problem) Member(name string) (any, bool) {
	return p.extension().get(name)
}

// standard returns type, title and status as they are sent, whatever a literal
// may hold: all three always, and a status that is an error (RFC 9457, section
// 3.1.2).
func (p *Problem) standard() (uri, title string, status int) {
	uri, title, status = p.Type, p.Title, p.Status
	if checkURI(uri) != nil {
		uri = blank
	}
	if !isErrorStatus(status) {
		title = titleBeside(uri, title, status)
		status = 500
	}
	if title == "" {
		title = phraseOf(status)
	}
	return uri, cut(title, maxDetail), status
}

// titleBeside drops the title of a status that is replaced, where it says no
// more than the status (RFC 9457, section 4.2.1).
func titleBeside(uri, title string, status int) string {
	if uri == blank && status != 0 {
		return ""
	}
	return title
}

// declared reports whether the standard members are those of the declaration.
func (p *Problem) declared() bool {
	return p.def != nil && p.Type == p.def.uri && p.Title == p.def.title && p.Status == p.def.status
}

// told is a detail that can be said otherwise.
type told struct {
	text   string
	phrase Phrase
}

func (p *Problem) setDetail(text string, phrase any) {
	p.Detail, p.told = text, nil
	if said, ok := phrase.(Phrase); ok {
		p.told = &told{text, said}
	}
}

// titlePhrase returns the phrase of the title, nil if the title is this
// occurrence's own.
func (p *Problem) titlePhrase() Phrase {
	said := (*saying)(nil)
	if p.declared() {
		said = p.def.said
	} else {
		said = titleSaying(p.Type, p.Title, p.Status)
	}
	if said == nil {
		return nil
	}
	return said
}

// traceMember is the name of the member that carries the trace id.
const traceMember = "trace_id"

// carriesTrace reports whether the trace id is a member: the answer has one, and
// the problem did not bring its own.
func (p *Problem) carriesTrace() bool {
	return p.trace != "" && p.members.find(traceMember) < 0 && !p.members.isField(traceMember)
}

// extension returns the members with the trace id among them.
func (p *Problem) extension() *members {
	if p == nil {
		return &members{}
	}
	own := p.members
	if p.carriesTrace() {
		own.set(traceMember, p.trace)
	}
	return &own
}

// Names of the members that violations make.
const (
	violationsMember = "errors"
	omittedMember    = "errors_omitted"
)

// addViolations adds to those that are there, within the bounds.
func (p *Problem) addViolations(vs []Violation) {
	if earlier := p.violations(); len(earlier) > 0 {
		vs = slices.Concat(earlier, vs)
	}
	if len(vs) > 0 {
		p.setViolations(vs, p.omitted())
	}
}

// setViolations sends as many of a list as fit, and counts the others.
func (p *Problem) setViolations(list []Violation, omitted int) {
	kept := list[:fitting(list)]
	p.members.set(violationsMember, kept)
	if omitted += len(list) - len(kept); omitted > 0 {
		p.members.set(omittedMember, omitted)
	}
}

func (p *Problem) violations() []Violation {
	value, _ := p.members.get(violationsMember)
	list, _ := value.([]Violation)
	return list
}

func (p *Problem) omitted() int {
	value, _ := p.members.get(omittedMember)
	count, _ := value.(int)
	return count
}

// note remembers what could not be sent as asked, for the record. What comes
// last is forgotten: hostile input could make any number of notes.
func (p *Problem) note(text string) {
	if len(p.notes) < maxNotes {
		p.notes = append(slices.Clip(p.notes), logText(text))
	}
}

// invalidInput stands for Config.InvalidInput until the responder that answers
// puts its own type in.
var invalidInput = &definition{
	uri: blank, title: phraseOf(400), status: 400, head: appendHead(nil, blank, phraseOf(400), 400), input: true,
}

// Invalid makes the problem of a request whose input is wrong, for checks
// written by hand. Its type is the responder's Config.InvalidInput, a
// BadRequest by default, like that of every other input problem.
func Invalid(vs ...Violation) *Problem {
	p := ofDefinition(invalidInput)
	p.addViolations(slices.Clone(vs))
	return &p
}
