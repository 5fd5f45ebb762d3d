// Package chitest tests the door for net/http with the router and the
// middleware of chi, which is a module of its own so that nobody else gets it.
package chitest
