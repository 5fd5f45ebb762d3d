package foreign

import (
	"bytes"
	"strconv"
	"strings"
)

// json-iterator returns texts without a type, all of one form:
//
//	what, error found in #N byte of ...|excerpt|..., bigger context ...|context|...
const (
	iterPlace   = ", error found in #"
	iterByte    = " byte of ...|"
	iterContext = "|..., bigger context ...|"
	iterEnd     = "|..."
	iterUnknown = "found unknown field: "
)

// isIter recognises such an error.
func isIter(node error, path string) bool {
	text := PlainText(node)
	return path == pathIter && strings.Contains(text, iterPlace) && strings.Contains(text, iterContext)
}

// iterText is what is wrong, without the names of Go types before it.
func iterText(node error) string {
	what, _, _ := strings.Cut(PlainText(node), iterPlace)
	if i := strings.Index(what, iterUnknown); i >= 0 {
		return what[i:]
	}
	return what
}

// saysTarget recognises what only the program can mend.
func saysTarget(what string) bool {
	return what == "ReadVal: can only unmarshal into pointer" || what == "ReadVal: can not read into nil pointer" ||
		strings.HasSuffix(what, "decode non empty interface: can not unmarshal into nil") || strings.HasSuffix(what, " is unsupported type")
}

// iterOffset finds the place by the excerpts: the byte before the N-th of the
// excerpt, if the content has the context once.
func iterOffset(err error, raw []byte) (offset int64, ok bool) {
	_, place, _ := strings.Cut(PlainText(err), iterPlace)
	number, rest, _ := strings.Cut(place, iterByte)
	excerpt, context, found := strings.Cut(rest, iterContext)
	context = strings.TrimSuffix(context, iterEnd)
	n, wrong := strconv.Atoi(number)
	if !found || wrong != nil || bytes.Count(raw, []byte(context)) != 1 || strings.Count(context, excerpt) != 1 {
		return 0, false
	}
	at := bytes.Index(raw, []byte(context)) + strings.Index(context, excerpt) + n - 1
	return int64(max(0, at)), true
}

// iterExcerpt is the longer excerpt.
func iterExcerpt(err error) string {
	_, context, _ := strings.Cut(PlainText(err), iterContext)
	return strings.TrimSuffix(context, iterEnd)
}
