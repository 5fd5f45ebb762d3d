package ruletext

// presence: rules about whether there is a value. The first is honest about
// zero values, which it takes for missing whether the client has sent them or
// not.
var presence = map[string]string{
	"required":             "is required",
	"required.boolean":     "must be true",
	"required.number":      "is required and must not be 0",
	"required.duration":    "is required and must not be 0",
	"required_if":          "is required because of the value of {0}",
	"required_unless":      "is required because of the value of {0}",
	"skip_unless":          "is required because of the value of {0}",
	"required_with":        "is required in the presence of {0}",
	"required_with_all":    "is required in the presence of {0}",
	"required_without":     "is required in the absence of {0}",
	"required_without_all": "is required in the absence of {0}",
	"excluded_if":          "must be left out because of the value of {0}",
	"excluded_unless":      "must be left out because of the value of {0}",
	"excluded_with":        "must be left out in the presence of {0}",
	"excluded_with_all":    "must be left out in the presence of {0}",
	"excluded_without":     "must be left out in the absence of {0}",
	"excluded_without_all": "must be left out in the absence of {0}",
	"isdefault":            "must be left out",
}
