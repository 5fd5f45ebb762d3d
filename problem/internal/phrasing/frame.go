package phrasing

// Keys of phrases that others stand in, or that stand in others.
const (
	KeyOr     = "say.or"           // one rule of several, {0} and {1}
	KeyName   = "say.name"         // {0} is about the name of a member
	KeyValue  = "say.value"        // {0} is about the value {1}
	KeyOther  = "say.other_field"  // a field that has no name for the client
	KeyOthers = "say.other_fields" // several

	KeyAt     = "say.at"        // {0} is about line {1}, column {2}
	KeyAtLine = "say.at_line"   // {0} is about line {1}
	KeyQuoted = "say.in_string" // {0} is about what stands in a string
	KeyItem   = "say.item"      // {0} is about value {1} of several

	KeyInvalid = "say.invalid" // nothing more is known
)

// Frame returns the English template of such a phrase. Whoever changes the text of
// one rule need not know in which frames it is used.
func Frame(key string) (template string, ok bool) {
	switch key {
	case KeyOr:
		return "{0} or {1}", true
	case KeyName:
		return "a member name {0}", true
	case KeyValue:
		return `{0}: "{1}"`, true
	case KeyAt:
		return "{0} at line {1}, column {2}", true
	case KeyAtLine:
		return "{0} at line {1}", true
	case KeyQuoted:
		return "{0} in a string", true
	case KeyItem:
		return "item {1} {0}", true
	case KeyOther:
		return "another field", true
	case KeyOthers:
		return "other fields", true
	case KeyInvalid:
		return "is not valid", true
	}
	return "", false
}

// Frames returns all such keys.
func Frames() []string {
	return []string{KeyOr, KeyName, KeyValue, KeyOther, KeyOthers, KeyAt, KeyAtLine, KeyQuoted, KeyItem, KeyInvalid}
}
