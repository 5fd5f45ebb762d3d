package accept_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/problemkit/problemkit/problem/internal/accept"
)

type vector struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	In    struct {
		Mode    string   `json:"mode"`
		Accept  []string `json:"accept"`
		Offers  []string `json:"offers"`
		Default string   `json:"default"`
	} `json:"in"`
	Expect struct {
		ContentType    string   `json:"content_type"`
		ContentTypeAny []string `json:"content_type_any"`
		Acceptable     bool     `json:"acceptable"`
	} `json:"expect"`
}

type chooser func(lines, offers []string) (int, bool)

func readVectors(t *testing.T) []vector {
	t.Helper()
	content, err := os.ReadFile("testdata/negotiate.json")
	require.NoError(t, err)
	var file struct {
		Count   int      `json:"count"`
		Vectors []vector `json:"vectors"`
	}
	require.NoError(t, json.Unmarshal(content, &file))
	require.Len(t, file.Vectors, file.Count)
	return file.Vectors
}

func TestVectors(t *testing.T) {
	t.Parallel()
	modes := map[string]chooser{"rfc9110": accept.ChooseByName, "affinity": accept.Choose}
	for _, v := range readVectors(t) {
		t.Run(v.ID+" "+v.Title, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, modes, v.In.Mode)
			require.Equal(t, v.In.Offers[0], v.In.Default, "the fallback is the first offer")
			checkVector(t, v, modes[v.In.Mode])
		})
	}
}

func checkVector(t *testing.T, v vector, choose chooser) {
	t.Helper()
	index, acceptable := choose(v.In.Accept, v.In.Offers)
	allowed := append(slices.Clone(v.Expect.ContentTypeAny), v.Expect.ContentType)
	assert.Contains(t, allowed, v.In.Offers[index])
	assert.Equal(t, v.Expect.Acceptable, acceptable)
}
