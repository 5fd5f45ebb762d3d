package wiretest_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// childVariable tells the test binary that it runs as a child of its own tests.
const childVariable = "WIRETEST_CHILD"

func runChild(t *testing.T, mode string) (output string, code int) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestChild$")
	child.Env = append(os.Environ(), childVariable+"="+mode)
	text, _ := child.CombinedOutput()
	return string(text), child.ProcessState.ExitCode()
}

func TestChild(t *testing.T) {
	switch os.Getenv(childVariable) {
	case "leak":
		go blockForever()
		server := httptest.NewServer(http.NotFoundHandler())
		_, err := http.Head(server.URL)
		require.NoError(t, err)
	case "failure":
		t.Error("failed on purpose")
	}
}

func blockForever() { select {} }

func TestCheckLeaks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		mode  string
		code  int
		texts []string
	}{
		{"nothing", 0, []string{"PASS"}},
		{"failure", 1, []string{"failed on purpose"}},
		{"leak", 1, []string{"2 goroutines outlived", "blockForever", "httptest.(*Server).goServe"}},
	}
	for _, tt := range tests {
		t.Run(tt.mode, func(t *testing.T) {
			t.Parallel()
			output, code := runChild(t, tt.mode)
			assert.Equal(t, tt.code, code)
			for _, text := range tt.texts {
				assert.Contains(t, output, text)
			}
			assert.NotContains(t, output, "persistConn", "idle connections are closed")
		})
	}
}
