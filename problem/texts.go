package problem

import (
	"maps"

	"github.com/problemkit/problemkit/problem/internal/phrasing"
)

// Texts says phrases: the titles of types, the details of violations, and the
// details that were given with DetailPhrase. Package languageproblem has an
// implementation with languages, [Phrases] one without.
//
// The methods are called while a request is answered, by any number of
// goroutines. One that panics, or returns an empty text, changes nothing: the
// built-in text stays. At most 4 KiB of a text are sent.
type Texts interface {
	// Language chooses by the Accept-Language lines of a request, of which it gets
	// at most 4 KiB (RFC 9110, section 12.5.4). The result goes into
	// Content-Language; "" means that there is none to name. What is no language
	// tag is noted in the record and not sent.
	//
	// Vary tells caches that the answer depends on Accept-Language, unless there is
	// a method Languages() []string which returns one language at most.
	Language(accept []string) string
	// Text says a phrase in a language that Language has returned. It is false for
	// one that it can't say.
	Text(language string, phrase Phrase) (text string, ok bool)
}

// Phrases returns Texts in one language, for words of your own in the place of
// the built-in ones. The keys are those of phrases: "rule.min" for a rule of a
// validator, "title:https://…" for the title of a type (see [TitleKey]),
// "input.malformed" for JSON that is none. docs/languages.md lists them.
//
// The texts are templates. {0} is the first argument, {0|item|items} the first
// word if that argument is 1 and the second if not, {{ is a brace. A template that
// asks for an argument which is not there is passed over.
//
// The map is copied. No language is told to the client, and nothing is chosen.
func Phrases(templates map[string]string) Texts { return phrases(maps.Clone(templates)) }

type phrases map[string]string

// Languages returns none: there is no choice.
func (phrases) Languages() []string { return nil }

// Language returns none.
func (phrases) Language([]string) string { return "" }

// Text fills the template of the first key that has one.
func (ps phrases) Text(_ string, p Phrase) (string, bool) {
	return phrasing.Voice{Text: ps.text, Builtin: true}.Say(p)
}

func (ps phrases) text(keys []string, args []any) (string, bool) {
	for _, key := range keys {
		template, ok := ps[key]
		if !ok {
			template, ok = phrasing.Frame(key)
		}
		if !ok {
			continue
		}
		if text, fits := phrasing.Fill(template, args); fits {
			return text, true
		}
	}
	return "", false
}

// choosing reports whether the language of an answer depends on the request.
func choosing(t Texts) bool {
	if known, ok := t.(interface{ Languages() []string }); ok {
		list, failed := try(known.Languages)
		return failed != nil || len(list) > 1
	}
	return t != nil
}
