package accept

const (
	// maxBytes bounds the work one request can cause: net/http lets a megabyte
	// of header through by default, while the longest field sent by a browser
	// is below 200 bytes. Four kilobytes leave room for generated lists.
	maxBytes = 4096

	// maxRanges bounds the memory, which lives on the stack, and the
	// comparisons per offer. Browsers send at most eight ranges.
	maxRanges = 32
)

// ranges holds the media ranges of one Accept field.
type ranges struct {
	list  [maxRanges]mediaRange
	count int
}

// read takes the field lines as one list (RFC 9110, section 5.2). Each line is
// split on its own, so a quoted string left open ends with its line and cannot
// swallow the next one.
func (r *ranges) read(lines []string) {
	budget := maxBytes
	for _, line := range lines {
		r.readLine(line, budget)
		budget -= min(budget, len(line))
	}
}

// readLine leaves out the element that reaches the end of the budget: half an
// element can mean the opposite of the whole, as q=0 is half of q=0.9.
func (r *ranges) readLine(line string, budget int) {
	rest := line[:min(budget, len(line))]
	isCut := len(rest) < len(line)
	for len(rest) > 0 && r.count < maxRanges {
		element, tail, found := cutElement(rest)
		if isCut && !found {
			return
		}
		r.add(element)
		rest = tail
	}
}

func (r *ranges) add(element string) {
	if parsed, ok := parseRange(element); ok {
		r.list[r.count] = parsed
		r.count++
	}
}

// prefer returns the heaviest offer, the earlier one of equals.
func (r *ranges) prefer(offers []string, match matcher) (index int, acceptable bool) {
	heaviest := 0
	for i, offer := range offers {
		if weight := r.weigh(parseOffer(offer), match); weight > heaviest {
			heaviest, index = weight, i
		}
	}
	return index, heaviest > 0
}

// weigh returns the weight of the most specific range that matches. Where a
// client lists equally specific ranges twice, which HTTP leaves open, the
// heavier counts, so that the order of ranges never matters. The walk starts at
// the lowest rank of a match, with the weight of what nobody asked for.
func (r *ranges) weigh(offer mediaType, match matcher) int {
	best, weight := anything, 0
	for _, candidate := range r.list[:r.count] {
		found := match(candidate, offer)
		if found > best || found == best && candidate.weight > weight {
			best, weight = found, candidate.weight
		}
	}
	return weight
}
