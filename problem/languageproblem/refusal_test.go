package languageproblem_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem"
	"github.com/problemkit/problemkit/problem/languageproblem"
)

func sent(mediaType, coding, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", mediaType)
	r.Header.Set("Content-Encoding", coding)
	return r
}

// TestRefusedContent: what is refused before anybody looks into it says why, for
// programs by a code and for people in both languages.
func TestRefusedContent(t *testing.T) {
	t.Parallel()
	_, _, tooLarge := problem.Reading{MaxBytes: 4}.Content(sent("application/json", "", "[1,2]"))
	_, _, coded := problem.Reading{}.Content(sent("application/json", "gzip", "{}"))
	_, _, media := problem.Reading{}.Body(sent("text/plain", "", "{}"), new(struct{}))
	bilingual := languageproblem.New(languageproblem.English(), languageproblem.German())
	for _, row := range []struct {
		err                   error
		status                int
		code, english, german string
	}{
		{tooLarge, 413, "too_large", "the content must not be larger than 4 bytes", "der Inhalt darf nicht größer als 4 Bytes sein"},
		{&http.MaxBytesError{Limit: 1}, 413, "too_large", "the content must not be larger than 1 byte", "der Inhalt darf nicht größer als 1 Byte sein"},
		{coded, 415, "unsupported_coding", "the content must not have a Content-Encoding", "der Inhalt darf kein Content-Encoding haben"},
		{media, 415, "unsupported_media_type", "the Content-Type must be application/json", "der Content-Type muss application/json sein"},
		{
			problem.UnsupportedMedia("a/b", "c/d"), 415, "unsupported_media_type",
			"the Content-Type must be one of a/b, c/d", "der Content-Type muss einer von diesen sein: a/b, c/d",
		},
	} {
		assert.Equal(t, row.code+": "+row.english, refusedAs(t, nil, "", row.status, row.err))
		assert.Equal(t, row.code+": "+row.english, refusedAs(t, bilingual, "en", row.status, row.err))
		assert.Equal(t, row.code+": "+row.german, refusedAs(t, bilingual, "de", row.status, row.err))
	}
}

func TestUnsupportedMediaOfNothing(t *testing.T) {
	t.Parallel()
	for _, names := range [][]string{nil, {""}, {" "}} {
		_, has := problem.UnsupportedMedia(names...).Member("errors")
		assert.False(t, has)
	}
	assert.Equal(t, "text/x", problem.UnsupportedMedia("", "text/x").Header().Get("Accept"))
}

func refusedAs(t *testing.T, texts problem.Texts, language string, status int, err error) string {
	t.Helper()
	rs := problem.NewResponder(problem.Config{Texts: texts, Recorder: problem.NoRecorder})
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	r.Header.Set("Accept-Language", language)
	w := httptest.NewRecorder()
	rs.Respond(w, r, err)
	assert.Equal(t, status, w.Code)
	var document struct{ Errors []problem.Violation }
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &document))
	require.Len(t, document.Errors, 1)
	return document.Errors[0].Code + ": " + document.Errors[0].Detail
}
