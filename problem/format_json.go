package problem

// JSON is the format application/problem+json (RFC 9457, section 3): the
// standard members in the order of the RFC, then the extension members in
// theirs. It never fails: a member that can't be encoded is left out.
var JSON Format = jsonFormat{}

type jsonFormat struct{}

// MediaType returns application/problem+json.
func (jsonFormat) MediaType() string { return "application/problem+json" }

// Append appends the document, and null for a nil problem.
func (jsonFormat) Append(dst []byte, p *Problem) ([]byte, error) {
	if p == nil {
		return append(dst, "null"...), nil
	}
	return appendJSON(dst, p, discard), nil
}

func discard(string) {}

// MarshalJSON writes the document that a client would get: see [JSON]. It never
// fails. Give encoding/json the pointer: of a copy without an address it finds
// the fields, but not this method and so not the members.
func (p *Problem) MarshalJSON() ([]byte, error) { return JSON.Append(nil, p) }

// appendJSON appends the document and notes the members that it leaves out.
func appendJSON(dst []byte, p *Problem, note func(string)) []byte {
	end := len(dst) + maxDocument - tailOf(p)
	dst = appendStandard(dst, p)
	for name, value := range p.members.all {
		dst = appendMember(dst, end, name, value, note)
	}
	dst = appendTrace(dst, p)
	return append(dst, '}')
}

func appendStandard(dst []byte, p *Problem) []byte {
	if p.declared() {
		dst = append(dst, p.def.head...)
	} else {
		uri, title, status := p.standard()
		dst = appendHead(dst, uri, title, status)
	}
	dst = appendText(dst, `,"detail":`, p.Detail)
	if p.Instance != "" && checkURI(p.Instance) == nil {
		dst = appendText(dst, `,"instance":`, p.Instance)
	}
	return dst
}

// appendMember appends one extension member, or nothing at all: a member that
// fails costs itself and never the document.
func appendMember(dst []byte, end int, name string, value memberValue, note func(string)) []byte {
	before := len(dst)
	dst = appendJSONString(append(dst, ','), name)
	dst, err := appendValue(append(dst, ':'), value)
	switch {
	case err != nil:
		note("member " + name + ": " + reason(err))
	case len(dst) > end:
		note("member " + name + ": " + errTooLarge.Error())
	default:
		return dst
	}
	return dst[:before]
}

// reason names the failure without the text of foreign errors, which may quote
// the value.
func reason(err error) string {
	switch err {
	case errTooDeep, errTooLarge, errNotFinite:
		return err.Error()
	}
	return "encoding/json can't encode it"
}

// tailOf returns how many bytes at most follow the members.
func tailOf(p *Problem) int {
	const escaped = len(`\u0000`)
	return len(`,"`+traceMember+`":""}`) + escaped*min(len(p.trace), maxDetail)
}

// appendTrace appends the trace id, if there is one to send.
func appendTrace(dst []byte, p *Problem) []byte {
	if !p.carriesTrace() {
		return dst
	}
	return appendText(dst, `,"`+traceMember+`":`, p.trace)
}
