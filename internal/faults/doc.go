// Package faults breaks handlers in every way that was ever seen to lose an
// answer, a connection or a secret, behind real servers and through both doors,
// and compares what the client, the log and the connection get with what they
// should. It has no code of its own and nothing imports it.
//
// Every fault has an id: P for handlers of any kind, G for those of Gin. A row
// whose ideal can't be met says why, in the words of docs/limits.md.
package faults
