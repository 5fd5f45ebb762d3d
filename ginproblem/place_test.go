package ginproblem_test

import (
	"encoding/json"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
)

// picky reads itself, and looks into what it gets.
type picky struct{ N int }

// UnmarshalJSON leaves errors of its own reader.
func (p *picky) UnmarshalJSON(raw []byte) error { return json.Unmarshal(raw, &p.N) }

// TestPlacesOfOtherReaders: whatever reader of JSON Gin is built with, a place that
// is told is the right one.
func TestPlacesOfOtherReaders(t *testing.T) {
	t.Parallel()
	type target struct {
		A  int            `json:"a"`
		B  picky          `json:"b"`
		S  string         `json:"s"`
		L  []int          `json:"l"`
		M  map[string]int `json:"m"`
		IN struct {
			A int `json:"a"`
		} `json:"in"`
	}
	for body, place := range map[string]string{
		`{"a":"x"}`: "#/a", "\n\n {\"a\":\"x\"}": "#/a", `  {"a":"x","s":"7"}`: "#/a", "        {\"l\":[1,\"x\",2]}": "#/l/1",
		`{"s":"\u0061\u0062","a":"x"}`: "#/a", `{"s":"\\\\\\\\\\\\","l":["x"]}`: "#/l/0", `{"s":"\n","a":"x"}`: "#/a",
		`{"m":{"a":1,"b":"x"}}`: "#/m/b", `{"in":{"a":"x"},"b":7}`: "#/in/a", `{"a":"x","b":7,"l":[]}`: "#/a",
		`{"l":["x"],"b":7}`: "#/l/0", `[1]`: "#", `  7`: "#", `{"b":7,"a":[]}`: "#/a", "{\"a\" : \t\"x\" }": "#/a", `{"in":[1]}`: "#/in",
	} {
		w := returned("POST", "/", "application/json", body, func(c *gin.Context) error { return c.ShouldBindJSON(new(target)) })
		assert.Equal(t, 400, w.Code, "%s: %s", body, w.Body)
		var document struct {
			Errors []struct{ Pointer string }
		}
		assert.NoError(t, json.Unmarshal(w.Body.Bytes(), &document))
		for _, e := range document.Errors {
			assert.Contains(t, []string{"", place}, e.Pointer, "%s: %s", body, w.Body)
		}
	}
}
