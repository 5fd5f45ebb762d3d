package accept

import "strings"

// mediaRange is one element of the field (RFC 9110, section 12.5.1).
type mediaRange struct {
	mediaType
	weight    int
	isVariant bool
}

// parseRange reads one list element. An empty element is no range, which skips
// it as RFC 9110, section 5.6.1.2 demands.
func parseRange(element string) (mediaRange, bool) {
	name, rest, hasParameters := strings.Cut(element, ";")
	kind, ok := parseName(strings.Trim(name, whitespace))
	parsed := mediaRange{mediaType: kind, weight: fullWeight}
	if !ok || !hasParameters {
		return parsed, ok
	}
	ok = parsed.readParameters(rest)
	return parsed, ok
}

// readParameters takes q for the weight wherever it stands (RFC 9110, section
// 12.4.2); every other parameter belongs to the media type. The range is
// malformed when q occurs twice.
func (r *mediaRange) readParameters(rest string) bool {
	hasWeight := false
	list := parameters{rest: rest}
	for list.next() {
		switch {
		case list.malformed:
			return false
		case !strings.EqualFold(list.name, "q"):
			r.isVariant = true
		case hasWeight || !r.setWeight(list.value):
			return false
		default:
			hasWeight = true
		}
	}
	return true
}

func (r *mediaRange) setWeight(value string) (ok bool) {
	r.weight, ok = ParseWeight(value)
	return ok
}
