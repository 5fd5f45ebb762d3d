// Package compattest tests both doors with what others put around them or take
// over inside: WebSockets and compressing middleware. It is a module of its own,
// so that nobody else gets theirs.
package compattest
