package languageproblem

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/text/language"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/internal/phrasing"
)

// New makes the texts of an API from catalogs, for problem.Config.Texts. The first
// has the default language, which is for clients that ask for none or for others.
//
// Several catalogs of one language are asked in their order, each for all keys of a
// phrase: put your own words before those of English or German. What a language
// lacks is looked for in the language around it (de-CH, de) and then in the
// default one; in English the built-in text comes before that. A sentence is
// always in one language.
//
// New panics without a catalog, for a nil one and for a language that is none: a
// mistake in the program. The result is safe for concurrent use if the catalogs are.
func New(catalogs ...Catalog) problem.Texts {
	t := &texts{voices: map[string][]phrasing.Voice{}}
	if err := t.add(catalogs); err != nil {
		panic(fmt.Errorf("languageproblem.New:\n%w", err))
	}
	t.matcher, t.alone = language.NewMatcher(t.tags), alone(t.tags)
	for _, tag := range t.tags {
		t.voices[tag.String()] = t.chain(tag)
	}
	return t
}

// texts never changes after New.
type texts struct {
	tags    []language.Tag
	groups  []group // one for each tag
	matcher language.Matcher
	alone   map[string]int              // the only tag of a language, if it says no more
	voices  map[string][]phrasing.Voice // for each language what is asked in turn
}

func (t *texts) add(catalogs []Catalog) error {
	var mistakes []error
	if len(catalogs) == 0 {
		mistakes = append(mistakes, errors.New("give at least one catalog, such as English()"))
	}
	for i, c := range catalogs {
		if c == nil {
			mistakes = append(mistakes, fmt.Errorf("catalogs[%d] is nil: leave it out", i))
			continue
		}
		tag, err := parse(c.Language())
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("catalogs[%d]: %w", i, err))
			continue
		}
		t.put(tag, c)
	}
	return errors.Join(mistakes...)
}

// parse returns the canonical form of a tag. "und" is no language.
func parse(text string) (language.Tag, error) {
	tag, err := language.Parse(text)
	if err == nil && tag.IsRoot() {
		err = errors.New("names no language")
	}
	if err != nil {
		return tag, fmt.Errorf("the language %q: %w: use a tag of RFC 5646, such as de or pt-BR", text, err)
	}
	return tag, nil
}

func (t *texts) put(tag language.Tag, c Catalog) {
	i := slices.Index(t.tags, tag)
	if i < 0 {
		i = len(t.tags)
		t.tags, t.groups = append(t.tags, tag), append(t.groups, nil)
	}
	t.groups[i] = append(t.groups[i], c)
}

// chain lists a language, those around it, and the default one. The built-in texts
// are English, so that an English client gets these rather than another language.
func (t *texts) chain(tag language.Tag) (voices []phrasing.Voice) {
	last := -1
	for around := tag; !around.IsRoot(); around = around.Parent() {
		if i := slices.Index(t.tags, around); i >= 0 {
			voices, last = append(voices, phrasing.Voice{Text: t.groups[i].text}), i
		}
	}
	if base, _ := tag.Base(); last != 0 && base.String() != "en" {
		voices = append(voices, phrasing.Voice{Text: t.groups[0].text})
	}
	return voices
}

// alone returns the tags that are a language and nothing else, and the only one of
// that language.
func alone(tags []language.Tag) map[string]int {
	found, seen := map[string]int{}, map[string]int{}
	for i, tag := range tags {
		base, _ := tag.Base()
		seen[base.String()]++
		if tag.String() == base.String() {
			found[base.String()] = i
		}
	}
	maps.DeleteFunc(found, func(base string, _ int) bool { return seen[base] > 1 })
	return found
}

// group are the catalogs of one language.
type group []Catalog

func (g group) text(keys []string, args []any) (string, bool) {
	for _, c := range g {
		for _, key := range keys {
			if text, ok := c.Text(key, args); ok {
				return text, true
			}
		}
	}
	return "", false
}

// Languages returns the languages to choose from, the default one first.
func (t *texts) Languages() []string {
	list := make([]string, len(t.tags))
	for i, tag := range t.tags {
		list[i] = tag.String()
	}
	return list
}

// Text asks a language and those that stand in for it.
func (t *texts) Text(language string, p problem.Phrase) (string, bool) {
	voices, ok := t.voices[language]
	if !ok {
		voices = t.voices[t.tags[0].String()]
	}
	for _, voice := range voices {
		if text, ok := voice.Say(p); ok {
			return text, true
		}
	}
	return "", false
}
