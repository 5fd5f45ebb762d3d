// Package soak sends all kinds of failures at once through both doors, over real
// sockets on loopback, for as long as the environment variable SOAK says. What
// takes many requests to show is its subject: answers that reach another request,
// and memory or goroutines that stay. It has tests only.
//
//	SOAK=60s go test -race -count=1 -timeout 5m ./internal/soak
package soak
