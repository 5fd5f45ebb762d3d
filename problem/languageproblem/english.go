package languageproblem

import (
	"strconv"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/internal/inputtext"
	"github.com/problemkit/problemkit/problem/internal/phrasing"
	"github.com/problemkit/problemkit/problem/internal/ruletext"
)

// English has the built-in texts: those that are sent without a language too.
func English() Catalog { return catalog{"en", english()} }

func english() map[string]string {
	templates := inputtext.Templates()
	for _, key := range phrasing.Frames() {
		templates[key], _ = phrasing.Frame(key)
	}
	for key, template := range ruletext.Templates() {
		templates[ruletext.Prefix+key] = template
	}
	for status := 400; status <= 599; status++ {
		addTitle(templates, status)
	}
	return templates
}

// addTitle adds the title of a status. One that is not documented has the title of
// its class, and makes a new type at each call.
func addTitle(templates map[string]string, status int) {
	documented, again := problem.OfStatus(status), problem.OfStatus(status)
	key := problem.TitleKey(documented)
	if documented != again {
		key = "title." + strconv.Itoa(status/100) + "xx"
	}
	templates[key] = documented.Title()
}
