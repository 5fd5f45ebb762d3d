package main

import "time"

// A record follows the answer, so that a test may be there first.
const (
	wait = 5 * time.Second
	tick = 5 * time.Millisecond
)
