package validatorproblem_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/languageproblem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

// silent are the tags that never fail by themselves, and why.
func silent() map[string]string {
	return map[string]string{
		"dive": "leads to the elements", "keys": "begins the rules for keys", "endkeys": "ends them",
		"structonly": "leaves out the fields of a struct", "nostructlevel": "leaves out the rules of a struct",
		"omitempty": "ends the rules of an empty value", "omitzero": "ends those of a zero value", "omitnil": "ends those of nil",
		"-": "leaves out the field", "0x2C": "is a comma", "0x7C": "is a bar",
	}
}

// tagsOfValidator reads the tags out of the source of the version that is built in:
// the keys of its tables, those of its aliases, and those with a meaning of their
// own.
func tagsOfValidator(t *testing.T) (rules, restricted []string) {
	t.Helper()
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-playground/validator/v10").Output()
	require.NoError(t, err)
	fset := token.NewFileSet()
	constants, tables := map[string]string{}, map[string][]string{}
	for _, name := range []string{"validator_instance.go", "baked_in.go"} {
		file, err := parser.ParseFile(fset, filepath.Join(strings.TrimSpace(string(dir)), name), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
				readSpec(spec, constants, tables)
			}
			return true
		})
	}
	return append(tables["bakedInValidators"], tables["bakedInAliases"]...), tables["restrictedTags"]
}

// readSpec keeps text constants and the keys of maps.
func readSpec(spec *ast.ValueSpec, constants map[string]string, tables map[string][]string) {
	name := spec.Names[0].Name
	switch value := spec.Values[0].(type) {
	case *ast.BasicLit:
		constants[name], _ = strconv.Unquote(value.Value)
	case *ast.CompositeLit:
		for _, element := range value.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				tables[name] = append(tables[name], keyOf(pair.Key, constants))
			}
		}
	}
}

func keyOf(key ast.Expr, constants map[string]string) string {
	switch key := key.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(key.Value)
		return text
	case *ast.Ident:
		return constants[key.Name]
	}
	return ""
}

// paramOf is a parameter with something in it that must not show.
func paramOf(tag string) string {
	switch {
	case tag == "datetime":
		return "=2006-01-02"
	case tag == "validateFn":
		return "=Mymethod"
	case strings.HasSuffix(tag, "_if"), strings.HasSuffix(tag, "_unless"):
		return "=Myother hunter2"
	case strings.HasSuffix(tag, "field"), strings.Contains(tag, "_with"), tag == "unique",
		strings.HasPrefix(tag, "field"):
		return "=Myother"
	case tag == "required", tag == "isdefault", slices.Contains([]string{"iscolor", "country_code", "eu_country_code"}, tag):
		return ""
	}
	return "=7"
}

// telltales are values that a text must not have in it.
func telltales() []any {
	return []any{bad, 424242, 4242.42, []string{bad}, map[string]string{bad: bad}, []byte(bad), true, time.Now(), 424242 * time.Hour}
}

// breaking returns a struct with a value that breaks the rule.
func breaking(tag string, value reflect.Value) any {
	of := reflect.StructOf([]reflect.StructField{
		{Name: "Myfield", Type: value.Type(), Tag: reflect.StructTag(`json:"mine" validate:"` + tag + paramOf(tag) + `"`)},
		{Name: "Myother", Type: value.Type(), Tag: `json:"-"`},
	})
	target := reflect.New(of)
	if tag != "required" {
		target.Elem().Field(0).Set(value)
	}
	return target.Interface()
}

// TestEveryTag: each rule of the validator, for each kind of value, has a text in
// English and in German that tells nothing it should not.
func TestEveryTag(t *testing.T) {
	t.Parallel()
	rules, restricted := tagsOfValidator(t)
	require.Greater(t, len(rules), 150)
	for _, tag := range restricted {
		if reason, ok := silent()[tag]; ok {
			t.Logf("%s has no text: it %s", tag, reason)
		} else {
			assert.Contains(t, rules, tag, "a tag that this test does not know")
		}
	}
	v := validator.New()
	for _, tag := range rules {
		if !slices.Contains(restricted, tag) && paramOf(tag) != "" {
			require.NoError(t, v.RegisterValidation(tag, func(validator.FieldLevel) bool { return false }))
		}
	}
	texts := languageproblem.New(languageproblem.English(), languageproblem.German())
	for _, tag := range slices.Sorted(slices.Values(rules)) {
		for _, value := range telltales() {
			err := validatorproblem.Check(v.Struct, breaking(tag, reflect.ValueOf(value)), nil)
			checkTexts(t, tag, err, texts)
		}
	}
}

func checkTexts(t *testing.T, tag string, err error, texts problem.Texts) {
	t.Helper()
	var in *problem.InputError
	if !assert.ErrorAs(t, err, &in, tag) || !assert.Len(t, in.Violations, 1, tag) {
		return
	}
	own := in.Violations[0]
	english, ok := texts.Text("en", own.Phrase)
	assert.True(t, ok, tag)
	assert.Equal(t, own.Detail, english, tag)
	german, ok := texts.Text("de", own.Phrase)
	assert.True(t, ok, tag)
	assert.NotEqual(t, english, german, tag)
	for _, text := range []string{english, german} {
		assert.NotRegexp(t, `2006|424242|4242\.42|[Mm]yfield|[Mm]yother|Mymethod|`+bad, text, tag)
		assert.NotContains(t, text, "{", tag)
		if tag != "validateFn" {
			assert.NotContains(t, []string{"is not valid", "ist ungültig"}, text, tag)
		}
	}
}

// TestTextsOfOldTags: a text for a rule that the validator does not have would
// never be sent.
func TestTextsOfOldTags(t *testing.T) {
	t.Parallel()
	rules, _ := tagsOfValidator(t)
	known := map[string]bool{}
	for _, key := range languageproblem.Keys() {
		if rule, ok := strings.CutPrefix(key, "rule."); ok {
			rule, _, _ = strings.Cut(rule, ".")
			known[rule] = true
		}
	}
	assert.ElementsMatch(t, rules, slices.Collect(maps.Keys(known)))
}
