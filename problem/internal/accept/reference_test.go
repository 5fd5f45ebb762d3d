package accept_test

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

// The reference follows the grammar of RFC 9110 with regular expressions and
// sorts every match of every offer. It is slow, and short enough to be checked
// against the text of the standard by eye.
type reference struct {
	rangeForm, parameterForm, qvalueForm *regexp.Regexp
	bySuffix                             bool
}

type referenceRange struct {
	name      string
	weight    float64
	isVariant bool
}

func newReference(bySuffix bool) reference {
	const (
		token     = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
		quoted    = `"(?:[^"\\]|\\.)*"`
		parameter = `(` + token + `)=(` + token + `|` + quoted + `)`
		separator = `[ \t]*;[ \t]*`
	)
	return reference{
		rangeForm: regexp.MustCompile(`(?s)^(\*/\*|` + token + `/` + token + `)` +
			`((?:` + separator + `(?:` + parameter + `)?)*)$`),
		parameterForm: regexp.MustCompile(`(?s)` + parameter),
		qvalueForm:    regexp.MustCompile(`^(0(\.[0-9]{0,3})?|1(\.0{0,3})?)$`),
		bySuffix:      bySuffix,
	}
}

func (ref reference) choose(lines, offers []string) (int, bool) {
	if len(lines) == 0 {
		return 0, true
	}
	ranges := ref.ranges(lines)
	best, heaviest := 0, 0.0
	for i, offer := range offers {
		if weight := ref.weigh(ranges, offer); weight > heaviest {
			best, heaviest = i, weight
		}
	}
	return best, heaviest > 0
}

func (ref reference) ranges(lines []string) (list []referenceRange) {
	for _, element := range referenceElements(lines) {
		if parsed, ok := ref.parse(strings.Trim(element, " \t")); ok {
			list = append(list, parsed)
		}
	}
	return list[:min(len(list), accept.MaxRanges)]
}

func referenceElements(lines []string) (elements []string) {
	budget := accept.MaxBytes
	for _, line := range lines {
		kept := line[:min(budget, len(line))]
		parts := referenceSplit(kept)
		if len(kept) < len(line) {
			parts = parts[:len(parts)-1]
		}
		elements = append(elements, parts...)
		budget -= len(kept)
	}
	return elements
}

func referenceSplit(line string) []string {
	var part strings.Builder
	var parts []string
	inQuotes, escaped := false, false
	for _, c := range []byte(line) {
		if c == ',' && !inQuotes {
			parts = append(parts, part.String())
			part.Reset()
			continue
		}
		part.WriteByte(c)
		if c == '"' && !escaped {
			inQuotes = !inQuotes
		}
		escaped = inQuotes && c == '\\' && !escaped
	}
	return append(parts, part.String())
}

func (ref reference) parse(element string) (referenceRange, bool) {
	form := ref.rangeForm.FindStringSubmatch(element)
	if form == nil || strings.HasPrefix(form[1], "*/") && form[1] != "*/*" {
		return referenceRange{}, false
	}
	parsed := referenceRange{name: strings.ToLower(form[1]), weight: 1}
	weights := 0
	for _, parameter := range ref.parameterForm.FindAllStringSubmatch(form[2], -1) {
		if !strings.EqualFold(parameter[1], "q") {
			parsed.isVariant = true
			continue
		}
		value := strings.Trim(parameter[2], `"`)
		if weights++; weights > 1 || !ref.qvalueForm.MatchString(value) {
			return parsed, false
		}
		parsed.weight, _ = strconv.ParseFloat(strings.TrimSuffix(value, "."), 64)
	}
	return parsed, true
}

// weigh lists all matches as pairs of rank and weight; the greatest decides.
func (ref reference) weigh(ranges []referenceRange, offer string) float64 {
	matches := [][2]float64{{0, 0}}
	for _, candidate := range ranges {
		if rank := ref.rank(candidate, strings.ToLower(offer)); rank > 0 {
			matches = append(matches, [2]float64{rank, candidate.weight})
		}
	}
	return slices.MaxFunc(matches, func(a, b [2]float64) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})[1]
}

func (ref reference) rank(candidate referenceRange, offer string) float64 {
	typ, _, _ := strings.Cut(offer, "/")
	stem, suffix, _ := strings.Cut(offer, "+")
	hasSuffix := ref.bySuffix && stem != offer
	switch {
	case candidate.isVariant:
		return 0
	case candidate.name == offer:
		return 4
	case hasSuffix && candidate.name == typ+"/"+suffix:
		return 3
	case hasSuffix && suffix == "xml" && candidate.name == "text/xml":
		return 3
	case candidate.name == typ+"/*":
		return 2
	case candidate.name == "*/*":
		return 1
	}
	return 0
}
