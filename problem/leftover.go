package problem

import (
	"maps"
	"net/http"
	"net/textproto"
	"slices"
	"strings"
)

// restore undoes what the handler did to the header. The fields that describe a
// representation become what they were; with all, every field does.
func restore(h, snapshot http.Header, all bool) {
	if all {
		maps.DeleteFunc(h, func(name string, _ []string) bool { return snapshot[name] == nil })
		maps.Copy(h, snapshot)
		return
	}
	dropAnnounced(h, snapshot)
	for _, name := range representationFields {
		if before, ok := snapshot[name]; ok {
			h[name] = before
		} else {
			delete(h, name)
		}
	}
	dropTargeted(h, snapshot)
	dropTrailers(h, snapshot)
}

// dropAnnounced takes back trailers that have their value already: without their
// announcement they would go out as fields of the header.
func dropAnnounced(h, snapshot http.Header) {
	for _, list := range h["Trailer"] {
		for name := range strings.SplitSeq(list, ",") {
			name = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
			if snapshot[name] == nil {
				delete(h, name)
			}
		}
	}
}

// dropTrailers takes back the trailers that were not announced: they are about
// the content that is not sent (RFC 9110, section 6.5).
func dropTrailers(h, snapshot http.Header) {
	dropNew(h, snapshot, func(name string) bool { return strings.HasPrefix(name, http.TrailerPrefix) })
}

// dropTargeted takes back what one cache alone obeys, and before Cache-Control
// (RFC 9213, section 2).
func dropTargeted(h, snapshot http.Header) {
	dropNew(h, snapshot, func(name string) bool { return strings.HasSuffix(name, "-Cache-Control") })
}

func dropNew(h, snapshot http.Header, is func(name string) bool) {
	for name := range h {
		if is(name) && snapshot[name] == nil {
			delete(h, name)
		}
	}
}

// canonical brings names into the form in which all others are looked for: a
// handler may have put one into the map in its own.
func canonical(h http.Header) {
	for name, lines := range h {
		if usual := textproto.CanonicalMIMEHeaderKey(name); usual != name {
			delete(h, name)
			h[usual] = slices.Concat(h[usual], lines)
		}
	}
}

// dropBroken leaves out the lines that no field can hold (RFC 9110, section 5.5).
// net/http would send some of them.
func (a *answer) dropBroken(h http.Header) {
	for name, lines := range h {
		if slices.ContainsFunc(lines, isBroken) {
			h[name] = slices.DeleteFunc(slices.Clone(lines), isBroken)
			a.draft.note("header " + visible(name) + ": not a value that can be sent")
		}
	}
}

func isBroken(line string) bool { return !isFieldValue(line) }
