package languageproblem

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

// Bounds on what a client can make this package do: lists of browsers have a dozen
// ranges.
const (
	maxField  = 4 << 10
	maxRanges = 32
	maxRange  = 64
)

// wish is one language range of Accept-Language (RFC 9110, section 12.5.4).
type wish struct {
	text   string // in lower case
	weight int    // in thousandths; 0 means anything but this
}

// wishes reads the field lines. What is malformed is passed over.
func wishes(lines []string) (list []wish) {
	left := maxField
	for _, line := range lines {
		for line != "" && left > 0 && len(list) < maxRanges {
			var element string
			before := len(line)
			element, line, _ = strings.Cut(line[:min(len(line), left)], ",")
			left -= before - len(line)
			if w, ok := wishOf(element); ok {
				list = append(list, w)
			}
		}
	}
	return list
}

func wishOf(element string) (w wish, ok bool) {
	text, parameter, weighted := strings.Cut(element, ";")
	w.text, w.weight = strings.ToLower(strings.Trim(text, " \t")), 1000
	if weighted {
		if w.weight, ok = weight(strings.Trim(parameter, " \t")); !ok {
			return w, false
		}
	}
	return w, w.text != "" && len(w.text) <= maxRange
}

// weight reads q=0.125 (RFC 9110, section 12.4.2).
func weight(parameter string) (thousandths int, ok bool) {
	value, ok := strings.CutPrefix(strings.ToLower(parameter), "q=")
	if !ok {
		return 0, false
	}
	return accept.ParseWeight(value)
}

// Language chooses by the wishes of the client. Nothing acceptable means the
// default language: an error is never refused for its language.
func (t *texts) Language(lines []string) string {
	list := wishes(lines)
	wanted := slices.DeleteFunc(slices.Clone(list), func(w wish) bool { return w.weight == 0 })
	slices.SortStableFunc(wanted, func(a, b wish) int { return b.weight - a.weight })
	star := slices.IndexFunc(wanted, func(w wish) bool { return w.text == "*" })
	if star < 0 {
		star = len(wanted)
	}
	i, ok := t.match(wanted[:star], list)
	if !ok && star < len(wanted) {
		if i, ok = t.unnamed(list, func(wish) bool { return true }); !ok {
			i, ok = t.match(wanted[star+1:], list)
		}
	}
	if !ok {
		i, _ = t.unnamed(list, refused)
	}
	return t.tags[i].String()
}

func refused(w wish) bool { return w.weight == 0 }

// unnamed returns the first language that none of certain wishes is about, and the
// default one if there is none.
func (t *texts) unnamed(list []wish, certain func(wish) bool) (int, bool) {
	for i, tag := range t.tags {
		if !slices.ContainsFunc(list, func(w wish) bool { return certain(w) && w.covers(tag) }) {
			return i, true
		}
	}
	return 0, false
}

// covers reports whether a range is about a language (RFC 4647, section 3.3.1). "*"
// is about none by name.
func (w wish) covers(tag language.Tag) bool {
	name := strings.ToLower(tag.String())
	return name == w.text || strings.HasPrefix(name, w.text+"-")
}

// match finds the language that is nearest to those wanted, in their order, among
// those that are not refused.
func (t *texts) match(wanted, list []wish) (int, bool) {
	if len(wanted) == 0 {
		return 0, false
	}
	if i, ok := t.simple(wanted[0].text); ok && !t.refuses(list, i) {
		return i, true
	}
	var tags []language.Tag
	for _, w := range wanted {
		if tag, err := parse(w.text); err == nil {
			tags = append(tags, tag)
		}
	}
	_, i, confidence := t.matcher.Match(tags...)
	if confidence != language.No && t.refuses(list, i) {
		return t.matchOthers(tags, list)
	}
	return i, confidence != language.No
}

// simple finds the language of a range that says no more than the language, or that
// and a region, where there is one answer. Nearly all clients want that, and the
// matcher takes ten times as long.
func (t *texts) simple(text string) (int, bool) {
	base, region, regional := strings.Cut(text, "-")
	i, ok := t.alone[base]
	return i, ok && (!regional || len(region) == 2 && strings.Trim(region, "abcdefghijklmnopqrstuvwxyz") == "" && t.sameScript(text, i))
}

// sameScript sees to regions that write a language in another script: who wants
// zh-TW may not read zh.
func (t *texts) sameScript(text string, i int) bool {
	tag, err := parse(text)
	wanted, _ := tag.Script()
	own, _ := t.tags[i].Script()
	return err == nil && wanted == own
}

func (t *texts) refuses(list []wish, i int) bool {
	return slices.ContainsFunc(list, func(w wish) bool { return refused(w) && w.covers(t.tags[i]) })
}

// matchOthers leaves out what is refused. It is for the rare client that wants a
// language and not the one that stands in for it.
func (t *texts) matchOthers(wanted []language.Tag, list []wish) (int, bool) {
	var left []language.Tag
	for i, tag := range t.tags {
		if !t.refuses(list, i) {
			left = append(left, tag)
		}
	}
	if len(left) == 0 {
		return 0, false
	}
	_, i, confidence := language.NewMatcher(left).Match(wanted...)
	return slices.Index(t.tags, left[i]), confidence != language.No
}
