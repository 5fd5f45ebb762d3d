package problem

import (
	"strings"

	"github.com/problemkit/problemkit/problem/internal/inputtext"
	"github.com/problemkit/problemkit/problem/internal/phrasing"
)

// phrase returns what Config.Texts is asked for. Violations of this package have
// no phrase: their texts are fixed and tell the key, and only those who have
// Texts pay for it.
func (v *Violation) phrase() Phrase {
	switch {
	case v.Phrase != nil:
		return v.Phrase
	case v.Code == "":
		return nil
	}
	text, line, column, placed := inputtext.CutPlace(v.Detail)
	text, quoted := inputtext.CutQuoted(text)
	text, item, several := inputtext.CutItem(text)
	p := inputPhrase(v.Code, text)
	if quoted {
		p = Say(phrasing.KeyQuoted, p)
	}
	if several {
		p = Say(phrasing.KeyItem, p, item)
	}
	switch {
	case placed && column != "":
		p = Say(phrasing.KeyAt, p, line, column)
	case placed:
		p = Say(phrasing.KeyAtLine, p, line)
	}
	return p
}

// inputPhrase is the phrase of a text about input. One that this package does not
// send has the key of its code alone.
func inputPhrase(code, text string) Phrase {
	general := inputtext.Prefix + code
	key, args, ok := inputtext.Key(text)
	if !ok || !strings.HasPrefix(key, code+".") {
		return Say(general)
	}
	return &saying{[]string{inputtext.Prefix + key, general}, args}
}
