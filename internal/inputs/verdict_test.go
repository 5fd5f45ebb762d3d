package inputs_test

import (
	"cmp"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// verdict compares an answer with the ideal.
type verdict string

const (
	exact    verdict = "exact"    // the status, and each place
	partial  verdict = "partial"  // some of the places
	silent   verdict = "silent"   // none of the places
	accepted verdict = "accepted" // the reader let it pass
	unknown  verdict = "500"      // the server took the blame
	other    verdict = "status"   // another 4xx
	wrong    verdict = "WRONG"    // a place, a word or a reproach that is not right
)

func verdicts() []verdict {
	return []verdict{exact, partial, silent, accepted, unknown, other, wrong}
}

// answer is what a client gets.
type answer struct {
	status     int
	document   string
	violations []violation
	omitted    int
}

type violation struct {
	Detail, Pointer, In, Parameter, Code string
}

func read(status int, body []byte) (answer, error) {
	var document struct {
		Errors  []violation
		Omitted int `json:"errors_omitted"`
	}
	a := answer{status: status, document: string(body)}
	if status < 400 {
		return a, nil
	}
	err := json.Unmarshal(body, &document)
	a.violations, a.omitted = document.Errors, document.Omitted
	return a, err
}

func (a answer) places() (places []string) {
	for _, v := range a.violations {
		switch {
		case v.Pointer == "#":
			places = append(places, "(root)")
		case v.Pointer != "":
			token, _ := url.PathUnescape(strings.TrimPrefix(v.Pointer, "#"))
			places = append(places, token)
		case v.Parameter != "":
			places = append(places, v.In+":"+v.Parameter)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// words are what must not be in a document: names and texts of the program, Go's
// texts, and what the client sent.
func words() *regexp.Regexp {
	return regexp.MustCompile(`\bGo[A-Z]\w*|inputs_test|main\.` +
		`|\b(?:strconv|json|xml|toml|yaml|mime|multipart|http|reflect|time|base64|validator|binding|sonic|jsoniter)[.:]` +
		`|of type|Go value|\bu?int(?:8|16|32|64)?\b|float(?:32|64)|interface|\[\]string|map\[|unmarshal|Unmarshal|failed on the` +
		`|2006|15:04|Z07|dial tcp|SELECT|/etc/|/srv/|secret|10\.0\.0\.7|colors|money|boom` +
		`|` + secret + `|hunter2|12345678|script|parsecs|yesterday|Evil|notafile|zzz`)
}

// leaks are the forbidden words in everything that is no place.
func (a answer) leaks() []string {
	text := a.document
	for _, v := range a.violations {
		for _, place := range []string{v.Pointer, v.Parameter} {
			quoted, _ := json.Marshal(place)
			text = strings.ReplaceAll(text, string(quoted), "")
		}
	}
	return words().FindAllString(text, -1)
}

// judge returns the verdict and a word about it.
func (i ideal) judge(a answer, many bool) (verdict, string) {
	if leaks := a.leaks(); len(leaks) > 0 {
		return wrong, "leaks " + strings.Join(leaks, ", ")
	}
	if v, why := i.judgeStatus(a.status); v != "" {
		return v, why
	}
	if a.status < 400 || a.status >= 500 {
		return exact, ""
	}
	if many {
		return a.judgeMany()
	}
	return i.judgePlaces(a.places())
}

func (i ideal) judgeStatus(status int) (verdict, string) {
	right := slices.Contains(i.statuses, status)
	switch worst := slices.Max(i.statuses); {
	case right:
		return "", ""
	case status < 400:
		return accepted, ""
	case worst < 400:
		return wrong, "refuses what is good"
	case worst == 500 && len(i.statuses) == 1:
		return wrong, "blames the client"
	case status >= 500:
		return unknown, ""
	}
	return other, ""
}

func (i ideal) judgePlaces(places []string) (verdict, string) {
	found := 0
	for _, place := range places {
		if !i.knows(place) {
			return wrong, "names " + place
		}
		if slices.Contains(i.places, place) {
			found++
		}
	}
	switch {
	case found == len(i.places):
		return exact, ""
	case found == 0:
		return silent, ""
	}
	return partial, ""
}

// judgeMany wants as many places as an answer has room for, and a number for the
// rest.
func (a answer) judgeMany() (verdict, string) {
	places := a.places()
	for _, place := range places {
		if !strings.HasPrefix(place, "/items/") || !strings.HasSuffix(place, "/qty") {
			return wrong, "names " + place
		}
	}
	switch {
	case len(a.violations) > 100 || a.omitted != 1000-len(a.violations):
		return wrong, "has too many violations, or loses some"
	case len(places) == 0:
		return silent, ""
	}
	return cmp.Or(exact, partial), ""
}
