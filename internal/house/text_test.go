package house_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// strange finds what belongs to somebody's machine or to the talk about the
// project, and means nothing to those who read it elsewhere.
func strange(text string) []string {
	var found []string
	for _, pattern := range []string{
		`(?m)(?:^|[\s"'(=\x60])(/(?:work|home|root|tmp)/\S*)`,
		`(?i)\b((?:issue|ticket|pull request) #\d+)`,
		`(?i)\b((?:proxy|sum)\.golang\.org|goproxy\.\w+)\b`,
	} {
		for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			found = append(found, match[1])
		}
	}
	return found
}

func TestTextsSpeakOfTheProject(t *testing.T) {
	t.Parallel()
	texts(t, published, func(name, text string) {
		for _, words := range strange(text) {
			t.Errorf("%s: %s", name, words)
		}
	})
}

func published(name string) bool {
	switch filepath.Ext(name) {
	case ".md", ".yml", ".mod":
		return true
	case ".go":
		return !strings.HasSuffix(name, "_test.go")
	}
	return false
}

func TestStrange(t *testing.T) {
	t.Parallel()
	assert.Empty(t, strange("https://example.com/home/page and problem/tmp/x, an issue of style"))
	assert.Equal(t, []string{"/home/me/x", "Issue #12", "proxy.golang.org"},
		strange("see /home/me/x or Issue #12\nGOPROXY=https://proxy.golang.org"))
}
