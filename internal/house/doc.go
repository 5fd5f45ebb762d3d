// Package house holds the tests that keep the project in order: what may link
// what, what is exported and documented, what the guides show, how the code is
// shaped. It has no code of its own and nothing imports it.
//
//	go test ./internal/house            # look
//	go test ./internal/house -update    # accept the exported names as they are
package house
