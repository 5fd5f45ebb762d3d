package faults_test

import (
	"context"
	"net/http"
	"strings"
)

// clientRows have a client that hangs up. HTTP/2 resets the stream, and keeps
// the connection.
func clientRows() []row {
	return []row{
		{id: "P40", name: "panic with the error of the write", site: site{plain: func(w http.ResponseWriter, r *http.Request) { panic(writeOn(w, r)) }}, want: everywhere(hungUp())},
		{id: "P40", name: "error of the write returned", site: site{failing: writeOn}, want: everywhere(hungUp())},
		{id: "P41", name: "context of the request", site: site{failing: waitOn}, want: everywhere(hungUp())},
		{id: "P41", name: "another context", site: site{failing: otherContext}, want: everywhere(answered(500))},
	}
}

// writeOn hangs up in the name of the client and then writes until that shows.
func writeOn(w http.ResponseWriter, r *http.Request) error {
	write(w, "part")
	_ = http.NewResponseController(w).Flush()
	benchOf(r).hangUp()
	<-r.Context().Done()
	chunk := []byte(strings.Repeat("x", 64<<10))
	for range 1000 {
		if _, err := w.Write(chunk); err != nil {
			return err
		}
	}
	return nil
}

func waitOn(_ http.ResponseWriter, r *http.Request) error {
	benchOf(r).hangUp()
	<-r.Context().Done()
	return r.Context().Err()
}

func otherContext(http.ResponseWriter, *http.Request) error {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx.Err()
}
