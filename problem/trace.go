package problem

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"net/http"
	"strings"
)

// traceID is the default of Config.TraceID: the trace id of a valid traceparent
// field (W3C Trace Context, section 3.2), else a fresh one of the same form.
func traceID(r *http.Request) string {
	if lines := r.Header["Traceparent"]; len(lines) == 1 && validTraceparent(lines[0]) {
		return lines[0][3:35]
	}
	return freshTraceID()
}

// validTraceparent checks version, trace id, parent id and flags, of the form
// 00-32 digits-16 digits-2 digits. Later versions may append fields.
func validTraceparent(line string) bool {
	if len(line) < 55 || line[2] != '-' || line[35] != '-' || line[52] != '-' {
		return false
	}
	version := line[:2]
	if !isHex(version) || version == "ff" || version == "00" && len(line) != 55 || len(line) > 55 && line[55] != '-' {
		return false
	}
	return isID(line[3:35]) && isID(line[36:52]) && isHex(line[53:55])
}

// isID reports whether s is a valid id: hexadecimal digits, not all zero.
func isID(s string) bool { return strings.Trim(s, "0") != "" && isHex(s) }

func isHex(s string) bool { return strings.Trim(s, hexDigits) == "" }

// freshTraceID returns 16 random bytes in hexadecimal. An id only has to be
// unique, so the runtime's ChaCha8 generator will do.
func freshTraceID() string {
	var raw [16]byte
	var digits [32]byte
	binary.BigEndian.PutUint64(raw[:8], rand.Uint64()|1)
	binary.BigEndian.PutUint64(raw[8:], rand.Uint64())
	hex.Encode(digits[:], raw[:])
	return string(digits[:])
}
