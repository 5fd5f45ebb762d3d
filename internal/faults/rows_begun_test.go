package faults_test

import (
	"net/http"
	"strings"
)

// begunRows fail when a part of the response is there: the client must see that
// it is not the whole (RFC 9112, section 8; RFC 9113, section 8.1).
func begunRows() []row {
	long := `{"items":["` + strings.Repeat("b", 10<<10)
	aborted := torn("aaaa")
	aborted.outcome, aborted.stack = "", nil
	return []row{
		{id: "P10", name: "abort after a part", site: begun("aaaa", http.ErrAbortHandler), want: everywhere(aborted)},
		{id: "P17", name: "status alone", site: site{plain: statusAlone}, want: everywhere(panicked())},
		{id: "P18", name: "20 bytes", site: unflushed(`{"items":[{"id":1},`), want: everywhere(torn(`{"items":[{"id":1},`))},
		{id: "P19", name: "10 kB", site: unflushed(long), want: everywhere(torn(long))},
		{id: "P20", name: "flushed", site: begun("part", canaryValue), want: everywhere(torn("part"))},
		{id: "P20", name: "flushed, error returned", site: site{failing: begunThenError}, want: everywhere(torn("part").at())},
		{id: "P21", name: "shorter than Content-Length", site: site{plain: tooShort}, want: everywhere(torn("0123456789"))},
		{id: "P22", name: "event stream", site: site{plain: brokenStream}, want: everywhere(torn("data: 1\n\n"))},
	}
}

func begun(part string, value any) site {
	return site{plain: func(w http.ResponseWriter, _ *http.Request) {
		write(w, part)
		_ = http.NewResponseController(w).Flush()
		panic(value)
	}}
}

func unflushed(part string) site {
	return site{plain: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		write(w, part)
		panic(canaryValue)
	}}
}

func statusAlone(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusOK)
	panic(canaryValue)
}

func begunThenError(w http.ResponseWriter, _ *http.Request) error {
	write(w, "part")
	_ = http.NewResponseController(w).Flush()
	return errForeign
}

func tooShort(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	write(w, "0123456789")
	panic(canaryValue)
}

func brokenStream(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	write(w, "data: 1\n\n")
	w.(http.Flusher).Flush()
	panic(canaryValue)
}
