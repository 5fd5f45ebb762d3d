package problem

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// blank is the URI of problems that say no more than their status code
// (RFC 9457, section 4.2.1).
const blank = "about:blank"

// Kind is what a problem can be made of: a [Type] or a [TypeOf]. The interface
// is closed; a Kind is also an error, so that a handler can return it as it is.
type Kind interface {
	error
	definition() *definition
}

// Type is a problem type in the sense of RFC 9457, section 4: a URI that says
// what kind of problem it is, the title and the status that go with it.
//
// A Type is an immutable value of one pointer. It is an error, and returning it
// from a handler allocates nothing:
//
//	return problem.NotFound
//
// Two Types are == when they come from the same declaration. [errors.Is] is
// wider: it holds for equal URIs, and for about:blank when the status is equal
// too, between Types, the TypeOf made with the same URI and problems of either.
//
// The zero Type is a 500 without a URI of its own. Types are safe for
// concurrent use.
type Type struct{ def *definition }

// definition is what a declaration fixes. It is never written to after it was
// made.
type definition struct {
	uri    string
	title  string
	status int

	// head is the start of every JSON document of this type, made once.
	head []byte

	// members are the names that a TypeOf adds; nil for a Type.
	members *structFields

	// said is the phrase of the title.
	said *saying

	// input marks the stand-in for Config.InvalidInput.
	input bool
}

// NewType declares a problem type. Declare types once, as package variables.
//
// The uri is the absolute http, https, urn or tag URI that identifies the type,
// or about:blank; a relative reference is possible but means something else
// under every path (see [Lint]). The title is a short summary for people that
// stays the same for every occurrence (RFC 9457, section 3.1.3). The status is
// the HTTP status code of the answer, 400 to 599.
//
// The uri may have 2 KiB, the title 4 KiB.
//
// NewType panics when one of them is wrong, and names every mistake at once:
// declarations are program text, not data.
func NewType(uri, title string, status int) Type {
	def := newDefinition(uri, title, status)
	mustDeclare("NewType", def, def.mistakes())
	return Type{def}
}

func newDefinition(uri, title string, status int) *definition {
	return &definition{
		uri: uri, title: title, status: status, head: appendHead(nil, uri, title, status), said: titleSaying(uri, title, status),
	}
}

// titleSaying is the phrase of a title. A type is told by its URI, whatever its
// title may be: a title changes with the language alone (RFC 9457, section 3.1.3).
// Without a URI it is told by its status, if the title is that of the status.
func titleSaying(uri, title string, status int) *saying {
	switch {
	case uri != blank:
		return &saying{keys: []string{"title:" + uri}}
	case title == phraseOf(status):
		return &saying{keys: statusKeys(status)}
	}
	return nil
}

// statusKeys are those of a status; where only its class has a phrase, that of the
// class too.
func statusKeys(status int) []string {
	key := "title." + strconv.Itoa(status)
	if factsOf(status).phrase != "" {
		return []string{key}
	}
	return []string{key, "title." + strconv.Itoa(status/100) + "xx"}
}

// TitleKey returns the key under which Config.Texts is asked for the title of a
// type: "title:" and the URI, or "title." and the status for about:blank. It is
// empty for about:blank with a title of its own, which is never translated; nil
// means InternalServerError.
func TitleKey(k Kind) string {
	if k == nil {
		k = Type{}
	}
	if said := k.definition().said; said != nil {
		return said.keys[0]
	}
	return ""
}

// appendHead appends the members that every document has, in the order of
// RFC 9457, section 3.1, and leaves the object open.
func appendHead(dst []byte, uri, title string, status int) []byte {
	dst = append(dst, `{"type":`...)
	dst = appendJSONString(dst, uri)
	dst = append(dst, `,"title":`...)
	dst = appendJSONString(dst, title)
	dst = append(dst, `,"status":`...)
	return strconv.AppendInt(dst, int64(status), 10)
}

func (d *definition) mistakes() []error {
	var found []error
	if err := checkURI(d.uri); err != nil {
		found = append(found, fmt.Errorf("the type URI %q %w", d.uri, err))
	}
	switch {
	case d.title == "":
		found = append(found, errors.New("the title is empty: give a short summary of the type for people (RFC 9457, section 3.1.3)"))
	case len(d.title) > maxDetail:
		found = append(found, fmt.Errorf("the title has %d bytes: use at most %d", len(d.title), maxDetail))
	}
	if !isErrorStatus(d.status) {
		found = append(found, fmt.Errorf("the status %d is not an error: use one of 400 to 599", d.status))
	}
	return found
}

// mustDeclare panics with every mistake of a declaration.
func mustDeclare(what string, def *definition, mistakes []error) {
	if len(mistakes) > 0 {
		panic(fmt.Errorf("problem.%s(%q, %q, %d):\n%w", what, def.uri, def.title, def.status, errors.Join(mistakes...)))
	}
}

// checkURI reports why a text can't stand as a type or an instance. A scheme
// that browsers run, javascript for one, would make a link in an error page an
// attack; so only schemes that identify are let through.
func checkURI(text string) error {
	switch {
	case text == "":
		return errors.New("is empty: use about:blank or a URI of your own")
	case len(text) > maxURI:
		return fmt.Errorf("has %d bytes: use at most %d", len(text), maxURI)
	}
	for i := range len(text) {
		if !uriByte(text[i]) {
			return fmt.Errorf("has the byte %#02x at %d: percent-encode it (RFC 3986, section 2)", text[i], i)
		}
	}
	scheme, rest, ok := cutScheme(text)
	host, valid := hostOf(rest)
	if !ok || !valid || !wellFormed(rest, host) {
		return errors.New("is no URI reference (RFC 3986, section 4.1)")
	}
	return checkScheme(strings.ToLower(scheme), host)
}

func checkScheme(scheme, host string) error {
	switch scheme {
	case "http", "https":
		if host == "" {
			return fmt.Errorf("has no host: %s URIs name one (RFC 9110, section 4.2)", scheme)
		}
		return nil
	case "", "urn", "tag", "about":
		return nil
	}
	return fmt.Errorf("has the scheme %q: use https, http, urn, tag or about", scheme)
}

// definition answers for the zero Type too: a 500.
func (t Type) definition() *definition {
	if t.def == nil {
		return undeclared
	}
	return t.def
}

// undeclared stands for the zero Type.
var undeclared = newDefinition(blank, phraseOf(500), 500)

// URI returns the type URI, about:blank for the documented types.
func (t Type) URI() string { return t.definition().uri }

// Title returns the title of every occurrence.
func (t Type) Title() string { return t.definition().title }

// Status returns the HTTP status code, 400 to 599.
func (t Type) Status() int { return t.definition().status }

// Error returns status and title, for logs.
func (t Type) Error() string { return t.definition().text() }

func (d *definition) text() string { return strconv.Itoa(d.status) + " " + d.title }

// Is reports whether target is the same problem type, for [errors.Is].
func (t Type) Is(target error) bool { return sameType(t, target) }

// MarshalText returns the type URI, so that a Type can stand in structured logs
// and configuration.
func (t Type) MarshalText() ([]byte, error) { return []byte(t.URI()), nil }

// identity is what makes two problem types the same (RFC 9457, section 3.1.1):
// the URI, and the status where the URI adds nothing to it.
type identity struct {
	uri    string
	status int
}

func (t Type) identity() identity { return identityOf(t.URI(), t.Status()) }

func identityOf(uri string, status int) identity {
	if uri == "" {
		uri = blank
	}
	if uri != blank {
		status = 0
	}
	return identity{uri, status}
}

// sameType compares with whatever has an identity: types and problems.
func sameType(one interface{ identity() identity }, target error) bool {
	other, ok := target.(interface{ identity() identity })
	return ok && one.identity() == other.identity()
}
