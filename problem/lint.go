package problem

import (
	"fmt"
	"strings"
)

// Lint returns advice about a declaration: what the standards recommend against
// without forbidding it. It belongs into a test of your catalogue; nothing is
// ever renamed or refused because of it. No advice is nil, as it is for no kind.
//
//   - member names that are no XML names (RFC 9457, appendix B), are shorter than
//     three characters, or have other characters than ASCII letters, digits and
//     underscore (section 4)
//   - relative type URIs (section 3.1.1)
//   - 501, which no GET or HEAD is ever answered with, and 511, which origin
//     servers should not send (RFC 6585, section 6)
func Lint(k Kind) []string {
	if k == nil {
		return nil
	}
	def := k.definition()
	advice := append(lintURI(def.uri), lintStatus(def.status)...)
	if def.members == nil {
		return advice
	}
	for _, f := range def.members.list {
		advice = append(advice, LintMember(f.name)...)
	}
	return advice
}

func lintURI(uri string) []string {
	scheme, _, _ := cutScheme(uri)
	switch {
	case strings.HasPrefix(uri, "/"):
		return []string{fmt.Sprintf("type %q is relative: an absolute URI means the same everywhere (RFC 9457, section 3.1.1)", uri)}
	case scheme == "":
		return []string{fmt.Sprintf("type %q is relative to the path of the request: give it the full path, or better make it absolute (RFC 9457, section 3.1.1)", uri)}
	}
	return nil
}

func lintStatus(status int) []string {
	switch status {
	case 501:
		return []string{"status 501: goes out as 500 for GET and HEAD, which every server implements (RFC 9110, section 9.1)"}
	case 511:
		return []string{"status 511: is for proxies that want a login, not for origin servers (RFC 6585, section 6)"}
	}
	return nil
}

// LintMember returns advice about the name of a member that is set with [With].
func LintMember(name string) []string {
	switch {
	case reservedMember(name):
		return []string{fmt.Sprintf("member %q: is one of RFC 9457's own, With drops it: use another name", name)}
	case !xmlName(name):
		return []string{fmt.Sprintf("member %q: can't be an XML element (RFC 9457, appendix B): start with a letter, use letters, digits and _", name)}
	case len(name) < 3 || strings.ContainsAny(name, "-."):
		return []string{fmt.Sprintf("member %q: use three or more letters, digits and _ (RFC 9457, section 4)", name)}
	}
	return nil
}

// xmlName is stricter than XML: ASCII only.
func xmlName(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		inner := '0' <= c && c <= '9' || c == '_' || c == '-' || c == '.'
		if !letter && (i == 0 || !inner) {
			return false
		}
	}
	return name != ""
}
