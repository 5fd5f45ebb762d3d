package problem

import (
	"slices"
	"strings"
)

// Option adds to an occurrence: see the functions that return one. Options are
// values without behaviour of their own, apply in order, and may be kept and
// used again by several goroutines. The zero Option does nothing.
type Option struct {
	kind  optionKind
	name  string
	text  string
	value any
}

type optionKind uint8

const (
	setNothing optionKind = iota
	setDetail
	setCause
	setMember
	setInstance
	setField
	setFields
	setConceal
	addViolations
	addNote
	setSeveral
)

// New makes an occurrence of the type.
func (t Type) New(opts ...Option) *Problem {
	p := ofDefinition(t.definition())
	p.Apply(opts...)
	return &p
}

// Apply adds options to p, which must not be in use elsewhere. On a nil
// *Problem it does nothing.
func (p *Problem) Apply(opts ...Option) {
	if p == nil {
		return
	}
	for i := range opts {
		opts[i].apply(p)
	}
}

func (o *Option) apply(p *Problem) {
	switch o.kind {
	case setDetail:
		p.setDetail(o.text, o.value)
	case setCause:
		p.setCause(o.value)
	case setMember:
		p.setMember(o.name, o.value)
	case setInstance:
		p.setInstance(o.text)
	case setField:
		p.setField(o.name, o.text)
	case setFields:
		lines, _ := o.value.([]string)
		p.setLines(o.name, lines)
	case setConceal:
		p.conceal, _ = o.value.(*definition)
	case addViolations:
		list, _ := o.value.([]Violation)
		p.addViolations(list)
	case addNote:
		p.note(o.text)
	case setSeveral:
		opts, _ := o.value.([]Option)
		p.Apply(opts...)
	}
}

// Detail sets the explanation of this occurrence for the client. The text is
// sent as it is: no formatting verbs, and nothing in it that the client should
// not know. At most 4 KiB are sent.
func Detail(text string) Option { return Option{kind: setDetail, text: text} }

// DetailPhrase is Detail with a text that can be said otherwise. The text is sent
// as it is where Config.Texts can't say the phrase; it is what logs have in any
// case. A nil phrase makes it the same as Detail.
func DetailPhrase(text string, p Phrase) Option { return Option{kind: setDetail, text: text, value: p} }

// Cause sets the error behind the problem. It is logged and can be reached by
// errors.Is and errors.As, but never sent.
func Cause(err error) Option { return Option{kind: setCause, value: err} }

// setCause refuses a cycle of one, in which errors.Is would turn for ever.
func (p *Problem) setCause(cause any) {
	if cause != any(p) {
		p.cause, _ = cause.(error)
	}
}

// With sets an extension member, encoded as encoding/json would. A name that
// was set before keeps its place and gets the new value. The standard members
// can't be replaced: such a name is dropped and noted in the record, and so is
// a value that can't be encoded. The value is read when the answer is written
// and must not change until then.
func With(name string, value any) Option { return Option{kind: setMember, name: name, value: value} }

func (p *Problem) setMember(name string, value any) {
	if name == "" || reservedMember(name) {
		p.note("member " + name + ": the name is reserved")
		return
	}
	p.members.set(strings.ToValidUTF8(name, "\uFFFD"), value)
}

// Instance sets the URI reference of this occurrence (RFC 9457, section
// 3.1.5). What is no URI reference, or has a scheme that browsers run, is
// dropped and noted in the record.
//
// Security: make it of an id of your own. The request's URL holds its query.
func Instance(uri string) Option { return Option{kind: setInstance, text: uri} }

func (p *Problem) setInstance(uri string) {
	if err := checkURI(uri); err != nil {
		p.note("instance: the URI " + err.Error())
		return
	}
	p.Instance = uri
}

// Header sets a header field of the answer; further calls with the same name
// replace it. Fields that describe the document or the connection are the
// answer's own: they, names that are no token, and values with control
// characters are dropped and noted in the record.
func Header(name, value string) Option { return Option{kind: setField, name: name, text: value} }

func (p *Problem) setField(name, value string) { p.setLines(name, []string{value}) }

func (p *Problem) setLines(name string, lines []string) {
	var valid []string
	for _, line := range lines {
		if f, ok := newField(name, line); ok {
			name, valid = f.name, append(valid, f.value)
		} else {
			p.note("header " + name + ": not a field that a problem can send")
		}
	}
	if len(valid) > 0 {
		p.fields = p.fields.with(name, valid...)
	}
}

// Conceal sends a bare NotFound in the place of the problem, so that a client
// can't tell what it may not see from what is not there (RFC 9110, section
// 15.5.4). Body and header are those of any other NotFound, the trace id apart;
// the record keeps the truth. If what is not there has a type of its own, use
// ConcealAs with that.
//
// Security: every header field that was set inside the door is taken away, since
// any may tell what is hidden. Middleware that marks all answers belongs outside.
func Conceal() Option { return ConcealAs(NotFound) }

// ConcealAs is Conceal with another stand-in; nil means NotFound.
//
// Security: the stand-in is bare, without detail and members. Where nothing is
// there, return the same type as bare as that: an occurrence of it with a detail or
// members can be told from a concealed problem. The record notes a type of NewTypeOf.
func ConcealAs(k Kind) Option {
	if k == nil {
		k = NotFound
	}
	return Option{kind: setConceal, value: k.definition()}
}

// Violations adds to the member errors: what is wrong with which part of the
// request. At most 100 or 32 KiB are sent; the member errors_omitted then counts
// the rest. Earlier violations stay in front.
func Violations(vs ...Violation) Option {
	return Option{kind: addViolations, value: slices.Clone(vs)}
}
