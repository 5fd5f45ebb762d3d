package problem

// DetailPhrase is Detail with a text that can be said otherwise. The text is sent
// as it is where Config.Texts can't say the phrase; it is what logs have in any
// case. A nil phrase makes it the same as Detail.
func DetailPhrase(text string, p Phrase) Option { return Option{kind: setDetail, text: text, value: p} }
