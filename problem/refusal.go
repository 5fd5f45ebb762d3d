package problem

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/inputtext"
)

// Codes of what is wrong with the content before anybody looks into it.
const (
	codeTooLarge = "too_large"
	codeMedia    = "unsupported_media_type"
	codeCoding   = "unsupported_coding"
)

// UnsupportedMedia makes the 415 of a request whose content has none of these media
// types (RFC 9110, section 15.5.16): they stand in Accept and in the member errors.
// The binding helpers of the doors make it; it is for readers of your own.
//
// Blank names are left out; without any other it is UnsupportedMediaType.New().
func UnsupportedMedia(mediaTypes ...string) *Problem {
	mediaTypes = slices.DeleteFunc(slices.Clone(mediaTypes), func(name string) bool { return strings.TrimSpace(name) == "" })
	if len(mediaTypes) == 0 {
		return UnsupportedMediaType.New()
	}
	v := Violation{
		Detail: "the Content-Type must be " + strings.Join(mediaTypes, ", "), Code: codeMedia,
		Phrase: Say(inputtext.Prefix+codeMedia+".one", mediaTypes),
	}
	if len(mediaTypes) > 1 {
		v.Detail = "the Content-Type must be one of " + strings.Join(mediaTypes, ", ")
		v.Phrase = Say(inputtext.Prefix+codeMedia+".several", mediaTypes)
	}
	return UnsupportedMediaType.New(Accept(mediaTypes...), Violations(v))
}

// unsupportedCoding refuses content that has a coding.
func unsupportedCoding() *Problem {
	v := Violation{Detail: "the content must not have a Content-Encoding", Code: codeCoding}
	return UnsupportedMediaType.New(AcceptCodings("identity"), Violations(v))
}

// tooLarge tells the limit: a client that knows it can divide what it has to send.
func tooLarge(limit *http.MaxBytesError) *Problem {
	unit := " bytes"
	if limit.Limit == 1 {
		unit = " byte"
	}
	return ContentTooLarge.New(Violations(Violation{
		Detail: "the content must not be larger than " + strconv.FormatInt(limit.Limit, 10) + unit, Code: codeTooLarge,
		Phrase: Say(inputtext.Prefix+codeTooLarge+".limit", limit.Limit),
	}))
}
