package inputs_test

import (
	"os"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.ReleaseMode)
	ownRules()
	os.Exit(m.Run())
}

// ownRules are what a program adds to Gin's validator when it starts.
func ownRules() {
	engine := binding.Validator.Engine().(*validator.Validate)
	_ = engine.RegisterValidation("isodd", func(field validator.FieldLevel) bool { return field.Field().Int()%2 != 0 })
	engine.RegisterStructValidation(func(level validator.StructLevel) {
		if span := level.Current().Interface().(GoSpan); span.GoEnd < span.GoStart {
			level.ReportError(span.GoEnd, "end", "GoEnd", "after_start", "")
		}
	}, GoSpan{})
}
