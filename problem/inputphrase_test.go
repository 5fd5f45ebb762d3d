package problem_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/internal/inputtext"
)

// faulty has a member for every fault of a value.
type faulty struct {
	Text   string           `json:"text"`
	Number float64          `json:"number"`
	Whole  int8             `json:"whole"`
	Quoted int              `json:"quoted,string"`
	Time   time.Time        `json:"time"`
	Bytes  []byte           `json:"bytes"`
	List   []int            `json:"list"`
	Pair   [2]int           `json:"pair"`
	Map    map[int]string   `json:"map"`
	Object struct{}         `json:"object"`
	Yes    bool             `json:"yes"`
	Own    picky            `json:"own"`
	Own2   map[picky]string `json:"own2"`
}

// picky refuses every text.
type picky struct{ _ int }

func (picky) UnmarshalText([]byte) error { return io.ErrShortBuffer }

// TestInputPhrases: whatever this package says about input has a key of its own.
func TestInputPhrases(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, content := range []string{
		``, ` `, `{"text":`, "\n {]", `null`, `{} {}`, strings.Repeat("[", 20000), "\xef\xbb\xbf{}", "{\"text\":\"\xff\"}",
		`{"text": 1}`, `{"number": "x"}`, `{"whole": "x"}`, `{"whole": 1.5}`, `{"whole": 999}`, `{"quoted": 1}`, `{"quoted": "x"}`,
		`{"time": 1}`, `{"time": "x"}`, `{"bytes": 1}`, `{"bytes": "?"}`, `{"list": 1}`, `{"pair": [1]}`, `{"pair": [1, 2, 3]}`,
		`{"map": 1}`, `{"map": {"x": "y"}}`, `{"object": 1}`, `{"yes": 1}`, `{"own": "x"}`, `{"own": 1}`, `{"own2": {"x": "y"}}`,
		`{"yes": true, "yes": true}`, `{"unknown": 1}`,
	} {
		in, err := problem.Reading{}.JSON([]byte(content), new(faulty))
		if err == nil {
			require.NotNil(t, in, content)
			err = in
		}
		inputKeys(t, content[:min(len(content), 40)], err, seen)
	}
	_, notNumber := strconv.Atoi("x")
	_, notTime := time.Parse(time.RFC3339, "x")
	for _, cause := range []error{notNumber, notTime, io.ErrShortBuffer} {
		inputKeys(t, cause.Error(), &problem.InputError{In: problem.InQuery, Parameter: "p", Err: cause}, seen)
	}
	assert.Greater(t, len(seen), 20, "different keys: %v", seen)
}

// inputKeys has every violation said by its key.
func inputKeys(t *testing.T, what string, err error, seen map[string]bool) {
	t.Helper()
	var flat func(string, problem.Phrase) (string, bool)
	flat = func(language string, p problem.Phrase) (string, bool) {
		key := p.Keys()[0]
		if inner, ok := append(p.Args(), nil)[0].(problem.Phrase); ok {
			key, _ = flat(language, inner)
		}
		return key, true
	}
	w, rec := spoken(t, speech{text: flat}, err)
	member, _ := rec.Problem.Member("errors")
	list, _ := member.([]problem.Violation)
	require.NotEmpty(t, list, what)
	for _, v := range list {
		start := strings.Index(w.Body.String(), `{"detail":"input.`+v.Code+".")
		require.GreaterOrEqual(t, start, 0, "%s: %q has no key: %s", what, v.Detail, w.Body)
		key, _, _ := strings.Cut(w.Body.String()[start+len(`{"detail":"`):], `"`)
		seen[key] = true
	}
}

// TestInputPhraseOfOthers: only the texts of this package are known by heart.
func TestInputPhraseOfOthers(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]problem.Violation{
		`say.in_string[{}]`:                 {Detail: "must be an integer in a string", Code: "wrong_type"},
		`say.at[{},\"1\",\"2\"]`:            {Detail: "the request body is not valid JSON at line 1, column 2", Code: "malformed"},
		`input.wrong_length.items[\"2\"]`:   {Detail: "must have exactly 2 items", Code: "wrong_length"},
		`input.minenull`:                    {Detail: "must be an integer", Code: "mine"},
		`input.wrong_typenull`:              {Detail: "must be a positive integer", Code: "wrong_type"},
		`input.wrong_lengthnull`:            {Detail: "must have exactly x items", Code: "wrong_length"},
		`"detail":"must be an integer"`:     {Detail: "must be an integer"},
		`input.malformednull","code":"malf`: {Detail: "it broke at line x, column 2", Code: "malformed"},
	} {
		w, _ := spoken(t, speech{text: keyed}, problem.Invalid(v))
		assert.Contains(t, w.Body.String(), want)
	}
}

// TestTextsInTheSource: a text that is changed needs its key changed too.
func TestTextsInTheSource(t *testing.T) {
	t.Parallel()
	var files []string
	for _, folder := range []string{"*.go", "../ginproblem/*.go", "../ginproblem/internal/*/*.go", "../nethttp/*.go"} {
		found, err := filepath.Glob(folder)
		require.NoError(t, err)
		files = append(files, found...)
	}
	found := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, text := range detailsIn(file) {
			found++
			_, _, ok := inputtext.Key(text)
			assert.True(t, ok, "%s: %q has no key in internal/inputtext", name, text)
		}
	}
	assert.Greater(t, found, 10)
}

// detailsIn returns the texts that violations begin with, those left out that are
// not whole.
func detailsIn(file *ast.File) (texts []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		pair, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		if key, ok := pair.Key.(*ast.Ident); !ok || key.Name != "Detail" {
			return true
		}
		value := pair.Value
		if sum, ok := value.(*ast.BinaryExpr); ok {
			value = sum.X
		}
		if literal, ok := value.(*ast.BasicLit); ok {
			if text, _ := strconv.Unquote(literal.Value); !strings.HasSuffix(text, " ") {
				texts = append(texts, text)
			}
		}
		return true
	})
	return texts
}
