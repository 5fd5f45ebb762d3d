package languagetest_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/locales"
	"github.com/go-playground/locales/es"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/hy"
	"github.com/go-playground/locales/ja"
	"github.com/go-playground/locales/ko"
	"github.com/go-playground/locales/tr"
	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"
	estexts "github.com/go-playground/validator/v10/translations/es"
	frtexts "github.com/go-playground/validator/v10/translations/fr"
	hytexts "github.com/go-playground/validator/v10/translations/hy"
	jatexts "github.com/go-playground/validator/v10/translations/ja"
	kotexts "github.com/go-playground/validator/v10/translations/ko"
	trtexts "github.com/go-playground/validator/v10/translations/tr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/nethttp"
	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/languageproblem"
	"github.com/problemkit/problemkit/problem/validatorproblem"
)

type register = func(*validator.Validate, ut.Translator) error

func catalogOf(t *testing.T, language string, locale locales.Translator, r register) *validatorproblem.Catalog {
	t.Helper()
	c, err := validatorproblem.Translations(language, r, ut.New(locale).GetFallback())
	require.NoError(t, err)
	return c
}

func french(t *testing.T) *validatorproblem.Catalog {
	t.Helper()
	return catalogOf(t, "fr", fr.New(), frtexts.RegisterDefaultTranslations)
}

func TestTexts(t *testing.T) {
	t.Parallel()
	spanish := catalogOf(t, "es", es.New(), estexts.RegisterDefaultTranslations)
	for _, tt := range []struct {
		catalog *validatorproblem.Catalog
		key     string
		args    []any
		want    string
	}{
		{french(t), "rule.required", nil, "est un champ obligatoire"},
		{french(t), "rule.min.string", []any{"8"}, "doit faire une taille minimum de 8 caractères"},
		{french(t), "rule.min.string", []any{"1"}, "doit faire une taille minimum de 1 caractère"},
		{french(t), "rule.max.number", []any{2}, "doit être égal à 2 ou moins"},
		{french(t), "rule.gte.items", []any{"2"}, "doit contenir au moins 2 elements"},
		{french(t), "rule.email", nil, "doit être une adresse email valide"},
		{french(t), "rule.eqfield", []any{`"password"`}, `doit être égal à "password"`},
		{french(t), "rule.oneof", []any{[]string{"a b", "c"}}, "doit être l'un des choix suivants ['a b' 'c']"},
		{french(t), "rule.contains", []any{"a,b|c=d"}, "doit contenir le texte 'a,b|c=d'"},
		{spanish, "rule.min.string", []any{"8"}, "debe tener al menos 8 caracteres de longitud"},
		{spanish, "rule.iscolor", nil, "debe ser un color válido"},
		{catalogOf(t, "ja", ja.New(), jatexts.RegisterDefaultTranslations), "rule.required", nil, "必須フィールドです"},
		{catalogOf(t, "ja-JP", ja.New(), jatexts.RegisterDefaultTranslations), "rule.min.string", []any{"2"}, "長さは少なくとも2文字はなければなりません"},
		{catalogOf(t, "ko", ko.New(), kotexts.RegisterDefaultTranslations), "rule.required", nil, "필수 필드입니다."},
		{catalogOf(t, "ko", ko.New(), kotexts.RegisterDefaultTranslations), "rule.min.string", []any{"2"}, "길이는 최소 2자여야 합니다."},
		{catalogOf(t, "tr", tr.New(), trtexts.RegisterDefaultTranslations), "rule.eqfield", []any{"x"}, "x değerine eşit olmalıdır"},
		{catalogOf(t, "hy", hy.New(), hytexts.RegisterDefaultTranslations), "rule.required", nil, "դաշտը պարտադիր է"},
		{french(t), "rule.nosuchrule", nil, ""},
		{french(t), "rule.min.number", []any{errors.New("secret")}, ""},
		{french(t), "title.404", nil, ""},
		{new(validatorproblem.Catalog), "rule.required", nil, ""},
	} {
		text, ok := tt.catalog.Text(tt.key, tt.args)
		assert.Equal(t, tt.want, text, tt.key)
		assert.Equal(t, tt.want != "", ok, tt.key)
	}
}

// TestSentences: no sentence shows that there was a name, and none is the one that
// stands for a missing translation.
func TestSentences(t *testing.T) {
	t.Parallel()
	said := 0
	for _, key := range languageproblem.Keys() {
		text, ok := french(t).Text(key, []any{"2"})
		if !ok {
			continue
		}
		said++
		assert.NotContains(t, text, "Key:", key)
		assert.NotContains(t, text, "  ", key)
		assert.Equal(t, strings.TrimSpace(text), text, key)
	}
	assert.Greater(t, said, 60, "rules with a text")
}

func TestRefused(t *testing.T) {
	t.Parallel()
	trans := ut.New(fr.New()).GetFallback()
	_, err := validatorproblem.Translations("fr", func(*validator.Validate, ut.Translator) error { return errors.New("no") }, trans)
	require.EqualError(t, err, `validatorproblem.Translations("fr"): no`)
	_, err = validatorproblem.Translations("fr", func(*validator.Validate, ut.Translator) error { panic("no") }, trans)
	assert.EqualError(t, err, `validatorproblem.Translations("fr"): panic: no`)
}

type order struct {
	Email    string   `json:"email" binding:"email"`
	Password string   `json:"password" binding:"min=8"`
	Again    string   `json:"again" binding:"eqfield=Password"`
	Items    []string `json:"items" binding:"min=1"`
	Cron     string   `json:"cron" binding:"cron"`
}

// TestOverTheDoor: the texts come in the client's language, what it lacks in the
// default one, and the validator that validates is nobody's to change.
func TestOverTheDoor(t *testing.T) {
	t.Parallel()
	gins := binding.Validator.Engine().(*validator.Validate)
	api := nethttp.Adapter{Responder: problem.NewResponder(problem.Config{
		Rules: []problem.Rule{validatorproblem.Rule()}, Recorder: problem.NoRecorder,
		TraceID: func(*http.Request) string { return "" },
		Texts: languageproblem.New(languageproblem.English(), french(t),
			languageproblem.FromMap("fr", map[string]string{problem.TitleKey(problem.BadRequest): "Requête incorrecte"})),
	})}
	handler := api.Handle(func(_ http.ResponseWriter, r *http.Request) error {
		target := order{Email: "x", Password: "y", Again: "z", Cron: "w"}
		return validatorproblem.Check(gins.Struct, &target, nil)
	})
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			r, w := httptest.NewRequest(http.MethodPost, "/", nil), httptest.NewRecorder()
			r.Header.Set("Accept-Language", "fr-CA, en;q=0.5")
			handler.ServeHTTP(w, r)
			assert.Equal(t, "fr", w.Header().Get("Content-Language"))
			assert.JSONEq(t, `{"type":"about:blank","title":"Requête incorrecte","status":400,"errors":[
				{"detail":"doit être une adresse email valide","pointer":"#/email","code":"email"},
				{"detail":"doit faire une taille minimum de 8 caractères","pointer":"#/password","code":"min"},
				{"detail":"doit être égal à \"password\"","pointer":"#/again","code":"eqfield"},
				{"detail":"doit contenir au moins 1 element","pointer":"#/items","code":"min"},
				{"detail":"must be a cron expression","pointer":"#/cron","code":"cron"}]}`, w.Body.String())
		})
	}
	group.Wait()
	var failed validator.ValidationErrors
	require.ErrorAs(t, gins.Var("", "required"), &failed)
	assert.Equal(t, failed[0].Error(), failed[0].Translate(ut.New(fr.New()).GetFallback()), "no translation was registered")
}

func ExampleTranslations() {
	trans := ut.New(fr.New()).GetFallback()
	catalog, err := validatorproblem.Translations("fr", frtexts.RegisterDefaultTranslations, trans)
	fmt.Println(err)
	texts := languageproblem.New(languageproblem.English(), catalog)
	fmt.Println(texts.Text("fr", problem.Say("rule.min.string", "8")))
	// Output:
	// <nil>
	// doit faire une taille minimum de 8 caractères true
}
