package accept_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

func FuzzChoose(f *testing.F) {
	for _, field := range usualFields() {
		f.Add(strings.Join(field.lines, "\n"))
	}
	for _, seed := range []string{
		"text/html;q=0.2\napplication/problem+xml;q=0.9",
		"  application/problem+xml  ;  q=1 ,\tapplication/problem+json ; q=0.2 ",
		`text/plain;p=", application/problem+json;q=1, ", application/problem+xml;q=0.4`,
		`text/xml;q="0.5";;, image/*;q=1.000, */*;q=.2, TEXT/HTML;Q=0.`,
		`a/b;c="\"\\,`, `,a/b;q=1;q=0,*/b`,
		strings.Repeat("text/xml;q=0.1,", accept.MaxBytes/15) + "text/html",
	} {
		f.Add(seed)
	}
	offers := []string{problemJSON, problemXML, "text/html", "image/svg+xml", "application/json"}
	strict, house := newReference(false), newReference(true)
	f.Fuzz(func(t *testing.T, field string) {
		lines := strings.Split(field, "\n")
		compare(t, strict.choose, accept.ChooseByName, lines, offers)
		compare(t, house.choose, accept.Choose, lines, offers)
	})
}

func compare(t *testing.T, want, got chooser, lines, offers []string) {
	t.Helper()
	wantIndex, wantAcceptable := want(lines, offers)
	gotIndex, gotAcceptable := got(lines, offers)
	assert.Equal(t, wantIndex, gotIndex)
	assert.Equal(t, wantAcceptable, gotAcceptable)
}
