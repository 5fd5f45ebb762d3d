package wiretest

import (
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// graceTime is how long goroutines may take to end after the last test.
const graceTime = 3 * time.Second

// CheckLeaks runs the tests and then fails the run if goroutines they started
// are still there:
//
//	func TestMain(m *testing.M) { os.Exit(wiretest.CheckLeaks(m)) }
//
// The stacks of the goroutines go to standard error.
func CheckLeaks(m *testing.M) int {
	code := m.Run()
	leaks := awaitEnd(graceTime)
	if len(leaks) == 0 {
		return code
	}
	fmt.Fprintf(os.Stderr, "%d goroutines outlived the tests:\n\n%s\n",
		len(leaks), strings.Join(leaks, "\n\n"))
	return max(code, 1)
}

// awaitEnd returns the stacks that are left after the grace time. Connections
// of the default transport stay open on purpose and hold two goroutines each,
// and one that is busy now can be idle in a moment.
func awaitEnd(grace time.Duration) []string {
	defaults := &http.Client{}
	for end := time.Now().Add(grace); ; time.Sleep(10 * time.Millisecond) {
		defaults.CloseIdleConnections()
		leaks := foreignStacks()
		if len(leaks) == 0 || time.Now().After(end) {
			return leaks
		}
	}
}

func foreignStacks() (foreign []string) {
	for stack := range strings.SplitSeq(allStacks(), "\n\n") {
		if isForeign(stack) {
			foreign = append(foreign, strings.TrimSpace(stack))
		}
	}
	return foreign
}

// isForeign goes by the function that started the goroutine. The main goroutine
// has none; the test runner and the runtime keep goroutines of their own.
func isForeign(stack string) bool {
	_, creator, ok := strings.Cut(stack, "\ncreated by ")
	for _, owner := range []string{"testing.", "runtime.", "runtime/", "os/signal.", "internal/fuzz."} {
		ok = ok && !strings.HasPrefix(creator, owner)
	}
	return ok
}

// allStacks doubles the buffer until the stacks of all goroutines fit.
func allStacks() string {
	for size := 1 << 16; ; size *= 2 {
		buffer := make([]byte, size)
		if n := runtime.Stack(buffer, true); n < size {
			return string(buffer[:n])
		}
	}
}
