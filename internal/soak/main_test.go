package soak_test

import (
	"os"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/problemkit/problemkit/internal/wiretest"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.ReleaseMode)
	os.Exit(wiretest.CheckLeaks(m))
}
