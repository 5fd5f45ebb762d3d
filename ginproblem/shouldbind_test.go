package ginproblem_test

import (
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"

	"github.com/problemkit/problemkit/ginproblem"
	"github.com/problemkit/problemkit/internal/wiretest"
)

type consignment struct {
	Name  string                   `form:"name"`
	Count int8                     `form:"count"`
	Price float64                  `form:"price"`
	Rush  bool                     `form:"rush"`
	Wait  time.Duration            `form:"wait"`
	Pair  [2]int                   `form:"pair"`
	Size  struct{ W int8 }         `form:"size"`
	File  *multipart.FileHeader    `form:"file"`
	Two   [2]*multipart.FileHeader `form:"two"`
}

const multiform = "multipart/form-data; boundary=B"

func formPart(disposition string) string {
	return "--B\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\nx\r\n"
}

// TestShouldBindForms: what Gin says of forms is said of the request.
func TestShouldBindForms(t *testing.T) {
	t.Parallel()
	form, end := "application/x-www-form-urlencoded", "--B--\r\n"
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, api ginproblem.Adapter) {
		engine.POST("/", api.Handle(func(c *gin.Context) error { return c.ShouldBind(&consignment{}) }))
		engine.POST("/file", api.Handle(func(c *gin.Context) error { _, err := c.FormFile("file"); return err }))
		engine.POST("/limit", func(c *gin.Context) {
			c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 9)
			_ = c.Bind(&consignment{})
		})
	})
	for _, tt := range []struct {
		path, media, body string
		status            int
		want              string
	}{
		{"/", form, "count=x", 400, "must be an integer: form count wrong_type"},
		{"/", form, "count=300", 400, "is out of range: form count out_of_range"},
		{"/", form, "price=1,5", 400, "must be a number: form price wrong_type"},
		{"/", form, "rush=maybe", 400, "must be true or false: form rush wrong_type"},
		{"/", form, "wait=5", 400, "must be a duration such as 1h30m: form wait wrong_type"},
		{"/", form, "pair=1", 400, "must have another number of values: form pair wrong_length"},
		{"/", form, "size={", 400, "must be JSON in the documented form: form size wrong_type"},
		{"/", form, `size={"W":"x"}`, 400, "must be JSON in the documented form: form size wrong_type"},
		{"/", form, `size={"W":[1]}`, 400, "must be JSON in the documented form: form size wrong_type"},
		{"/", form, "name=%zz", 400, "the request body is not a valid form:  malformed"},
		{"/", form, "name=a;b", 400, "the request body is not a valid form:  malformed"},
		{"/?name=a;b", form, "name=a", 400, "the query of the URL is not valid: a percent sign or semicolon must be escaped: query malformed"},
		{"/", "application/x-www-form-urlencoded; charset", "name=a", 415, ""},
		{"/", form, strings.Repeat("x=1&", 10_001), 413, ""},
		{"/", "multipart/form-data", "x", 400, "the Content-Type names no boundary:  malformed"},
		{"/", multiform, "", 400, "a request body is required:  empty"},
		{"/", multiform, formPart("name=name"), 400, "the request body ends too early:  truncated"},
		{"/", multiform, "--B\r\nbroken\r\n\r\nx\r\n" + end, 400, "the request body is not a valid form:  malformed"},
		{"/", multiform, "--C\r\n", 400, "the request body ends too early:  truncated"},
		{"/", multiform, strings.Repeat(formPart("name=name"), 1001) + end, 413, ""},
		{"/", multiform, formPart(`name=name; filename=f`) + end, 400, "must not be a file: form name wrong_type"},
		{"/", multiform, formPart(`name=name; filename=f`) + formPart(`name=other; filename=f`) + end, 400, "must not be a file: form wrong_type"},
		{"/", multiform, formPart(`name=two; filename=f`) + end, 400, "must have another number of files: form two wrong_length"},
		{"/file", multiform, formPart("name=name") + end, 400, "a file is required: form required"},
		{"/file", form, "a=b", 415, ""},
		{"/limit", form, "name=abcdefgh", 413, ""},
	} {
		f := s.fails(t, tt.status, "POST", tt.path, wiretest.Header("Content-Type", tt.media), wiretest.Body(tt.body))
		if tt.want != "" {
			assert.Equal(t, tt.want, onlyViolation(f.document), "%.60q", tt.body)
		}
	}
}

func onlyViolation(document map[string]any) string {
	list, _ := document["errors"].([]any)
	if len(list) != 1 {
		return fmt.Sprint(document)
	}
	v := list[0].(map[string]any)
	place := ""
	if v["in"] != nil {
		place = fmt.Sprint(v["in"])
	}
	if v["parameter"] != nil {
		place += " " + fmt.Sprint(v["parameter"])
	}
	return fmt.Sprintf("%v: %s %v", v["detail"], place, v["code"])
}

// TestShouldBindDocuments: so it is for XML, YAML and TOML.
func TestShouldBindDocuments(t *testing.T) {
	t.Parallel()
	s := serve(t, wiretest.HTTP1, func(engine *gin.Engine, api ginproblem.Adapter) {
		engine.POST("/", api.Handle(func(c *gin.Context) error { return c.ShouldBind(&parcel{}) }))
	})
	for _, tt := range []struct {
		media, body string
		status      int
		want        string
	}{
		{"application/xml", "<p><id>1</p>", 400, "the request body is not valid XML at line 1:  malformed"},
		{"application/xml", "<p><id>1</id>", 400, "the request body ends too early:  truncated"},
		{"application/xml", "id: 1", 400, "the request body is not valid XML:  malformed"},
		{"application/xml", "<p><id>x</id></p>", 400, "a value is of another type at line 1:  wrong_type"},
		{"application/xml", "<p>\n<size w='300'/></p>", 400, "a number is out of range at line 2:  out_of_range"},
		{"application/xml", `<?xml version="1.0" encoding="x"?><p/>`, 415, ""},
		{"application/yaml", "id: [1", 400, "the request body is not valid YAML at line 1, column 5:  malformed"},
		{"application/yaml", "# parcel\nid: x", 400, "a value is of another type at line 2, column 5:  wrong_type"},
		{"application/yaml", "size: {w: 300}", 400, "a number is out of range at line 1, column 11:  out_of_range"},
		{"application/toml", "id = x", 400, "the request body is not valid TOML at line 1, column 6:  malformed"},
		{"application/toml", "id = 'x'", 400, "a value is of another type at line 1, column 6:  wrong_type"},
		{"application/toml", "id = 1\n[size]\nw = 300", 400, "a number is out of range:  out_of_range"},
		{"application/toml", "[id]\na = 1", 400, "a value is of another type:  wrong_type"},
	} {
		f := s.fails(t, tt.status, "POST", "/", wiretest.Header("Content-Type", tt.media), wiretest.Body(tt.body))
		if tt.want != "" {
			assert.Equal(t, tt.want, onlyViolation(f.document), "%.60q", tt.body)
		}
	}
}
