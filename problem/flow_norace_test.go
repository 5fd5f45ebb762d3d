//go:build !race

package problem_test

func flowRace() bool { return false }
