package accept_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

const (
	problemJSON = "application/problem+json"
	problemXML  = "application/problem+xml"
)

func both() []string { return []string{problemJSON, problemXML} }

func TestChoose(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		field      string
		index      int
		acceptable bool
	}{
		{"empty field", "", 0, false},
		{"only separators", " ,\t, ", 0, false},
		{"only malformed", "*, garbage", 0, false},
		{"tie goes to the server", problemXML + "," + problemJSON, 0, true},
		{"heavier wins", problemXML + "," + problemJSON + ";q=0.999", 1, true},
		{"smallest weight is acceptable", problemXML + ";q=0.001", 1, true},

		{"generic json", "application/json;q=0.8, */*;q=0.1", 0, true},
		{"generic xml", "application/xml, */*;q=0.1", 1, true},
		{"old name of xml", "text/xml", 1, true},
		{"generic names ignore case", "TEXT/XML", 1, true},
		{"generic before type", "application/*, application/json;q=0.1", 1, true},
		{"generic refused", "application/json;q=0, */*", 1, true},
		{"name before generic", problemJSON + ";q=0.2, application/json, " + problemXML + ";q=0.3", 1, true},
		{"text/json is no alias", "text/json", 0, false},
		{"suffix of another type", "image/xml", 0, false},
		{"suffix alone is no subtype", "application/+xml", 0, false},

		{"q first", problemXML + ";q=0.9;v=1", 0, false},
		{"q last", problemXML + ";v=1;q=0.9", 0, false},
		{"variant leaves the wildcard", problemXML + ";v=1, */*;q=0.5", 0, true},
		{"variant of a generic type", "application/xml;charset=utf-8", 0, false},
		{"variant of everything", "*/*;v=1", 0, false},
		{"quoted q", problemXML + `;q="0.5", */*;q=0.4`, 1, true},
		{"empty parameters", problemXML + "; ;;q=0.5; , */*;q=0.4", 1, true},

		{"same range twice, heavier last", "a/b, " + problemXML + ";q=0.1," + problemXML + ", */*;q=0.5", 1, true},
		{"same range twice, heavier first", problemXML + "," + problemXML + ";q=0.1, */*;q=0.5", 1, true},
		{"quoted comma and quote", `a/b;c="\",` + problemJSON + `,", ` + problemXML, 1, true},
		{"open quote takes the rest", `a/b;c=", ` + problemXML, 0, false},
		{"backslash outside quotes is nothing special", `\, ` + problemXML, 1, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			index, acceptable := accept.Choose([]string{tt.field}, both())
			assert.Equal(t, tt.index, index)
			assert.Equal(t, tt.acceptable, acceptable)
		})
	}
}

func TestChooseMalformedRangesAreSkipped(t *testing.T) {
	t.Parallel()
	malformed := []string{
		"application", "/", "application/", "/problem+xml", "*/problem+xml", "*",
		"application/problem+xml/", "application /problem+xml", "appli(cation/problem+xml",
		problemXML + ";q", problemXML + ";q=", problemXML + ";q =1", problemXML + ";q= 1",
		problemXML + ";q=.5", problemXML + ";q=2", problemXML + ";q=1.001", problemXML + ";q=-1",
		problemXML + ";q=0.1234", problemXML + ";q=0,5", problemXML + ";q=1e0", problemXML + ";q=NaN",
		problemXML + ";q=00", problemXML + ";q=0.5x", problemXML + ";q=1;q=1",
		problemXML + `;q="1`, problemXML + `;q="1"x`, problemXML + `;q="\1"`, problemXML + ` q=1`,
		problemXML + ";=1", problemXML + ";v=(", problemXML + "\v", problemXML + "\u00a0",
	}
	for _, element := range malformed {
		t.Run(element, func(t *testing.T) {
			t.Parallel()
			index, acceptable := accept.Choose([]string{element}, both())
			assert.Zero(t, index)
			assert.False(t, acceptable)
		})
	}
}

func TestChooseWeights(t *testing.T) {
	t.Parallel()
	for _, q := range []string{"1", "1.", "1.0", "1.00", "1.000", "0.501", "0.51", "0.6"} {
		index, acceptable := accept.Choose([]string{"*/*;q=0.5, " + problemXML + ";Q=" + q}, both())
		assert.Equal(t, 1, index, q)
		assert.True(t, acceptable, q)
	}
	for _, q := range []string{"0", "0.", "0.0", "0.00", "0.000"} {
		_, acceptable := accept.Choose([]string{"*/*;q=" + q}, both())
		assert.False(t, acceptable, q)
	}
}

func TestChooseWithoutField(t *testing.T) {
	t.Parallel()
	for _, lines := range [][]string{nil, {}} {
		index, acceptable := accept.Choose(lines, both())
		assert.Zero(t, index)
		assert.True(t, acceptable)
	}
}

func TestChooseWithoutOffers(t *testing.T) {
	t.Parallel()
	for _, lines := range [][]string{nil, {"*/*"}} {
		index, acceptable := accept.Choose(lines, nil)
		assert.Zero(t, index)
		assert.False(t, acceptable)
	}
}

func TestChooseSeveralLines(t *testing.T) {
	t.Parallel()
	index, acceptable := accept.Choose([]string{"*/*;q=0.1", "", problemXML}, both())
	assert.Equal(t, 1, index)
	assert.True(t, acceptable)

	index, acceptable = accept.Choose([]string{`a/b;c="`, problemXML}, both())
	assert.Equal(t, 1, index, "an open quote ends with its line")
	assert.True(t, acceptable)
}

func TestChooseOffersWithSuffixOfAnyType(t *testing.T) {
	t.Parallel()
	offers := []string{"text/html", "image/svg+xml", "application/vnd.x+y+json"}
	for field, want := range map[string]int{"text/xml": 1, "image/xml": 1, "application/json": 2} {
		index, acceptable := accept.Choose([]string{field}, offers)
		assert.Equal(t, want, index, field)
		assert.True(t, acceptable, field)
	}
}
