package inputs_test

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"
)

// way is how a handler reads: by one of the two functions, or by a binding
// helper of either door.
type way struct {
	name    string
	viaGin  func(c *gin.Context, target any) error
	viaHTTP func(r *http.Request, target any) error
	bound   bool   // by the helper
	http    bool   // of net/http
	part    string // of the request, which the helper reads; default: the content
	bare    bool   // no door around the router, only around the handler
	strict  bool   // unknown members are refused
	global  bool   // by Gin's switch for the whole program
}

func jsonWays() []way {
	return []way{
		{name: "c.ShouldBindJSON", viaGin: shouldBindJSON},
		{name: "c.ShouldBindBodyWith JSON", viaGin: func(c *gin.Context, target any) error {
			return c.ShouldBindBodyWith(target, binding.JSON)
		}},
		{name: "json.Decoder", viaHTTP: func(r *http.Request, target any) error {
			return json.NewDecoder(r.Body).Decode(target)
		}},
		{name: "strict json.Decoder", viaHTTP: strictly, strict: true},
	}
}

func shouldBindJSON(c *gin.Context, target any) error { return c.ShouldBindJSON(target) }

// strictly is what careful handlers do.
func strictly(r *http.Request, target any) error {
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return err
	}
	if mediaType != "application/json" && !strings.HasSuffix(mediaType, "+json") {
		return errors.New("unsupported media type " + mediaType)
	}
	dec := json.NewDecoder(r.Body)
	dec.DisallowUnknownFields()
	if err := dec.Decode(target); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.Join(errors.New("trailing data"), err)
	}
	return nil
}

func unmarshal(r *http.Request, target any) error {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, target)
}

// byGin makes a way of one of Gin's functions.
func byGin(name string, bind func(c *gin.Context, target any) error) []way {
	return []way{{name: name, viaGin: bind}}
}

func formFile(c *gin.Context, _ any) error {
	_, err := c.FormFile("file")
	return err
}

func twiceJSON(c *gin.Context, target any) error {
	_ = c.ShouldBindJSON(target)
	return c.ShouldBindJSON(target)
}

func twiceCached(c *gin.Context, target any) error {
	_ = c.ShouldBindBodyWith(target, binding.JSON)
	return c.ShouldBindBodyWith(target, binding.JSON)
}

// useNumber reads numbers as texts.
func useNumber(r *http.Request, target any) error {
	dec := json.NewDecoder(r.Body)
	dec.UseNumber()
	return dec.Decode(target)
}

// validate checks values that come from nowhere.
func validate(check func(*validator.Validate) error) []way {
	return []way{{name: "validator called directly", viaHTTP: func(*http.Request, any) error { return check(validator.New()) }}}
}
