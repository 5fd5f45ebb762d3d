package languageproblem_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/languageproblem"
)

// general is a phrase with a special and a general key.
type general struct{ args []any }

func (general) Keys() []string { return []string{"special", "general"} }
func (g general) Args() []any  { return g.args }

func words(language string, pairs ...string) languageproblem.Catalog {
	templates := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		templates[pairs[i]] = pairs[i+1]
	}
	return languageproblem.FromMap(language, templates)
}

// TestChain: the language, those around it, the default one; in each the first
// catalog that has any of the keys.
func TestChain(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		language string
		catalogs []languageproblem.Catalog
		want     string
	}{
		"special before general": {"de", []languageproblem.Catalog{words("de", "general", "g", "special", "s")}, "s"},
		"own words first":        {"de", []languageproblem.Catalog{words("de", "general", "own"), words("de", "special", "built in")}, "own"},
		"the language around":    {"de-CH", []languageproblem.Catalog{words("fr", "special", "f"), words("de-CH", "x", "y"), words("de", "general", "d")}, "d"},
		"the region":             {"de-CH", []languageproblem.Catalog{words("de-CH", "general", "swiss"), words("de", "special", "d")}, "swiss"},
		"the default":            {"de", []languageproblem.Catalog{words("fr", "general", "f"), words("de", "x", "y")}, "f"},
		"not for English":        {"en", []languageproblem.Catalog{words("fr", "general", "f"), words("en", "x", "y")}, ""},
		"nor for British":        {"en-GB", []languageproblem.Catalog{words("fr", "general", "f"), words("en-GB", "x", "y"), words("en", "general", "e")}, "e"},
		"Taiwan":                 {"zh-TW", []languageproblem.Catalog{words("en", "general", "e"), words("zh-TW"), words("zh-Hant", "general", "h")}, "h"},
		"none":                   {"de", []languageproblem.Catalog{words("de", "x", "y")}, ""},
		"not chosen":             {"xx", []languageproblem.Catalog{words("fr", "general", "f"), words("de", "general", "d")}, "f"},
		"an argument too few":    {"de", []languageproblem.Catalog{words("de", "special", "{1}", "general", "{0}")}, "a"},
	} {
		text, ok := languageproblem.New(row.catalogs...).Text(row.language, general{[]any{"a"}})
		assert.Equal(t, row.want, text, name)
		assert.Equal(t, row.want != "", ok, name)
	}
}

// TestSentence: a sentence is in one language, also if a part of it would be there.
func TestSentence(t *testing.T) {
	t.Parallel()
	texts := languageproblem.New(words("fr", "outer", "({0})", "inner", "f"), words("de", "outer", "[{0}]", "other", "d"))
	text, ok := texts.Text("de", problem.Say("outer", problem.Say("inner")))
	assert.True(t, ok)
	assert.Equal(t, "(f)", text)
	_, ok = texts.Text("de", problem.Say("outer", problem.Say("unknown")))
	assert.False(t, ok)
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	assert.PanicsWithError(t, "languageproblem.New:\ngive at least one catalog, such as English()", func() { languageproblem.New() })
	assert.Panics(t, func() { languageproblem.New(nil) })
	for _, language := range []string{"", "und", "*", "german", "d", "de\n"} {
		assert.Panics(t, func() { languageproblem.New(languageproblem.FromMap(language, nil)) }, language)
	}
}

func TestFromMapIsAValue(t *testing.T) {
	t.Parallel()
	templates := map[string]string{"a": "a"}
	c := languageproblem.FromMap("de", templates)
	templates["a"] = "b"
	text, _ := c.Text("a", nil)
	assert.Equal(t, "a", text)
}

func TestFromFS(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"texts/de.json":    {Data: []byte(`{"a": "ein {0}"}`)},
		"texts/pt-BR.json": {Data: []byte(`{"a": "um {0}"}`)},
		"bad/fr.json":      {Data: []byte(`{"a": 1}`)},
		"bad/texts.json":   {Data: []byte(`{}`)},
		"bad/es.json":      {Data: []byte(`{"a": "uno"}`)},
	}
	catalogs, err := languageproblem.FromFS(files, "texts/*.json")
	require.NoError(t, err)
	require.Len(t, catalogs, 2)
	text, ok := languageproblem.New(catalogs...).Text("pt-BR", problem.Say("a", 1))
	assert.True(t, ok)
	assert.Equal(t, "um 1", text)
	catalogs, err = languageproblem.FromFS(files, "bad/*.json")
	assert.Len(t, catalogs, 1, "the good one")
	assert.ErrorContains(t, err, "bad/fr.json: ")
	assert.ErrorContains(t, err, `bad/texts.json: the language "texts"`)
	_, err = languageproblem.FromFS(files, "none/*.json")
	assert.EqualError(t, err, `languageproblem.FromFS: no file matches "none/*.json"`)
	_, err = languageproblem.FromFS(files, "[")
	assert.Error(t, err)
	_, err = languageproblem.FromFS(fstest.MapFS{"de.json/x": {}}, "de.json")
	assert.Error(t, err)
}

// TestPlural: neither language says "1 items".
func TestPlural(t *testing.T) {
	t.Parallel()
	texts := languageproblem.New(languageproblem.English(), languageproblem.German())
	for _, row := range []struct{ key, param, english, german string }{
		{"rule.min.items", "1", "must have at least 1 item", "muss mindestens 1 Element haben"},
		{"rule.min.items", "2", "must have at least 2 items", "muss mindestens 2 Elemente haben"},
		{"rule.max.items", "0", "must have at most 0 items", "muss höchstens 0 Elemente haben"},
		{"rule.min.string", "8", "must be at least 8 characters", "muss mindestens 8 Zeichen haben"},
		{"rule.len.members", "1", "must have exactly 1 member", "muss genau 1 Eintrag haben"},
		{"rule.gt.duration", "1", "must be greater than 1 nanosecond", "muss mehr als 1 Nanosekunde betragen"},
		{"rule.lt.number", "2.5", "must be less than 2.5", "muss kleiner als 2.5 sein"},
	} {
		english, _ := texts.Text("en", problem.Say(row.key, row.param))
		german, _ := texts.Text("de", problem.Say(row.key, row.param))
		assert.Equal(t, row.english, english)
		assert.Equal(t, row.german, german)
	}
}
