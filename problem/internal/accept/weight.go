package accept

import "strings"

// fullWeight is q=1 in thousandths, and the weight of a range without q
// (RFC 9110, section 12.4.2).
const fullWeight = 1000

// ParseWeight reads a qvalue as thousandths: 0 or 1 with at most three decimals
// and nothing above 1 (RFC 9110, section 12.4.2).
func ParseWeight(value string) (weight int, ok bool) {
	whole, decimals, _ := strings.Cut(value, ".")
	if whole != "0" && whole != "1" || len(decimals) > 3 {
		return 0, false
	}
	thousandths, ok := parseDecimals(decimals)
	weight = int(whole[0]-'0')*fullWeight + thousandths
	return weight, ok && weight <= fullWeight
}

func parseDecimals(digits string) (thousandths int, ok bool) {
	worth := fullWeight / 10
	for _, digit := range []byte(digits) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		thousandths += int(digit-'0') * worth
		worth /= 10
	}
	return thousandths, true
}
