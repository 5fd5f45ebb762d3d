package house_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
)

// TestLinks follows every link of the documents that stays inside the tree,
// down to the heading.
func TestLinks(t *testing.T) {
	t.Parallel()
	texts(t, markdown, func(name, text string) {
		for _, link := range links(name, text) {
			if !leads(name, link) {
				t.Errorf("%s: the link %s leads nowhere", name, link)
			}
		}
	})
}

// links returns the inline links and the reference definitions that are not
// shown as code and have no scheme.
func links(name, text string) []string {
	code := regexp.MustCompile("`[^`\n]*`")
	target := regexp.MustCompile(`\]\(<?([^)\s>]+)|(?m)^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)`)
	scheme := regexp.MustCompile(`^([a-z][a-z0-9+.-]*:|//)`)
	var found []string
	for _, b := range blocks(name, text) {
		if b.fenced {
			continue
		}
		for _, m := range target.FindAllStringSubmatch(code.ReplaceAllString(b.text, "code"), -1) {
			if link := m[1] + m[2]; !scheme.MatchString(link) {
				found = append(found, link)
			}
		}
	}
	return found
}

func leads(from, link string) bool {
	file, heading, _ := strings.Cut(link, "#")
	to := path.Join(path.Dir(from), file)
	switch {
	case file == "":
		to = from
	case strings.HasPrefix(file, "/"):
		to = file[1:]
	}
	info, err := os.Stat(filepath.Join(root, filepath.FromSlash(to)))
	if err != nil || heading == "" {
		return err == nil
	}
	return !info.IsDir() && hasHeading(to, heading)
}

func hasHeading(file, anchor string) bool {
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
	if err != nil {
		return false
	}
	for _, b := range blocks(file, string(text)) {
		for line := range strings.Lines(b.text) {
			title := strings.TrimLeft(line, "#")
			if !b.fenced && title != line && slug(title) == anchor {
				return true
			}
		}
	}
	return false
}

// slug is the anchor that code hosts make of a heading.
func slug(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(title))
}

func TestLinksFound(t *testing.T) {
	t.Parallel()
	const text = "[a](b.md#c \"title\") ![d](</e>) [web](https://example.com) `[no](code)`\n" +
		"[f]: g.md\n[mail](mailto:a@example.com)\n```\n[no](fenced)\n```\n[h](#i)\n"
	assert.Equal(t, []string{"b.md#c", "/e", "g.md", "#i"}, links("x.md", text))
	assert.Equal(t, "the-rooms-and-their-order", slug(" The rooms, and `their` order\n"))
	assert.True(t, leads("docs/x.md", "../go.mod"))
	assert.False(t, leads("docs/x.md", "go.mod"))
	assert.False(t, leads("x.md", "go.mod#nowhere"))
}
