package problem_test

import (
	"os"
	"testing"

	"github.com/problemkit/problemkit/internal/wiretest"
)

func TestMain(m *testing.M) { os.Exit(wiretest.CheckLeaks(m)) }
