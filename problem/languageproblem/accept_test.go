package languageproblem_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/languageproblem"
)

// speaking are texts in languages without any text.
func speaking(languages ...string) problem.Texts {
	var catalogs []languageproblem.Catalog
	for _, language := range languages {
		catalogs = append(catalogs, languageproblem.FromMap(language, nil))
	}
	return languageproblem.New(catalogs...)
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	few, many := speaking("en", "de"), speaking("en", "de", "pt-BR", "zh-Hant", "de-CH", "sr", "fr")
	for _, row := range []struct {
		texts  problem.Texts
		accept string
		want   string
	}{
		{few, "", "en"},
		{few, "de", "de"},
		{few, "DE", "de"},
		{few, "de-AT", "de"},
		{few, "de-DE-1996", "de"},
		{few, "de_CH", "de"},
		{few, "en-GB", "en"},
		{few, "fr", "en"},
		{few, "fr, de", "de"},
		{few, "de, en", "de"},
		{few, "de;q=0.5, en", "en"},
		{few, "de;q=0.5, en;q=0.4", "de"},
		{few, "en;q=0.001, de;q=0.002", "de"},
		{few, "de;q=1.000, en", "de"},
		{few, "da, en-gb;q=0.8, en;q=0.7", "en"},
		{few, " de ; q=0.9 ,\ten;q=0.8", "de"},
		{few, "de; Q=0.9, en;q=0.8", "de"},
		{few, "gsw", "de"}, // who speak Swiss German read German
		{few, "*", "en"},
		{few, "*, de;q=0.5", "en"},
		{few, "*, en;q=0.5", "de"},
		{few, "fr, *;q=0.1", "en"},
		{few, "de, *;q=0.1", "de"},
		{few, "en;q=0.5, de;q=0.4, *;q=0.9", "en"},
		{few, "en;q=0", "de"},
		{few, "en;q=0, *", "de"},
		{few, "*;q=0", "en"},
		{few, "*;q=0, de", "de"},
		{few, "*;q=0, fr", "en"},
		{few, "en;q=0, de;q=0", "en"},
		{few, "en-US;q=0", "en"}, // English as such is not refused
		{many, "de-CH;q=0, de-LI", "de"},
		{many, "de;q=0, de-AT", "en"},
		{many, "de-CH", "de-CH"},
		{many, "de-LI, *;q=0.5", "de"},
		{many, "pt", "pt-BR"},
		{many, "pt-PT", "pt-BR"},
		{many, "zh-TW", "zh-Hant"},
		{speaking("en", "zh", "de"), "zh-TW, de", "de"}, // another script
		{speaking("en", "zh", "de"), "zh-CN, de", "zh"},
		{many, "zh-HK", "zh-Hant"},
		{many, "sr-Latn", "sr"},
		{many, "fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"},
		// Malformed elements are passed over.
		{few, "de;q=2", "en"},
		{few, "de;q=1.1", "en"},
		{few, "de;q=0.1234", "en"},
		{few, "de;q=-1", "en"},
		{few, "de;q=", "en"},
		{few, "de;q", "en"},
		{few, "de;level=1", "en"},
		{few, "de;q=0.5;q=0.7", "en"},
		{few, ";q=1, de", "de"},
		{few, ",,, ,de,", "de"},
		{few, "d, 1234567890, äöü, \x00, de", "de"},
		{few, "und, de", "de"},
		{few, "x-klingon, de", "de"},
		{few, strings.Repeat("a", 65) + ", de", "de"},
		{few, strings.Repeat("fr,", 31) + "de", "de"},
		{few, strings.Repeat("fr,", 32) + "de", "en"},
		{few, strings.Repeat(",", 5000) + "de", "en"},
		{few, strings.Repeat("x", 1<<20), "en"},
		{few, strings.Repeat("de-", 1<<18), "en"},
	} {
		var lines []string
		if row.accept != "" {
			lines = []string{row.accept}
		}
		assert.Equal(t, row.want, row.texts.Language(lines), row.accept[:min(len(row.accept), 80)])
	}
	assert.Equal(t, "de", few.Language([]string{"fr", "de;q=0.5", "en;q=0.4"}), "several lines are one list")
}

// FuzzLanguage: whatever a client sends, one of the languages is chosen, and the
// one that it names alone where there is such.
func FuzzLanguage(f *testing.F) {
	for _, seed := range []string{"de, en;q=0.5", "*;q=0, de-AT", "fr-CH, fr;q=0.9, en;q=0.8", "zh-Hant-TW-u-co-stroke", ";;q=,"} {
		f.Add(seed, "de")
	}
	texts := speaking("en", "de", "pt-BR", "zh-Hant")
	all := []string{"en", "de", "pt-BR", "zh-Hant"}
	f.Fuzz(func(t *testing.T, accept, name string) {
		chosen := texts.Language([]string{accept, name})
		assert.Contains(t, all, chosen)
		if slices.Contains(all, name) {
			assert.Equal(t, name, texts.Language([]string{name}))
			assert.Equal(t, name, texts.Language([]string{name + ", *;q=0.5"}))
		}
		assert.True(t, utf8.ValidString(chosen))
	})
}
