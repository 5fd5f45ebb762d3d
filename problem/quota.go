package problem

import (
	"strconv"
	"strings"
	"time"
)

// Quota is what a rate limiter knows of one of its policies, for the fields
// RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers). They
// are a draft and may change; Retry-After is what clients can rely on.
//
// The zero value says that nothing is allowed. Negative numbers are sent as 0
// and none above 999999999999999 (RFC 9651, section 3.3.1). A Quota is a plain
// value.
//
// Security: what is sent tells a client how to stay just below the limit.
type Quota struct {
	// Name of the policy; default "default". What is not printable ASCII is
	// replaced (RFC 9651, section 3.3.3).
	Name string
	// Limit is how many requests the policy allows in a window.
	Limit int
	// Window is the time that Limit is for, rounded up to seconds; 0 or less is
	// not sent.
	Window time.Duration
	// Remaining is how many requests are left.
	Remaining int
	// Reset is the time until there are more, rounded up to seconds; 0 or less is
	// not sent.
	Reset time.Duration
}

// RateLimit tells quotas to the client, usually with a 429, in the fields
// RateLimit-Policy and RateLimit. Without any it sets nothing. A field that would
// be longer than 4 KiB is dropped and noted in the record.
func RateLimit(quotas ...Quota) Option {
	policies, states := make([]string, 0, len(quotas)), make([]string, 0, len(quotas))
	for _, q := range quotas {
		policies = append(policies, q.item("q", q.Limit, "w", q.Window))
		states = append(states, q.item("r", q.Remaining, "t", q.Reset))
	}
	return Option{kind: setSeveral, value: []Option{list("RateLimit-Policy", policies), list("RateLimit", states)}}
}

// maxInteger is the largest number of a structured field (RFC 9651, section
// 3.3.1).
const maxInteger = 999_999_999_999_999

// item is a member of a list (RFC 9651, section 3.1): the name of the policy, a
// number, and a time unless it is unknown.
func (q Quota) item(number string, n int, span string, d time.Duration) string {
	var text strings.Builder
	text.Write(appendQuoted(nil, q.name()))
	text.WriteString(";" + number + "=" + strconv.FormatInt(min(max(int64(n), 0), maxInteger), 10))
	if d > 0 {
		text.WriteString(";" + span + "=" + seconds(d))
	}
	return text.String()
}

func (q Quota) name() string {
	if q.Name == "" {
		return "default"
	}
	return q.Name
}

// Throttled makes a TooManyRequests that tells when to come back (RFC 6585,
// section 4), rounded up to seconds, and the quotas that were used up, if you
// want clients to know them.
func Throttled(retry time.Duration, quotas ...Quota) *Problem {
	return TooManyRequests.New(RetryAfter(retry), RateLimit(quotas...))
}
