package problem

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// list sets a field to one line made of elements; none are empty (RFC 9110,
// section 5.6.1), and without any nothing is set.
func list(name string, elements []string) Option {
	if elements = slices.DeleteFunc(slices.Clone(elements), isBlank); len(elements) == 0 {
		return Option{}
	}
	return Header(name, strings.Join(elements, ", "))
}

// Challenges sets what a 401 or 407 asks for; on a 403 it tells which scope is
// missing. They go into WWW-Authenticate, with a 407 into Proxy-Authenticate.
// A 401 without challenges gets Config.Challenge.
func Challenges(cs ...Challenge) Option {
	lines := make([]string, 0, len(cs))
	for _, c := range cs {
		lines = append(lines, renderChallenge(c))
	}
	return Option{kind: setFields, name: "Www-Authenticate", value: slices.DeleteFunc(lines, isBlank)}
}

func isBlank(s string) bool { return strings.Trim(s, " \t") == "" }

// Allow names the methods that the resource has, for a 405 (RFC 9110, section
// 10.2.1). They are sent sorted, HEAD beside GET; without any the field says that
// the resource has none.
func Allow(methods ...string) Option { return Header("Allow", strings.Join(methods, ", ")) }

// RetryAfter tells how long to wait: whole seconds, rounded up, never negative
// (RFC 9110, section 10.2.3).
func RetryAfter(d time.Duration) Option { return Header("Retry-After", seconds(d)) }

// RetryAt tells until when to wait, as an HTTP date in UTC (RFC 9110, section
// 5.6.7), rounded up to a second. The zero time sets nothing, and neither does a
// year that has no four digits.
func RetryAt(t time.Time) Option {
	if whole := t.Truncate(time.Second); !whole.Equal(t) {
		t = whole.Add(time.Second)
	}
	if t = t.UTC(); t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return Option{}
	}
	return Header("Retry-After", t.Format(http.TimeFormat))
}

// Accept names the media types that would be taken, for a 415 (RFC 9110,
// section 15.5.16). With PATCH they go into Accept-Patch as well (RFC 5789,
// section 2.2).
func Accept(mediaTypes ...string) Option { return list("Accept", mediaTypes) }

// AcceptCodings names the content codings that would be taken, for a 415 whose
// cause was the coding (RFC 9110, section 12.5.3).
func AcceptCodings(codings ...string) Option { return list("Accept-Encoding", codings) }

// Upgrade names the protocols that would do, for a 426 (RFC 9110, section 7.8).
// A 426 without any is a mistake and goes out as a 500.
func Upgrade(protocols ...string) Option { return list("Upgrade", protocols) }

// RangeLength tells the length of the whole representation in bytes, for a 416
// (RFC 9110, section 15.5.17). A negative length sets nothing.
func RangeLength(n int64) Option {
	if n < 0 {
		return Option{}
	}
	return Option{kind: setFields, name: rangeField, value: []string{"bytes */" + strconv.FormatInt(n, 10)}}
}

// BlockedBy names who demands that the resource is blocked, for a 451
// (RFC 7725, section 4). What is no URI is dropped and noted in the record.
func BlockedBy(uri string) Option {
	if err := checkURI(uri); err != nil {
		return Option{kind: addNote, text: "blocked by: the URI " + err.Error()}
	}
	return Header("Link", "<"+uri+`>; rel="blocked-by"`)
}
