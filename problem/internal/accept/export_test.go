package accept

// ChooseByName decides by RFC 9110 alone, without the suffix policy.
func ChooseByName(lines, offers []string) (index int, acceptable bool) {
	return choose(lines, offers, byName)
}

// The bounds, for tests that step over them.
const (
	MaxBytes  = maxBytes
	MaxRanges = maxRanges
)
