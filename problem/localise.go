package problem

import (
	"slices"
	"strings"
)

// speaker says the texts of one answer in one language.
type speaker struct {
	texts    Texts
	language string
	note     func(string)
}

// languageFor chooses the language of an answer.
func (rs *Responder) languageFor(a *answer, accepted []string) string {
	if rs.config.Texts == nil {
		return ""
	}
	language, failed := try(func() string { return rs.config.Texts.Language(boundedLines(accepted)) })
	if failed != nil {
		a.draft.note("Config.Texts panicked")
	}
	if language != "" && !isLanguage(language) {
		a.draft.note("Config.Texts: the language is no language tag")
		return ""
	}
	return language
}

// boundedLines returns what fits into maxAcceptLanguage, in whole lines or up to a
// comma in one.
func boundedLines(lines []string) []string {
	left := maxAcceptLanguage
	for i, line := range lines {
		if len(line) > left {
			return append(slices.Clone(lines[:i]), line[:max(0, strings.LastIndexByte(line[:left], ','))])
		}
		left -= len(line)
	}
	return lines
}

// isLanguage reports whether a text has the form of a language tag (RFC 5646,
// section 2.1): subtags of one to eight letters and digits.
func isLanguage(text string) bool {
	if len(text) > maxLanguage {
		return false
	}
	for subtag := range strings.SplitSeq(text, "-") {
		if subtag == "" || len(subtag) > 8 || strings.ContainsFunc(subtag, func(r rune) bool { return r > 'z' || !alphanumeric(byte(r)) }) {
			return false
		}
	}
	return true
}

// localise returns the document in the language of the client. It is another
// than the draft, which stays as it was for the record: logs are in one language.
func (rs *Responder) localise(a *answer) *Problem {
	if rs.config.Texts == nil {
		return &a.draft
	}
	s := speaker{rs.config.Texts, a.language, a.draft.note}
	a.local = a.draft
	s.title(&a.local)
	s.detail(&a.local)
	s.violations(&a.local)
	return &a.local
}

// say returns the text of a phrase, or the built-in one.
func (s *speaker) say(builtin string, p Phrase) string {
	if p == nil || s.texts == nil {
		return builtin
	}
	text, ok, panicked := s.ask(p)
	if panicked {
		s.note("Config.Texts panicked")
		s.texts = nil
	}
	if !ok || text == "" {
		return builtin
	}
	return cut(text, maxDetail)
}

// ask is a guard of its own, without the closure that try needs: it runs for every
// violation.
func (s *speaker) ask(p Phrase) (text string, ok, panicked bool) {
	defer func() {
		if recover() != nil {
			text, ok, panicked = "", false, true
		}
	}()
	text, ok = s.texts.Text(s.language, p)
	return text, ok, false
}

func (s *speaker) title(p *Problem) { p.Title = s.say(p.Title, p.titlePhrase()) }

// detail says the phrase of a detail, unless another detail has taken its place
// without an option.
func (s *speaker) detail(p *Problem) {
	if p.told != nil && p.told.text == p.Detail {
		p.Detail = s.say(p.Detail, p.told.phrase)
	}
}

// violations says those that are sent. Other words can be longer, so that the
// list is counted anew.
func (s *speaker) violations(p *Problem) {
	list := p.violations()
	if len(list) == 0 {
		return
	}
	said := slices.Clone(list[:min(len(list), maxViolations)])
	for i := range said {
		said[i].Detail = s.say(said[i].Detail, said[i].phrase())
	}
	p.setViolations(said, p.omitted()+len(list)-len(said))
}
